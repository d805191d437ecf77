// How well a child is being heard, while he is: too far, too loud, or a microphone that gives nothing at all. The ear
// of the school judges the whole afterwards; this only helps meanwhile, so it is shown and never said.

export type Advice = "closer" | "softer" | "dead" | null;

/** What the audio thread measures, every 40 ms. */
export interface Loudness {
  /** 0 to 1, as audio/pcm.ts counts it. */
  level: number;
  /** The largest sample, 0 to 1. */
  peak: number;
  /** The part of the samples that are on the ceiling. */
  clipped: number;
}

/** Of 40 ms each. */
const WINDOW = 50;
const LATELY = 15;
/** A little above what the school's ear refuses (-50 dB): there is still time to come closer. */
const FAINT = 0.22;
const HEARD = 0.07;
const FAINT_ENOUGH = 6;
const CEILING = 0.05;
const LOUD_ENOUGH = 3;
/** A working microphone always hisses; four seconds of perfect nothing is none. */
const DEAD = 100;

export class SoundCare {
  #levels: number[] = [];
  #ceilings: boolean[] = [];
  #nothing = 0;

  hear({ level, peak, clipped }: Loudness): Advice {
    this.#levels = [...this.#levels, level].slice(-WINDOW);
    this.#ceilings = [...this.#ceilings, clipped > CEILING].slice(-LATELY);
    this.#nothing = peak === 0 ? this.#nothing + 1 : 0;
    if (this.#nothing >= DEAD) return "dead";
    if (this.#ceilings.filter(Boolean).length >= LOUD_ENOUGH) return "softer";
    return this.#faint() ? "closer" : null;
  }

  /** Something is said, well above the hum of the room, and none of it is loud enough. */
  #faint(): boolean {
    if (this.#levels.length < WINDOW || this.#levels.some((level) => level >= FAINT)) return false;
    const hum = [...this.#levels].sort((one, other) => one - other)[Math.floor(WINDOW / 4)] as number;
    return this.#levels.filter((level) => level >= hum + HEARD).length >= FAINT_ENOUGH;
  }
}
