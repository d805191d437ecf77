// Registers the worker that keeps the shell of the client on the tablet, and lets a new version in only at the door,
// between two pupils. Until then every file of the old version stays here, also those that are loaded late.

let registered: Promise<ServiceWorkerRegistration | undefined> = Promise.resolve(undefined);

export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  // An untrusted certificate: the client works, only not without network.
  registered = navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined);
}

const QUIET_MS = 1_000;

let changed = false; // the new version came too late for the door, and waits for the next one

/** At the door nobody is in the middle of anything: take the new version if there is one. False: nobody is there. */
export async function updateAtTheDoor(atTheDoor: () => boolean): Promise<void> {
  const registration = await registered;
  if (!registration || !navigator.serviceWorker.controller) return;
  if (changed) location.reload();
  else if (registration.waiting) await take(registration.waiting, atTheDoor);
  else {
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed") void take(fresh, atTheDoor);
      });
    });
    await registration.update().catch(() => undefined); // a tablet may stay open for weeks: it asks by itself
  }
}

async function take(fresh: ServiceWorker, atTheDoor: () => boolean): Promise<void> {
  await quiet();
  if (!atTheDoor()) return;
  const reload = () => {
    if (atTheDoor()) location.reload();
    else changed = true;
  };
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  fresh.postMessage({ type: "SKIP_WAITING" });
}

/** Once nothing is fetched any more: a picture that wakes the old worker as it gives way would keep it, in Chromium. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    const rest = () => {
      watch.disconnect();
      resolve();
    };
    let resting = setTimeout(rest, QUIET_MS);
    const watch = new PerformanceObserver(() => {
      clearTimeout(resting);
      resting = setTimeout(rest, QUIET_MS);
    });
    watch.observe({ type: "resource" });
  });
}
