// One sitting of a pupil: hello, exercises one after the other, a natural end. Holds what every exercise shares:
// what Rivet says and how he looks, the path, and the sending of answers.
import { clock } from "../api/clock.svelte";
import { ApiError } from "../api/errors";
import { doors, myReadings, today } from "../api/practice";
import { session } from "../api/session.svelte";
import type {
  Answer,
  AttemptIn,
  AttemptOut,
  Domain,
  DoorId,
  MyReading,
  Path,
  PupilFace,
  Served,
  Today,
} from "../api/types";
import { speaker } from "../audio/speaker.svelte";
import { patiently, type Waiting } from "../offline/patience";
import { supply } from "../offline/supply.svelte";
import { comfort } from "../ui/comfort.svelte";
import type { Mood } from "../ui/rivet";
import { sounds } from "../ui/sounds.svelte";
import { newId } from "./new-id";
import { PHRASES } from "./phrases";

/** What went well, for the end. Kept only while the page lives. */
export interface Gathered {
  words: string[];
  written: string[];
  sums: string[];
  triedAgain: number;
}

/** Exercises between two questions whether there is a choice; the server decides. */
const DOORS_EVERY = 4;
const DOORS_WITHIN_MS = 250;
const NO_DOORS: Promise<readonly DoorId[]> = Promise.resolve([]);
const soon = () => new Promise<readonly DoorId[]>((resolve) => setTimeout(resolve, DOORS_WITHIN_MS, []));

export class Sitting {
  screen = $state<"hello" | "exercise" | "end" | "talk" | "discover" | "doors">("hello");
  /** The lesson that Rivet leads; null when one practises with him. */
  lesson = $state<string | null>(null);
  served = $state<Served | null>(null);
  path = $state<Path | null>(null);
  line = $state("");
  mood = $state<Mood>("calm");
  waiting = $state<Waiting | null>(null);
  gathered = $state<Gathered>({ words: [], written: [], sums: [], triedAgain: 0 });
  /** The two kinds of work that the pupil may choose between now. */
  doors = $state.raw<readonly DoorId[]>([]);
  readonly pupil: PupilFace;
  #domain: Domain | null = null;
  #door: DoorId | null = null;
  #sinceDoors = 0;
  #doorsAhead: Promise<readonly DoorId[]> = NO_DOORS;
  #shownAt = 0;
  #seen = new Set<string>();
  #introduction: Promise<boolean> = Promise.resolve(true);
  #loading = false;
  #left = false;
  /** The next exercise, asked for while the pupil still looks at what became of this one. */
  #ahead: Promise<Served> | null = null;
  /** To be said before the next exercise. */
  #before: string[] = [];

  constructor(pupil: PupilFace) {
    this.pupil = pupil;
  }

  /** After a battery death the pupil is where he was. */
  async open(): Promise<void> {
    const place = await supply.open();
    if (!place) return;
    this.#domain = place.domain;
    if (!place.over) this.#show({ ...place.served, path: place.path });
    else if (place.path.done % place.path.goal > 0) await this.next();
  }

  close(): void {
    this.#left = true;
    speaker.stop();
    supply.close();
  }

  /** The school is away; what needs it can wait. */
  get away(): boolean {
    return supply.away;
  }

  greet(): void {
    this.mood = "happy";
    void this.say(PHRASES.whatToDo);
  }

  async begin(domain: Domain | null): Promise<void> {
    this.#domain = domain;
    this.#ahead = null;
    await this.next();
  }

  /** His sound or his microphone was turned on or off: what was asked for before may not do any more. */
  async hearsOtherwise(): Promise<void> {
    this.#ahead = null;
    await supply.startOver();
    if (this.screen === "exercise") await (this.atTheEnd ? this.goOn() : this.next());
  }

  /** To talk with Rivet: to practise, or to be led through a lesson. */
  talk(lesson: string | null = null): void {
    speaker.stop();
    this.lesson = lesson;
    this.screen = "talk";
  }

  discover(): void {
    speaker.stop();
    this.screen = "discover";
  }

  home(): void {
    speaker.stop();
    this.screen = "hello";
  }

  async next(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    speaker.stop();
    const ahead = this.#ahead;
    this.#ahead = null;
    const served = (await ahead?.catch(() => null)) ?? (await this.patient(() => this.ask()));
    this.#loading = false;
    if (served && !this.#left) this.#show(served);
  }

  #show(served: Served): void {
    this.served = served;
    this.path = served.path;
    this.screen = "exercise";
    this.mood = "calm";
    this.shownAgain();
    this.#introduction = this.#introduce(served);
  }

  /** Ends when the exercise was presented; false when the pupil did not wait for it. */
  get introduced(): Promise<boolean> {
    return this.#introduction;
  }

  /** From here the latency of the next answer runs. */
  shownAgain(): void {
    this.#shownAt = performance.now();
  }

  /** Sends an answer. Null when the server wants nothing of it: the next exercise is already on its way. */
  async answer(served: Served, answer: Answer, hints: number): Promise<AttemptOut | null> {
    const attempt = {
      id: newId(),
      served_id: served.served_id,
      answer,
      latency_ms: Math.min(86_400_000, Math.round(performance.now() - this.#shownAt)),
      hints: Math.min(10, hints),
      occurred_at: clock.now(),
    };
    const reply = await this.patient(() => this.submit(attempt));
    if (!reply) {
      if (session.role === "pupil") await this.next();
      return null;
    }
    this.path = reply.path;
    if (reply.then !== "again") this.#lookForDoors();
    if (reply.then === "next" && this.asksAhead && !this.atTheEnd) void this.#askAheadWithoutDoors(this.served);
    return reply;
  }

  /** Whether there is a choice is asked while Rivet answers: nobody waits for it. */
  #lookForDoors(): void {
    this.#sinceDoors += 1;
    this.#doorsAhead = this.#sinceDoors < DOORS_EVERY ? NO_DOORS : this.askDoors().catch(() => []);
  }

  protected askDoors(): Promise<readonly DoorId[]> {
    return this.away ? NO_DOORS : doors(this.#domain);
  }

  /** The pupil chose this door; what is behind it comes next. */
  async through(door: DoorId): Promise<void> {
    this.#door = door;
    this.#sinceDoors = 0;
    await this.next();
    this.#door = null;
  }

  /** What went well today; null when the school cannot tell now. */
  async today(): Promise<Today | null> {
    return this.away ? null : today().catch(() => null);
  }

  /** Of today's path. */
  protected get atTheEnd(): boolean {
    const { path } = this;
    return path !== null && path.done > 0 && path.done % path.goal === 0;
  }

  /** After an exercise is over: on, or to the end of today's path. */
  async goOn(): Promise<void> {
    if (this.atTheEnd) {
      speaker.stop();
      supply.leavePlace();
      this.screen = "end";
      this.mood = "celebrating";
      sounds.play("end");
      return;
    }
    this.doors = await Promise.race([this.#doorsAhead, soon()]);
    this.#doorsAhead = NO_DOORS;
    if (this.doors.length < 2) return this.next();
    speaker.stop();
    this.screen = "doors";
  }

  async skip(served: Served, hints: number): Promise<void> {
    speaker.stop();
    if (await this.answer(served, { type: "skipped" }, hints)) await this.goOn();
  }

  /** The pupil's own curve; empty when it cannot be had now: nobody waits for it. */
  myReadings(): Promise<MyReading[]> {
    return myReadings().catch(() => []);
  }

  /** Rivet says these one after the other; all stay written. False when something else was said meanwhile. */
  say(...texts: string[]): Promise<boolean> {
    this.line = texts.join(" ");
    return speaker.say(texts);
  }

  /**
   * What is to be done, then what is given to hear. That is only said, for a dictation is not to be read; where nothing
   * is heard there is no dictation, and it is written.
   */
  instruct(served: Served, before: string[] = []): Promise<boolean> {
    const given = "prompt" in served.content ? served.content.prompt.say : null;
    const said = [...before, served.instruction, ...(given ? [given] : [])];
    this.line = (comfort.now.sound === "off" && !isSeen(served) ? said : [...before, served.instruction]).join(" ");
    return speaker.say(said);
  }

  /** What is done with the hands is explained each time; a text or a sum speaks for itself from the second on. */
  #introduce(served: Served): Promise<boolean> {
    const before = this.#before;
    this.#before = [];
    const first = !this.#seen.has(served.activity);
    this.#seen.add(served.activity);
    if (served.goes_on) return this.#hush();
    if (first) return this.instruct(served, [...before, served.line.text]);
    if ("prompt" in served.content) return this.instruct(served, before);
    return this.say(...before, served.line.text);
  }

  /** In a row of known facts, each speaks for itself. */
  #hush(): Promise<boolean> {
    this.line = "";
    return Promise.resolve(true);
  }

  /** Whether it is known, as soon as an exercise is over, whose turn is next. */
  protected get asksAhead(): boolean {
    return true;
  }

  /** What is behind a door is not known before it is chosen. */
  async #askAheadWithoutDoors(over: Served | null): Promise<void> {
    const doors = await this.#doorsAhead;
    if (doors.length < 2 && this.served === over && !this.#loading) this.#askAhead();
  }

  /** Not patiently: if nothing comes, next() asks again, and waits. */
  #askAhead(): void {
    this.#ahead = this.ask();
    this.#ahead.catch(() => {});
  }

  /** Where the next exercise is asked for, and where an answer goes. */
  protected ask(): Promise<Served> {
    return supply.next(this.#domain, this.#door);
  }

  /** Null: it is kept, and what the school thinks of it comes later. */
  protected async submit(attempt: AttemptIn): Promise<AttemptOut | null> {
    const reply = await supply.submit(attempt);
    if (!reply) this.#before = [PHRASES.keptGoOn];
    return reply;
  }

  /** Waits for the school as long as it takes; null when it refused, or when nobody is there any more. */
  protected async patient<T>(action: () => Promise<T>): Promise<T | null> {
    const still = async () => (this.#left ? null : action());
    try {
      return await patiently(still, (waiting) => {
        this.waiting = waiting;
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Signed out meanwhile: the session says so and the door shows itself.
      if (this.#left) return null;
      if (error.status === 401 || error.status === 403) await session.refresh();
      else this.line = error.message;
      return null;
    }
  }
}

/** What is given to hear stands on the sheet already. */
function isSeen({ content }: Served): boolean {
  return "prompt" in content && (content.prompt.say === content.prompt.text || Boolean(content.prompt.passage));
}
