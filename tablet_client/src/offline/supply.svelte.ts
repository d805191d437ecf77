// Where exercises come from and where answers go: the school while it is there, else what this tablet keeps. A cut goes
// unnoticed: the sitting goes on from the stock, answers wait, and the school is looked for quietly.
import { ApiError, OfflineError } from "../api/errors";
import * as practice from "../api/practice";
import { session } from "../api/session.svelte";
import type { AheadExercise, AttemptIn, AttemptOut, Domain, DoorId, Path, Served } from "../api/types";
import { PHRASES } from "../pupil/phrases";
import { Alone } from "./alone";
import { keepPlace, mySeal, recallPlace } from "./me";
import { passing } from "./patience";
import { keepSounds, sounds } from "./sounds";
import { spokenIn } from "./spoken";
import { ENOUGH, Stock } from "./stock";
import { disk } from "./tablet";

/** How long the school may take while something else can be done. */
const SOON_MS = 5_000;
const LOOK_MS = 5_000;
/** A class sits down at once: what can wait a little, waits. */
const QUIET_MS = 1_500;
/** As the server's: a sitting ends after so long without anything. */
const SITTING_MS = 30 * 60 * 1_000;
const NEW_VERSION = "new_version";
/** What this version of the client can show; for the rest it has to be let in anew, at the door. */
const KINDS = ["read_aloud", "compute", "choose", "build", "write", "count", "ask", "columns", "handle"];

/** Where the pupil is, for a restart. `over`: that exercise is done. */
export interface Place {
  domain: Domain | null;
  served: Served;
  path: Path;
  over: boolean;
  alone: { exercise: AheadExercise; misses: number } | null;
  at: number;
}

class Supply {
  /** The school cannot be reached; nobody needs to mind. */
  away = $state(false);
  readonly #stock = new Stock(disk, mySeal);
  #place: Place | null = null;
  #alone: Alone | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #looking = false;
  #refilling = false;
  /** Changes when the pupil leaves: what comes later of his is not kept as the next one's. */
  #turn = 0;
  /** Changes when what is kept for later would no longer do. */
  #stocking = 0;

  /** Opens what this tablet kept of the pupil; where he was, if that was a moment ago. */
  async open(): Promise<Place | null> {
    await this.#stock.open().catch(() => undefined);
    const place = await recallPlace<Place>();
    this.#place = place && Math.abs(Date.now() - place.at) < SITTING_MS ? place : null;
    this.#alone = this.#place?.alone ? new Alone(this.#place.alone.exercise, this.#place.alone.misses) : null;
    if (this.away) this.#watch();
    else void this.#catchUp().catch((error) => this.#noticed(error));
    return this.#place;
  }

  /** Nobody is there any more. */
  close(): void {
    this.#turn += 1;
    this.#stocking += 1;
    clearInterval(this.#timer);
    this.#timer = undefined;
    removeEventListener("online", this.#look);
    this.#back();
    this.#place = null;
    this.#alone = null;
    practice.outbox.forget();
  }

  /** His sound or his microphone was turned on or off: what was chosen for the other way goes, if more can be had. */
  async startOver(): Promise<void> {
    if (this.away) return;
    this.#stocking += 1;
    await this.#stock.keepOnly(this.#stock.ids, []).catch(() => undefined);
  }

  /** `door`: the one the pupil opened; without the school what comes next is behind no door. */
  async next(domain: Domain | null, door: DoorId | null = null): Promise<Served> {
    const turn = this.#turn;
    let failure: unknown = new OfflineError();
    if (!this.away || this.#stock.size === 0) {
      try {
        const served = await this.#soon(() => this.#fromSchool(domain, door));
        if (turn !== this.#turn) return served;
        this.#alone = null;
        this.#remember(domain, served);
        void this.#refill();
        return served;
      } catch (error) {
        failure = error;
        if (!(error instanceof ApiError && error.code === NEW_VERSION)) this.#lost(error);
      }
    }
    const exercise = await this.#stock.take(domain);
    if (!exercise) throw failure;
    // The path that he has seen stays as long as it is.
    const { goal } = this.#place?.path ?? exercise.served.path;
    const done = (this.#place?.path.done ?? exercise.served.path.done) % goal;
    const served = { ...exercise.served, path: { done, goal } };
    this.#alone = new Alone({ ...exercise, served });
    this.#remember(domain, served);
    return served;
  }

  /** Null: the answer is kept, and the school will say later what it thinks of it. */
  async submit(attempt: AttemptIn): Promise<AttemptOut | null> {
    const turn = this.#turn;
    const alone = this.#alone?.exercise.served.served_id === attempt.served_id ? this.#alone : null;
    if (alone) {
      await practice.outbox.keep(attempt);
      if (!this.away) void practice.outbox.flush().catch((error) => this.#noticed(error));
      const reply = alone.answer(attempt, this.#place?.path ?? alone.exercise.served.path);
      this.#answered(reply);
      return reply;
    }
    try {
      const reply = await this.#soon(() => practice.outbox.submit(attempt));
      if (turn === this.#turn) this.#answered(reply);
      return reply;
    } catch (error) {
      this.#lost(error);
      if (this.#stock.size === 0) throw error;
      return null;
    }
  }

  goAway(): void {
    this.away = true;
    sounds.alone = true;
  }

  /** He is not in an exercise any more. */
  leavePlace(): void {
    this.#place = null;
    void keepPlace(null).catch(() => undefined);
  }

  async #fromSchool(domain: Domain | null, door: DoorId | null): Promise<Served> {
    await practice.outbox.flush();
    const served = await practice.next(domain, door);
    if (!KINDS.includes(served.content.kind)) throw new ApiError(409, NEW_VERSION, PHRASES.newVersion);
    return served;
  }

  /** What takes too long is as good as lost, when there is something else to do; it goes on by itself. */
  async #soon<T>(action: () => Promise<T>): Promise<T> {
    if (this.#stock.size === 0) return action();
    return within(SOON_MS, action());
  }

  /** Throws what is no matter of network. */
  #lost(error: unknown): void {
    if (!passing(error)) throw error;
    this.goAway();
    this.#watch();
  }

  #back(): void {
    this.away = false;
    sounds.alone = false;
  }

  /** The same where nobody waits for it; who was signed out meanwhile finds the door. */
  #noticed(error: unknown): void {
    if (passing(error)) this.#lost(error);
    else void session.refresh().catch(() => undefined);
  }

  #watch(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(this.#look, LOOK_MS);
    addEventListener("online", this.#look);
  }

  #look = async (): Promise<void> => {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await within(SOON_MS, session.refresh());
      if (session.role === "pupil") await this.#catchUp();
      clearInterval(this.#timer);
      this.#timer = undefined;
      removeEventListener("online", this.#look);
      this.#back();
    } catch {
      // still away: nothing to say, it is looked for again
    } finally {
      this.#looking = false;
    }
  };

  /** What waits goes first, then what others left; then there is time for the stock. */
  async #catchUp(): Promise<void> {
    await practice.outbox.flush();
    await practice.outbox.flushOthers();
    void this.#refill();
  }

  async #refill(): Promise<void> {
    if (this.#refilling || this.#stock.size >= ENOUGH) return;
    this.#refilling = true;
    const stocking = this.#stocking;
    try {
      while (this.#stock.size < ENOUGH) {
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
        if (stocking !== this.#stocking) return;
        const asked = this.#stock.ids;
        const { keep, exercises } = await practice.ahead(asked);
        if (stocking !== this.#stocking) return;
        await this.#stock.keepOnly(asked, keep);
        await this.#stock.add(exercises);
        if (exercises.length === 0) break;
      }
      await keepSounds(spokenIn(this.#stock.exercises));
    } catch {
      // for another time: the next exercise asks again
    } finally {
      this.#refilling = false;
    }
  }

  #remember(domain: Domain | null, served: Served): void {
    const alone = this.#alone && { exercise: this.#alone.exercise, misses: this.#alone.misses };
    this.#keep({ domain, served, path: served.path, over: false, alone, at: Date.now() });
  }

  #answered(reply: AttemptOut): void {
    const place = this.#place;
    if (!place) return;
    const alone = place.alone && { ...place.alone, misses: this.#alone?.misses ?? 0 };
    this.#keep({ ...place, path: reply.path, over: reply.then !== "again", alone, at: Date.now() });
  }

  #keep(place: Place): void {
    this.#place = place;
    void keepPlace($state.snapshot(place)).catch(() => undefined);
  }
}

async function within<T>(ms: number, action: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OfflineError()), ms);
  });
  action.catch(() => undefined);
  return Promise.race([action, late]).finally(() => clearTimeout(timer));
}

export const supply = new Supply();
