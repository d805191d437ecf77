// A child who speaks while Rivet speaks: stricter than the ear, so that Rivet's own echo or a chair does not stop him.

/** Levels (audio/pcm.ts) come every 40 ms: a voice must last for three of them. */
const LASTING = 3;
const LEAST = 0.42;
const ABOVE_FLOOR = 0.22;
/** How fast the floor follows what is heard all the time: echo, the hum of a class. */
const RISE = 0.04;
const FALL = 0.3;

export class Barge {
  #floor = 0.1;
  #run = 0;

  /** True at the moment when a voice has lasted long enough. */
  hear(level: number): boolean {
    const loud = level >= Math.max(LEAST, this.#floor + ABOVE_FLOOR);
    this.#floor += (level - this.#floor) * (level < this.#floor ? FALL : RISE);
    this.#run = loud ? this.#run + 1 : 0;
    return this.#run === LASTING;
  }

  /** Rivet begins to speak: what was loud before does not count. */
  rest(): void {
    this.#run = 0;
  }
}
