// The welcome page: which device this is, whether its clock is right, and whether it trusts the school yet.
"use strict";
(() => {
  const PATIENCE_MS = 6000;
  const AGAIN_MS = 4000;
  const CLOCK_WRONG_MS = 10 * 60 * 1000;
  const byId = (id) => document.getElementById(id);
  const secure = "https://" + location.hostname + (document.body.dataset.port === "443" ? "" : ":" + document.body.dataset.port);
  let looking = false;

  // A recent iPad says that it is a Mac; no Mac is touched with several fingers.
  const guess =
    /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1 ? "ipad" : document.body.dataset.appareil;
  for (const device of document.querySelectorAll("details")) device.open = device.id === guess;
  byId("appareils-titre").after(byId(guess));
  byId("micro").href = secure + "/aide-tablette?installation=1";
  byId("encore").hidden = false;

  async function answered(address, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      return await fetch(address, Object.assign({ cache: "no-store", signal: patience.signal }, options));
    } catch (_refused) {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  function show(state, said) {
    byId("etat").dataset.etat = state;
    if (byId("etat-dit").textContent !== said) byId("etat-dit").textContent = said;
    byId("suite").hidden = state !== "sure";
    byId("appareils").hidden = state === "sure";
    byId("encore").hidden = state === "sure";
  }

  function compareClock(response) {
    const there = Date.parse(response.headers.get("Date") || "");
    const apart = Date.now() - there;
    const wrong = Math.abs(apart) > CLOCK_WRONG_MS;
    byId("heure").hidden = !wrong;
    if (wrong)
      byId("heure").textContent =
        "Cette tablette est au " +
        new Date(Date.now()).toLocaleString("fr-FR") +
        ", le serveur au " +
        new Date(there).toLocaleString("fr-FR") +
        ". Avec une mauvaise date, le certificat est refusé\u00a0: réglez-la, puis vérifiez encore.";
  }

  async function look() {
    if (looking) return;
    looking = true;
    const safe = await answered(secure + "/api/health", { mode: "cors", credentials: "omit" });
    if (safe && safe.ok) {
      show("sure", "La connexion est sûre.");
    } else {
      const plain = await answered("/", { method: "HEAD" });
      if (plain) compareClock(plain);
      show(
        plain ? "pas-encore" : "coupee",
        plain
          ? "Pas encore sûre\u00a0: la tablette ne connaît pas le certificat de l’école."
          : "Le serveur ne répond plus. Vérifiez le Wi-Fi de la tablette, et que le serveur est allumé.",
      );
    }
    looking = false;
    if (byId("etat").dataset.etat !== "sure") setTimeout(whenSeen, AGAIN_MS);
  }

  // Whoever comes back from the settings sees at once whether it worked.
  function whenSeen() {
    if (!document.hidden) look();
  }
  document.addEventListener("visibilitychange", whenSeen);
  byId("encore").addEventListener("click", look);
  look();
})();
