// The teacher's classes as last seen, so that every page of a class has its name at once.
import { classes } from "../api/teacher";
import type { Class } from "../api/types";

class ClassBook {
  #seen = $state<Record<string, Class>>({});
  #looked = $state(false);

  /** The class; undefined until it is known. */
  of(id: string): Class | undefined {
    return this.#seen[id];
  }

  /** It was asked for, and is none of hers. */
  lacks(id: string): boolean {
    return this.#looked && !this.#seen[id];
  }

  /** Ask the server again; what was seen stays until it answers. */
  async look(): Promise<void> {
    this.#seen = Object.fromEntries((await classes()).map((one) => [one.id, one]));
    this.#looked = true;
  }

  /** A class was just changed. */
  put(changed: Class): void {
    this.#seen[changed.id] = changed;
  }
}

export const classBook = new ClassBook();
