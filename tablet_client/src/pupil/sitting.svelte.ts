// One sitting of a pupil: hello, exercises one after the other, a natural end. Holds what every exercise shares:
// what Rivet says and how he looks, the path, and the sending of answers.
import { ApiError } from "../api/errors";
import { myReadings, next, outbox } from "../api/practice";
import { session } from "../api/session.svelte";
import type { Answer, AttemptOut, Domain, MyReading, Path, PupilFace, Served } from "../api/types";
import { speaker } from "../audio/speaker.svelte";
import { patiently, type Waiting } from "../offline/patience";
import type { Mood } from "../ui/Rivet.svelte";
import { newId } from "./new-id";
import { PHRASES } from "./phrases";

/** What went well, for the end. Kept only while the page lives. */
export interface Gathered {
  words: string[];
  written: string[];
  sums: string[];
  triedAgain: number;
}

export class Sitting {
  screen = $state<"hello" | "exercise" | "end" | "talk" | "discover">("hello");
  /** The lesson that Rivet leads; null when one practises with him. */
  lesson = $state<string | null>(null);
  served = $state<Served | null>(null);
  path = $state<Path | null>(null);
  line = $state("");
  mood = $state<Mood>("calm");
  waiting = $state<Waiting | null>(null);
  gathered = $state<Gathered>({ words: [], written: [], sums: [], triedAgain: 0 });
  readonly pupil: PupilFace;
  #domain: Domain | null = null;
  #shownAt = 0;
  #seen = new Set<string>();
  #introduction: Promise<boolean> = Promise.resolve(true);
  #loading = false;

  constructor(pupil: PupilFace) {
    this.pupil = pupil;
  }

  /** What an earlier power cut or Wi-Fi drop left unsent goes first. */
  async open(): Promise<void> {
    await this.#try(() => outbox.flush(this.pupil.id));
  }

  greet(): void {
    this.mood = "happy";
    void this.say(PHRASES.whatToDo);
  }

  async begin(domain: Domain | null): Promise<void> {
    this.#domain = domain;
    await this.next();
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
    const served = await this.#try(() => next(this.#domain));
    this.#loading = false;
    if (!served) return;
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
      occurred_at: new Date().toISOString(),
    };
    const reply = await this.#try(() => outbox.submit(this.pupil.id, attempt));
    if (!reply) {
      if (session.role === "pupil") await this.next();
      return null;
    }
    this.path = reply.path;
    return reply;
  }

  /** After an exercise is over: on, or to the end of today's path. */
  async goOn(): Promise<void> {
    const path = this.path;
    if (path && path.done > 0 && path.done % path.goal === 0) {
      speaker.stop();
      this.screen = "end";
      this.mood = "happy";
      void this.say(PHRASES.allDone);
    } else {
      await this.next();
    }
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

  /** What is to be done, then what is given to hear. That is only said: a dictation is not to be read. */
  instruct(served: Served, before: string[] = []): Promise<boolean> {
    const given = "prompt" in served.content ? served.content.prompt.say : null;
    this.line = [...before, served.instruction].join(" ");
    return speaker.say([...before, served.instruction, ...(given ? [given] : [])]);
  }

  /** What is done with the hands is explained each time; a text or a sum speaks for itself from the second on. */
  #introduce(served: Served): Promise<boolean> {
    const first = !this.#seen.has(served.activity);
    this.#seen.add(served.activity);
    if (first) return this.instruct(served, [served.line.text]);
    if ("prompt" in served.content) return this.instruct(served);
    return this.say(served.line.text);
  }

  async #try<T>(action: () => Promise<T>): Promise<T | null> {
    try {
      return await patiently(action, (waiting) => {
        this.waiting = waiting;
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Signed out meanwhile: the session says so and the door shows itself.
      if (error.status === 401 || error.status === 403) await session.refresh();
      else this.line = error.message;
      return null;
    }
  }
}
