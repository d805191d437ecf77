// Who speaks for Rivet: the school's voice (GET /api/say), else the tablet's own local French voice, else nobody.
// Silence never blocks: every promise here ends, sound or not.
import { session } from "../api/session.svelte";
import { keptSound, soundAddress, sounds } from "../offline/sounds";
import { comfort } from "../ui/comfort.svelte";
import { openingAt, openingsOf, rhythm } from "./mouth";

const START_MS = 6_000;
/** Between two drawings of the mouth: an eye takes thirty a second for a movement, a slow tablet draws no more. */
const LIPS_MS = 30;
/** How long a letter lasts when there is no sound to follow: the eyes still get their reading together. */
const SILENT_MS_A_LETTER = 75;
/** And when the sound is off: what would be said is read, by someone who reads slowly. */
const READ_MS_A_LETTER = 110;

interface Saying {
  /** Below 1, slower. */
  pace?: number;
  /** By the tablet's own voice or nobody. */
  here?: boolean;
  /** Called with how much was said, 0 to 1. */
  progress?: (fraction: number) => void;
}

class Speaker {
  speaking = $state(false);
  /** How open Rivet's mouth is, 0 to 1: from the sound that is heard at this moment. */
  mouth = $state(0);
  readonly #element = typeof Audio === "undefined" ? null : new Audio();
  #turn = 0;
  #quieten: () => void = () => {};
  #lips = 0;
  #hushedAt = Number.NEGATIVE_INFINITY;

  /** Says these texts one after the other. False when interrupted by another say() or by stop(). */
  async say(texts: string | string[], saying: Saying = {}): Promise<boolean> {
    this.stop();
    const turn = ++this.#turn;
    for (const text of typeof texts === "string" ? [texts] : texts) {
      if (turn !== this.#turn) return false;
      if (text.trim()) await this.#sayOne(text, saying, () => turn === this.#turn);
    }
    if (turn !== this.#turn) return false;
    this.speaking = false;
    return true;
  }

  stop(): void {
    this.#turn += 1;
    this.#quieten();
    this.speaking = false;
  }

  /** For how long nothing has been said, in ms: 0 while Rivet speaks, so that he never listens to himself. */
  get quietFor(): number {
    return this.speaking ? 0 : performance.now() - this.#hushedAt;
  }

  get #byServer(): boolean {
    return !(session.info?.voice === "tablet" && localVoice());
  }

  async #sayOne(text: string, saying: Saying, wanted: () => boolean): Promise<void> {
    if (comfort.now.sound === "off") {
      await this.#mime(text, READ_MS_A_LETTER, saying.progress);
      return;
    }
    if (!saying.here) {
      if (this.#byServer && !sounds.alone && (await this.#play(soundAddress(text), saying))) return;
      if (!wanted()) return;
      const kept = await keptSound(text);
      if (kept && wanted()) {
        const heard = await this.#play(kept, saying);
        URL.revokeObjectURL(kept);
        if (heard) return;
      }
    }
    if (!wanted()) return;
    const voice = localVoice();
    if (voice && (await this.#synthesise(text, voice, saying))) return;
    if (wanted() && saying.progress) await this.#mime(text, SILENT_MS_A_LETTER, saying.progress);
  }

  /** False when the server's voice cannot be heard. */
  #play(address: string, { pace = 1, progress }: Saying): Promise<boolean> {
    const element = this.#element;
    if (!element) return Promise.resolve(false);
    return new Promise((resolve) => {
      let follow = 0;
      let over = false;
      const end = (heard: boolean) => {
        if (over) return; // play() may still reject long after: the element then speaks for the next text
        over = true;
        clearTimeout(late);
        cancelAnimationFrame(follow);
        element.onplaying = element.onended = element.onerror = null;
        element.pause();
        this.#closeMouth();
        this.#quieten = () => {};
        resolve(heard);
      };
      const late = setTimeout(() => end(false), START_MS);
      this.#quieten = () => end(true);
      element.onplaying = () => {
        clearTimeout(late);
        this.speaking = true;
        let steps: Float32Array | null = null;
        openingsOf(element.currentSrc).then((found) => {
          steps = found;
        });
        this.#moveMouth((now) => (steps ? openingAt(steps, element.currentTime) : rhythm(now)));
        if (progress) {
          const look = () => {
            if (element.duration > 0) progress(element.currentTime / element.duration);
            follow = requestAnimationFrame(look);
          };
          look();
        }
      };
      element.onended = () => end(true);
      element.onerror = () => end(false);
      element.src = address;
      element.playbackRate = pace;
      element.play().catch(() => end(false));
    });
  }

  #synthesise(text: string, voice: SpeechSynthesisVoice, { pace = 1, progress }: Saying): Promise<boolean> {
    return new Promise((resolve) => {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9 * pace;
      const end = (heard: boolean) => {
        clearTimeout(late);
        words.onstart = words.onend = words.onerror = words.onboundary = null;
        this.#closeMouth();
        this.#quieten = () => {};
        resolve(heard);
      };
      const late = setTimeout(() => {
        speechSynthesis.cancel();
        end(false);
      }, START_MS);
      this.#quieten = () => {
        speechSynthesis.cancel();
        end(true);
      };
      words.onstart = () => {
        clearTimeout(late);
        this.speaking = true;
        this.#moveMouth(rhythm);
      };
      words.onboundary = (event) => progress?.(event.charIndex / text.length);
      words.onend = () => end(true);
      words.onerror = () => end(false);
      speechSynthesis.speak(words);
    });
  }

  /** `opening`: by the time in seconds. */
  #moveMouth(opening: (now: number) => number): void {
    cancelAnimationFrame(this.#lips);
    let moved = 0;
    const move = (now: number) => {
      if (now - moved >= LIPS_MS) {
        moved = now;
        this.mouth = Math.round(20 * opening(now / 1_000)) / 20; // what no eye sees is not worth a drawing
      }
      this.#lips = requestAnimationFrame(move);
    };
    this.#lips = requestAnimationFrame(move);
  }

  #closeMouth(): void {
    this.#hushedAt = performance.now();
    cancelAnimationFrame(this.#lips);
    this.mouth = 0;
  }

  #mime(text: string, msALetter: number, progress?: Saying["progress"]): Promise<void> {
    return new Promise((resolve) => {
      const start = performance.now();
      const length = text.length * msALetter;
      let follow = 0;
      const end = () => {
        cancelAnimationFrame(follow);
        this.#quieten = () => {};
        resolve();
      };
      this.#quieten = end;
      const look = () => {
        const fraction = (performance.now() - start) / length;
        progress?.(Math.min(1, fraction));
        if (fraction >= 1) end();
        else follow = requestAnimationFrame(look);
      };
      look();
    });
  }
}

/** A French voice that lives on the tablet: no word of a child's exercise leaves for someone else's server. */
function localVoice(): SpeechSynthesisVoice | null {
  if (typeof speechSynthesis === "undefined") return null;
  const french = speechSynthesis.getVoices().filter((voice) => voice.localService && voice.lang.startsWith("fr"));
  return french.find((voice) => voice.lang.replace("_", "-") === "fr-FR") ?? french[0] ?? null;
}

export const speaker = new Speaker();
