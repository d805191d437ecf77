// Ask again and again while the page is in view: soon after an answer, later and later while none comes.

const SOON_MS = 3_000;
const LATEST_MS = 15_000;

/** How long to wait after that many failures in a row. */
export const waitAfter = (failures: number): number => Math.min(LATEST_MS, SOON_MS * 2 ** failures);

/** Calls `look` until what it gives back is called; `look` says whether it worked. */
export function whileSeen(look: () => Promise<boolean>): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  let looking = false;
  let failures = 0;
  const turn = async () => {
    clearTimeout(timer);
    if (looking || document.hidden) return;
    looking = true;
    failures = (await look()) ? 0 : failures + 1;
    looking = false;
    if (!stopped && !document.hidden) timer = setTimeout(turn, waitAfter(failures));
  };
  const seen = () => void turn();
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", seen);
  void turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    window.removeEventListener("online", seen);
  };
}
