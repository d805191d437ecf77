// What a teacher is typing, kept in this tab until it is saved: a lost network or a reloaded page loses nothing.
// Each teacher has her own, and none is left when she signs out.
import { session } from "../api/session.svelte";

const PREFIX = "marelle.draft.";

/** Made while a component is being made; `value` is bound to its fields. */
export class Draft<T> {
  value = $state() as T;
  /** It was found where it had been left. */
  readonly resumed: boolean;
  readonly #key: string;
  readonly #start: string;

  /** `what`: names the form, and what is edited in it. */
  constructor(what: string, start: T) {
    this.#key = `${PREFIX}${session.info?.teacher?.id ?? ""}.${what}`;
    this.#start = JSON.stringify(start);
    const found = read(this.#key);
    this.resumed = found !== null;
    this.value = (found ?? start) as T;
    $effect(() => {
      const now = JSON.stringify(this.value);
      if (now === this.#start) sessionStorage.removeItem(this.#key);
      else keep(this.#key, now);
    });
  }

  /** It is saved, or thrown away. */
  forget(): void {
    this.value = JSON.parse(this.#start) as T;
    sessionStorage.removeItem(this.#key);
  }
}

/** Whoever sits here next reads nothing of hers. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** A full or forbidden storage is no reason to stop writing. */
function keep(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    return;
  }
}
