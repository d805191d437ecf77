// The child is shown what the browser will ask before it asks. Whoever shows it says so; where nobody does (an adult
// tries the microphone), the browser asks at once.
import { microphonePermission, needsExplaining } from "./permission";

const KEPT = "marelle-microphone";

class Consent {
  /** The explanation is on the screen. */
  asking = $state(false);
  /** The browser refused the microphone: an adult is told how to give it again. */
  refused = $state(false);
  #hosts = 0;
  #here = false;
  #answer: (yes: boolean) => void = () => {};

  /** From now on, until the returned function is called, somebody shows the explanation. */
  host(): () => void {
    this.#hosts += 1;
    return () => {
      this.#hosts -= 1;
      this.answer(false);
    };
  }

  /** May the browser be asked for the microphone? Waits for the child's answer when it must be explained. */
  async given(): Promise<boolean> {
    if (this.#hosts === 0 || !navigator.mediaDevices?.getUserMedia) return true;
    const permission = await microphonePermission();
    if (!needsExplaining(permission, { here: this.#here, before: remembered() })) return true;
    this.answer(false); // another asking, if any, is over
    this.asking = true;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  answer(yes: boolean): void {
    this.asking = false;
    this.#answer(yes);
    this.#answer = () => {};
  }

  allowed(): void {
    this.#here = true;
    this.refused = false;
    remember(true);
  }

  denied(): void {
    this.#here = false;
    this.refused = true;
    remember(false);
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEPT) === "allowed";
  } catch {
    return false;
  }
}

function remember(allowed: boolean): void {
  try {
    if (allowed) localStorage.setItem(KEPT, "allowed");
    else localStorage.removeItem(KEPT);
  } catch {
    // No storage: it is explained again at the next start.
  }
}

export const consent = new Consent();
