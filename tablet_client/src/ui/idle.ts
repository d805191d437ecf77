const LATEST_MS = 2_000;
const WITHOUT_MS = 400; // Safari cannot say when it rests

/** Once the page has nothing better to do: what a pupil will soon need is fetched while nobody waits for it. */
export function whenIdle(fetching: () => Promise<unknown>): void {
  const begin = () => void fetching().catch(() => {}); // it is asked for again when it is needed
  if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: LATEST_MS });
  else setTimeout(begin, WITHOUT_MS);
}
