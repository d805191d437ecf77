// A pupil's own choices go to the school: soon after the last change, again and again until they are there.
import { api, unwrap } from "../../api/client";
import { session } from "../../api/session.svelte";
import { passing } from "../../offline/patience";
import { comfort } from "../../ui/comfort.svelte";

const SOON_MS = 700;
const AGAIN_MS = 10_000;

let waiting: ReturnType<typeof setTimeout> | undefined;
let sending: Promise<void> = Promise.resolve();

export function keepSoon(after = SOON_MS): void {
  clearTimeout(waiting);
  const whose = session.info?.pupil?.id;
  waiting = setTimeout(() => {
    sending = keep(whose);
  }, after);
}

/** At once, if something is still to be kept: ends when the school knows, or could not be told. */
export async function kept(): Promise<void> {
  if (waiting !== undefined) {
    clearTimeout(waiting);
    sending = keep(session.info?.pupil?.id);
  }
  await sending;
}

/** Nothing is kept of someone who has left. */
async function keep(whose: string | undefined): Promise<void> {
  waiting = undefined;
  if (!whose || session.info?.pupil?.id !== whose) return;
  const body = { ...comfort.chosen };
  try {
    await unwrap(api.PUT("/api/my-comfort", { body }));
    if (waiting === undefined) comfort.unkept = false;
  } catch (error) {
    if (passing(error)) return keepSoon(AGAIN_MS);
    comfort.unkept = false;
    await session.refresh().catch(() => {}); // the teacher has just locked it: back to what she chose
  }
}
