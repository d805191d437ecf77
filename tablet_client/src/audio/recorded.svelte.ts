// Whether what the signed-in pupil reads aloud is kept: told at his sign-in, and again each time he is listened to.
import { session } from "../api/session.svelte";

class Recorded {
  #told = $state<boolean | null>(null);
  #whose = "";

  get on(): boolean {
    const mine = this.#whose === (session.info?.pupil?.id ?? "");
    return (mine ? this.#told : null) ?? session.info?.recorded ?? false;
  }

  tell(on: boolean): void {
    this.#whose = session.info?.pupil?.id ?? "";
    this.#told = on;
  }
}

export const recorded = new Recorded();
