// The school's time: a tablet whose clock is wrong still says when an answer was given, and an adult is told.

/** What the Date of an answer (whole seconds) and a slow network may be wrong by. */
const EXACT_MS = 30_000;
/** Certificates and reports suffer beyond this. */
export const WRONG_MS = 3 * 60_000;

export class Clock {
  /** What must be added to the tablet's clock, in ms; null while it was not compared. */
  offset = $state<number | null>(null);
  #doubt = Number.POSITIVE_INFINITY;

  /** `date`: an answer's Date header; asked and answered: the tablet's own clock then. */
  compare(date: string | null, asked: number, answered: number): void {
    const said = date ? Date.parse(date) : Number.NaN;
    const took = answered - asked;
    if (Number.isNaN(said) || took < 0) return;
    const found = said + 500 - (asked + answered) / 2;
    // The quickest answer says it best; but somebody may have set the clock meanwhile.
    const moved = this.offset !== null && Math.abs(found - this.offset) > EXACT_MS;
    if (took > this.#doubt && !moved) return;
    this.#doubt = took;
    this.offset = found;
  }

  /** The time at the school, for whatever is sent there. */
  now(here = Date.now()): string {
    const offset = this.offset ?? 0;
    return new Date(here + (Math.abs(offset) > EXACT_MS ? offset : 0)).toISOString();
  }

  get wrong(): boolean {
    return Math.abs(this.offset ?? 0) > WRONG_MS;
  }
}

export const clock = new Clock();
