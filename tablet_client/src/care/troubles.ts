// What can go wrong around a child's work: for each, a picture, a spoken sentence and what an adult can do.
import { ApiError, OfflineError } from "../api/errors";
import { PHRASES } from "../pupil/phrases";

export type TroubleKind = "network" | "gone" | "restarting" | "full" | "disk" | "script" | "old";

export interface Trouble {
  /** Said and shown to the child. */
  line: string;
  /** The one big button. */
  button: string;
  /** What the adult may do, in order. */
  adult: readonly string[];
}

const TRIES = "La tablette réessaie toute seule.";

export const TROUBLES: Readonly<Record<TroubleKind, Trouble>> = {
  network: {
    line: PHRASES.troubleNetwork,
    button: "Essayer encore",
    adult: ["La tablette n’est sur aucun réseau\u00a0: reconnectez-la au Wi-Fi de l’école.", TRIES],
  },
  gone: {
    line: PHRASES.waiting,
    button: "Essayer encore",
    adult: [
      "Le serveur ne répond pas. Vérifiez, dans l’ordre\u00a0: le Wi-Fi de la tablette\u00a0; que le serveur est allumé\u00a0; la date et l’heure de la tablette.",
      "Si les autres tablettes marchent, le certificat de l’école manque peut-être ici\u00a0: ouvrez {adresse}/certificat et installez-le.",
      TRIES,
    ],
  },
  restarting: {
    line: PHRASES.troubleRestarting,
    button: "Essayer encore",
    adult: ["Le serveur démarre ou a un problème passager.", TRIES],
  },
  full: {
    line: PHRASES.troubleFull,
    button: "Essayer encore",
    adult: ["Beaucoup de tablettes travaillent en même temps. Il n’y a rien à faire.", TRIES],
  },
  disk: {
    line: PHRASES.troubleDisk,
    button: "Essayer encore",
    adult: ["Prévenez la personne qui s’occupe du serveur. N’éteignez pas cette tablette avant.", TRIES],
  },
  script: {
    line: PHRASES.troubleScript,
    button: "Continuer",
    adult: [
      "La page s’est trompée\u00a0; elle reprend au même endroit. Si cela revient, éteignez et rallumez la tablette.",
    ],
  },
  old: {
    line: PHRASES.troubleOld,
    button: "Continuer",
    adult: ["Marelle a été mise à jour sur le serveur\u00a0: la page se recharge avec la nouvelle version."],
  },
};

/** Which of them an error is, while it may pass by itself. `online`: the tablet is on some network. */
export function troubleOf(error: unknown, online = navigator.onLine): TroubleKind {
  if (error instanceof OfflineError) return online ? "gone" : "network";
  if (error instanceof ApiError) {
    if (error.status === 429 || error.status === 408) return "full";
    if (error.status === 503 && error.retryAfterMs !== null) return "full";
    if (error.status === 503 && error.code === "unavailable") return "disk";
  }
  return "restarting";
}

/** As Chromium, Safari and Firefox say it, and our build of a style sheet. */
const NO_FILE = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;
const NOTHING_BROKEN = /ResizeObserver loop|^Script error\.?$/;

/** An error nobody caught, on its way to a child's screen: what to show, or null when nothing was broken. */
export function mishapOf(error: unknown, message = ""): TroubleKind | null {
  const told = error instanceof Error ? error.message : message || String(error ?? "");
  if (NO_FILE.test(told)) return "old";
  if (error instanceof OfflineError || error instanceof ApiError || NOTHING_BROKEN.test(told)) return null;
  // A sound stopped, a sharing cancelled, a lock refused: the browser's refusals break no screen.
  if (typeof DOMException !== "undefined" && error instanceof DOMException) return null;
  return "script";
}
