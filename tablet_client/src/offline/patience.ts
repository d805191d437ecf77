// Keeps trying what only needs the school to come back, and says so meanwhile.
import { ApiError, OfflineError } from "../api/errors";
import { type TroubleKind, troubleOf } from "../care/troubles";

export interface Waiting {
  /** Why, in a sentence for a grown-up. */
  reason: string;
  /** What is shown to the child meanwhile. */
  kind: TroubleKind;
  tryNow(): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/** The school may well answer later. */
export function passing(error: unknown): error is OfflineError | ApiError {
  return error instanceof OfflineError || (error instanceof ApiError && error.passing);
}

/** The result of `action`, tried until it works or fails for good. `tell` gets each wait, then null. */
export async function patiently<T>(action: () => Promise<T>, tell: (waiting: Waiting | null) => void): Promise<T> {
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 2, LONGEST_MS)) {
    try {
      const result = await action();
      tell(null);
      return result;
    } catch (error) {
      if (!passing(error)) {
        tell(null);
        throw error;
      }
      const asked = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer);
          removeEventListener("online", go);
          resolve();
        };
        const timer = setTimeout(go, Math.max(pause, asked));
        addEventListener("online", go);
        // A hiccup is not worth a word: the child is told from the second failure on.
        if (pause > FIRST_MS) tell({ reason: error.message, kind: troubleOf(error), tryNow: go });
      });
    }
  }
}
