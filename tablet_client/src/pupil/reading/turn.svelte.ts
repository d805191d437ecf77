// One text to read aloud, from its first showing until one goes on: listening, the verdict, the model, the doubt.
import type { Answer, AttemptOut, HeardWord, Served, ShownReadAloud } from "../../api/types";
import { type Heard, Listening, type ListeningStage, Playback } from "../../audio/listening";
import { speaker } from "../../audio/speaker.svelte";
import { PHRASES } from "../phrases";
import type { Sitting } from "../sitting.svelte";
import { alignVerdicts, bare, linesOf, type PlacedWord, wordAt } from "./words";

/** So often in a row, the ear could make nothing of the sound: the pupil then goes on without it. */
const GIVE_UP_AFTER = 3;

/** `judge`: the pupil compares with the model; `help`: we read together; `done`: one may go on. */
export type Stage = "ready" | ListeningStage | "judge" | "help" | "done";

export class ReadingTurn {
  stage = $state<Stage>("ready");
  level = $state(0);
  verdicts = $state<(HeardWord | null)[]>([]);
  syllables = $state(false);
  /** The word being said by the model. */
  spoken = $state<number | null>(null);
  /** The word that the pupil is reading, as far as the ear can tell. */
  reading = $state<number | null>(null);
  /** The model was heard once: the two answers of the doubt may be touched. */
  compared = $state(false);
  recording = $state.raw<Int16Array<ArrayBuffer> | null>(null);
  /** No microphone or no ear: the pupil reads, listens and judges alone. */
  alone = $state(false);
  readonly served: Served;
  readonly content: ShownReadAloud;
  readonly lines: PlacedWord[][];
  readonly #sitting: Sitting;
  readonly #playback = new Playback();
  #listening: Listening | null = null;
  #receipt: string | null = null;
  /** What to do to be heard better, said once with the reply. */
  #hint: string | null = null;
  #unheard = 0;
  #hints = 0;
  #tried = 0;
  #closed = false;

  constructor(served: Served, content: ShownReadAloud, sitting: Sitting) {
    this.served = served;
    this.content = content;
    this.lines = linesOf(content.text, content.words);
    this.alone = !served.can_listen;
    this.#sitting = sitting;
  }

  get hints(): number {
    return this.#hints;
  }

  /** Words may be touched and heard once the pupil has tried. */
  get tappable(): boolean {
    return this.#tried > 0 && ["ready", "judge", "help", "done"].includes(this.stage);
  }

  async microphone(): Promise<void> {
    if (this.stage === "listening" || this.stage === "speaking") {
      this.#listening?.stop();
      return;
    }
    if (this.stage !== "ready") return;
    this.#quiet();
    this.verdicts = [];
    this.#sitting.mood = "listening";
    this.#listening = new Listening(this.served.served_id, {
      stage: (stage) => {
        this.stage = stage;
        if (stage === "thinking") this.#sitting.mood = "thinking";
      },
      level: (level) => {
        this.level = level;
      },
      place: (word) => {
        this.reading = word;
      },
    });
    const heard = await this.#listening.run();
    this.#listening = null;
    this.reading = null;
    if (!this.#closed) await this.#take(heard);
  }

  async #take(heard: Heard): Promise<void> {
    if (heard.kind === "verdict") {
      this.recording = heard.recording;
      this.#receipt = heard.verdict.receipt;
      this.#hint = heard.verdict.hint ?? null;
      this.#unheard = 0;
      this.#show(heard.verdict.words);
      await this.#send({ type: "heard", receipt: heard.verdict.receipt });
      return;
    }
    this.stage = "ready";
    this.#sitting.mood = "calm";
    if (heard.kind === "told" && heard.code !== "no_ear" && ++this.#unheard < GIVE_UP_AFTER) {
      void this.#sitting.say(heard.message);
    } else if (heard.kind !== "cancelled") {
      this.alone = true;
      const why = heard.kind === "no_microphone" ? PHRASES.noMicrophone : PHRASES.cannotHearNow;
      void this.#sitting.say(why, PHRASES.readThenListen);
    }
  }

  /** Without an ear: the pupil has read, now he listens and compares. */
  async readAlone(): Promise<void> {
    this.#tried += 1;
    this.#quiet();
    await this.#compare(PHRASES.listenAndCompare);
  }

  async judge(same: boolean): Promise<void> {
    this.#quiet();
    await this.#send({ type: "judged", same, receipt: this.#receipt });
  }

  /** The model, line by line, each word lit as it is said. */
  async model(): Promise<boolean> {
    this.#playback.stop();
    this.#hints += 1;
    let whole = true;
    for (const [place, text] of this.content.text.split("\n").entries()) {
      const line = this.lines[place] ?? [];
      whole = await speaker.say(text, {
        pace: this.content.unit === "word" ? 1 : 0.9,
        progress: (fraction) => {
          this.spoken = wordAt(line, fraction);
        },
      });
      if (!whole) break;
    }
    this.spoken = null;
    if (whole) this.compared = true;
    return whole;
  }

  async sayWord(word: PlacedWord): Promise<void> {
    this.#playback.stop();
    this.#hints += 1;
    this.spoken = word.index;
    if (await speaker.say(bare(word.text))) this.spoken = null;
  }

  /** The pupil listens to himself. */
  async playBack(): Promise<void> {
    speaker.stop();
    if (this.recording) await this.#playback.play(this.recording);
  }

  close(): void {
    this.#closed = true;
    this.#listening?.cancel();
    this.#playback.stop();
    this.recording = null;
  }

  #quiet(): void {
    speaker.stop();
    this.#playback.stop();
    this.spoken = null;
  }

  #show(words: readonly HeardWord[]): void {
    if (words.length > 0) this.verdicts = alignVerdicts(this.content.words, words);
  }

  async #send(answer: Answer): Promise<void> {
    this.stage = "thinking";
    const reply = await this.#sitting.answer(this.served, answer, this.#hints);
    if (!reply || this.#closed) return;
    this.#tried += 1;
    this.#show(reply.words);
    await this.#follow(reply, answer);
  }

  async #follow(reply: AttemptOut, answer: Answer): Promise<void> {
    const sitting = this.#sitting;
    if (reply.then === "next") {
      this.stage = "done";
      sitting.mood = reply.verdict === "correct" || (answer.type === "judged" && answer.same) ? "happy" : "calm";
      this.#gather(reply);
      void sitting.say(reply.line.text, ...this.#hinted());
      return;
    }
    sitting.mood = "calm";
    sitting.shownAgain();
    if (reply.then === "help") {
      this.syllables = true;
      this.stage = "help";
      if ((await sitting.say(reply.line.text, PHRASES.readTogether)) && !this.#closed) await this.model();
      return;
    }
    if (reply.verdict === "unsure" && answer.type === "heard") {
      await this.#compare(reply.line.text);
      return;
    }
    this.syllables = true;
    this.stage = "ready";
    const said = await sitting.say(reply.line.text, ...this.#hinted());
    if (said && !this.#closed && this.stage === "ready") await this.model();
  }

  #hinted(): string[] {
    const hint = this.#hint;
    this.#hint = null;
    return hint ? [hint] : [];
  }

  async #compare(line: string): Promise<void> {
    this.stage = "judge";
    this.compared = false;
    if ((await this.#sitting.say(line, ...this.#hinted())) && !this.#closed) await this.model();
    this.compared = true;
  }

  #gather(reply: AttemptOut): void {
    if (reply.verdict !== "correct") return;
    const gathered = this.#sitting.gathered;
    for (const word of this.content.words) {
      const text = bare(word.text);
      if (text.length > 3 && !gathered.words.includes(text)) gathered.words.push(text);
    }
    if (this.#tried > 1) gathered.triedAgain += 1;
  }
}
