// What the teacher has just changed, so that « Annuler » is at hand on whatever page she is.
import { sentence } from "../../api/errors";
import { undoChange } from "../../api/journal";
import type { Change } from "../../api/types";

class JustDone {
  change = $state<Change | null>(null);
  trouble = $state("");
  #undone: (() => void) | null = null;

  /** Tell what was done. `undone`: how the page that did it shows what is there again. */
  tell(change: Change, undone: () => void): void {
    this.change = change;
    this.trouble = "";
    this.#undone = undone;
  }

  async undo(): Promise<void> {
    if (!this.change) return;
    try {
      await undoChange(this.change.id);
      const shown = this.#undone;
      this.forget();
      shown?.();
    } catch (error) {
      this.trouble = sentence(error);
    }
  }

  forget(): void {
    this.change = null;
    this.trouble = "";
    this.#undone = null;
  }
}

export const justDone = new JustDone();
