// The voice of the exercises that a tablet keeps: fetched quietly, one after the other, gone when the pupil leaves.

const CACHE = "marelle-sounds";
/** Thirty tablets may do this at once. */
const PAUSE_MS = 300;
const MOST = 400;

/** `alone`: the school cannot be asked; only what is kept can be heard. */
export const sounds = { alone: false };

let turn = 0;

export const soundAddress = (text: string): string => `/api/say?text=${encodeURIComponent(text)}`;

/** What is not kept yet; the rest waits for a better moment as soon as one cannot be had. */
export async function keepSounds(texts: Iterable<string>): Promise<void> {
  if (typeof caches === "undefined") return;
  const mine = ++turn;
  const cache = await caches.open(CACHE);
  for (const text of [...new Set(texts)].slice(0, MOST)) {
    const address = soundAddress(text);
    if (!text.trim() || (await cache.match(address))) continue;
    const answer = await fetch(address, { priority: "low", signal: AbortSignal.timeout(20_000) });
    if (mine !== turn) return;
    if (answer.status === 200) await cache.put(address, answer);
    else if (answer.status >= 500) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (mine !== turn) return;
  }
}

/** An address that plays this text from the tablet itself; null when it is not kept. */
export async function keptSound(text: string): Promise<string | null> {
  if (typeof caches === "undefined") return null;
  const answer = await caches.match(soundAddress(text), { cacheName: CACHE }).catch(() => undefined);
  return answer ? URL.createObjectURL(await answer.blob()) : null;
}

export async function forgetSounds(): Promise<void> {
  turn += 1;
  if (typeof caches !== "undefined") await caches.delete(CACHE);
}
