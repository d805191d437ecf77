// Registers the worker that keeps the shell of the client on the tablet, and lets a new version in only at the door,
// between two pupils.

let waiting: ServiceWorker | null = null;

export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker
    .register("/sw.js", { scope: "/" })
    .then((registration) => {
      waiting = registration.waiting;
      registration.addEventListener("updatefound", () => {
        const fresh = registration.installing;
        fresh?.addEventListener("statechange", () => {
          if (fresh.state === "installed" && navigator.serviceWorker.controller) waiting = fresh;
        });
      });
    })
    .catch(() => undefined); // an untrusted certificate: the client works, only not without network
}

/** At the door nobody is in the middle of anything: take the new version if there is one. */
export function updateAtTheDoor(): void {
  if (!waiting) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ type: "SKIP_WAITING" });
  waiting = null;
}
