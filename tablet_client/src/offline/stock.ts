// Exercises that were given ahead, in the order to do them: sealed on the disk, open in memory while the pupil is there.
import type { AheadExercise, Domain } from "../api/types";
import type { Seal } from "./seal";
import type { Disk } from "./tablet";

/** With fewer the tablet asks for more. */
export const ENOUGH = 20;
const GOOD_FOR_MS = 24 * 60 * 60 * 1_000;

interface Held {
  order: number;
  exercise: AheadExercise;
}

export class Stock {
  readonly #disk: Promise<Disk | null>;
  readonly #seal: () => Promise<Seal | null>;
  #held: Held[] = [];
  #order = 0;

  constructor(disk: Promise<Disk | null>, seal: () => Promise<Seal | null>) {
    this.#disk = disk;
    this.#seal = seal;
  }

  /** What this tablet kept of the pupil who is signed in. */
  async open(): Promise<void> {
    const [disk, seal] = await Promise.all([this.#disk, this.#seal()]);
    this.#held = [];
    if (!disk || !seal) return;
    for (const { order = 0, who, sealed } of await disk.getAll("stock")) {
      const kept =
        who === seal.who ? await seal.open<{ at: number; exercise: AheadExercise }>(sealed).catch(() => null) : null;
      if (kept && Math.abs(Date.now() - kept.at) < GOOD_FOR_MS) this.#held.push({ order, exercise: kept.exercise });
      else await disk.delete("stock", order);
    }
  }

  get size(): number {
    return this.#held.length;
  }

  get exercises(): AheadExercise[] {
    return this.#held.map((one) => one.exercise);
  }

  get ids(): string[] {
    return this.#held.map((one) => one.exercise.served.served_id);
  }

  /** Of those `asked` about, only these are still good. */
  async keepOnly(asked: readonly string[], good: readonly string[]): Promise<void> {
    const gone = this.#held.filter(
      ({ exercise: { served } }) => asked.includes(served.served_id) && !good.includes(served.served_id),
    );
    for (const one of gone) await this.#drop(one);
  }

  async add(exercises: readonly AheadExercise[]): Promise<void> {
    const [disk, seal] = await Promise.all([this.#disk, this.#seal()]);
    for (const exercise of exercises) {
      const entry = seal && {
        who: seal.who,
        id: exercise.served.served_id,
        sealed: await seal.close({ at: Date.now(), exercise }),
      };
      this.#order -= 1;
      const order = entry && disk ? await disk.add("stock", entry).catch(() => this.#order) : this.#order;
      this.#held.push({ order, exercise });
    }
  }

  /** The next one of this subject, of any when there is none left; null when all were done. */
  async take(domain: Domain | null): Promise<AheadExercise | null> {
    const found = this.#held.find(({ exercise }) => !domain || exercise.served.domain === domain) ?? this.#held[0];
    if (!found) return null;
    await this.#drop(found);
    return found.exercise;
  }

  async #drop(one: Held): Promise<void> {
    this.#held = this.#held.filter((other) => other !== one);
    if (one.order > 0) await (await this.#disk)?.delete("stock", one.order);
  }
}
