// Which browser this is, for what an adult must touch in it: nothing else depends on it.

export type Browser = "chrome-android" | "chrome" | "edge" | "firefox" | "safari-ipad" | "safari";

export const BROWSERS: Readonly<Record<Browser, string>> = {
  "chrome-android": "Chrome, tablette Android",
  "safari-ipad": "Safari, iPad",
  firefox: "Firefox",
  edge: "Edge",
  chrome: "Chrome, ordinateur ou Chromebook",
  safari: "Safari, Mac",
};

/** Where the browser's question appears, so that Rivet shows the right place. */
export type Place = "top-left" | "middle" | "bottom";

/** `touches`: navigator.maxTouchPoints. An iPad says that it is a Mac; no Mac is touched. */
export function browserOf(agent: string, touches = 0): Browser {
  if (/iPad|iPhone/.test(agent) || (/Macintosh/.test(agent) && touches > 1)) return "safari-ipad";
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Android/.test(agent)) return "chrome-android";
  if (/Edg\//.test(agent)) return "edge";
  return /Chrom/.test(agent) ? "chrome" : "safari";
}

export function placeOf(browser: Browser): Place {
  if (browser === "chrome-android") return "bottom";
  return browser.startsWith("safari") ? "middle" : "top-left";
}

/** How to give the microphone again after a refusal, a step after the other. */
export const ALLOW_AGAIN: Readonly<Record<Browser, readonly string[]>> = {
  "chrome-android": [
    "Touchez le signe à gauche de l’adresse, en haut.",
    "Touchez «\u00a0Autorisations\u00a0», puis «\u00a0Micro\u00a0».",
    "Choisissez «\u00a0Autoriser\u00a0», puis rechargez la page.",
    "Si «\u00a0Micro\u00a0» n’y est pas\u00a0: Paramètres de la tablette, Applications, Chrome, Autorisations, Micro.",
  ],
  "safari-ipad": [
    "Touchez «\u00a0aA\u00a0» ou le menu de page, au bord de l’adresse.",
    "Touchez «\u00a0Réglages du site web\u00a0», puis «\u00a0Micro\u00a0».",
    "Choisissez «\u00a0Autoriser\u00a0», puis rechargez la page.",
    "Marelle sur l’écran d’accueil\u00a0: Réglages de l’iPad, Apps, Safari, Micro, «\u00a0Autoriser\u00a0».",
  ],
  firefox: [
    "Touchez le micro barré, ou les réglages, à gauche de l’adresse.",
    "Effacez «\u00a0Bloqué\u00a0» à côté de «\u00a0Utiliser le microphone\u00a0».",
    "Rechargez la page. À la question, cochez «\u00a0Se souvenir de cette décision\u00a0», puis «\u00a0Autoriser\u00a0».",
  ],
  edge: [
    "Cliquez sur le cadenas, à gauche de l’adresse.",
    "À côté de «\u00a0Microphone\u00a0», choisissez «\u00a0Autoriser\u00a0».",
    "Rechargez la page.",
  ],
  chrome: [
    "Cliquez sur le signe à gauche de l’adresse.",
    "À côté de «\u00a0Micro\u00a0», activez le bouton.",
    "Rechargez la page.",
  ],
  safari: [
    "Menu Safari, «\u00a0Réglages pour ce site web\u00a0».",
    "À côté de «\u00a0Microphone\u00a0», choisissez «\u00a0Autoriser\u00a0».",
    "Rechargez la page.",
  ],
};
