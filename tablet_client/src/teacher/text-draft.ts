// What a teacher is writing, kept in the browser until it is saved: a closed tab or a lost network loses nothing.
import type { TextQuestion, TextUse } from "../api/types";

export interface Draft {
  title: string;
  text: string;
  use: TextUse;
  questions: TextQuestion[];
}

/** `textId`: the text being corrected, none for a new one. */
export class DraftKeeper {
  readonly #key: string;

  constructor(classId: string, textId: string | null) {
    this.#key = `marelle.text.${classId}.${textId ?? "new"}`;
  }

  read(): Draft | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? "null");
      return kept && typeof kept === "object" && "text" in kept ? (kept as Draft) : null;
    } catch {
      return null;
    }
  }

  /** A full or forbidden storage is no reason to stop writing. */
  keep(draft: Draft): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft));
    } catch {
      return;
    }
  }

  forget(): void {
    localStorage.removeItem(this.#key);
  }
}
