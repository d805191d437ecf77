// One text to read aloud, from its first showing until one goes on: listening, the verdict, the model, the doubt.
import type { Answer, AttemptOut, HeardWord, MyReading, Served, ShownReadAloud } from "../../api/types";
import { type Heard, Listening, Playback } from "../../audio/listening";
import { speaker } from "../../audio/speaker.svelte";
import { comfort } from "../../ui/comfort.svelte";
import { PHRASES } from "../phrases";
import type { Sitting } from "../sitting.svelte";
import { Turn } from "../turn.svelte";
import { alignVerdicts, bare, linesOf, type PlacedWord, textLines, wordAt } from "./words";

/** So often in a row, the ear could make nothing of the sound: the pupil then goes on without it. */
const GIVE_UP_AFTER = 3;
/** Of a text, so many misread words are looked at one by one; more would be a lesson. */
const MOST_LOOKED_AT = 3;
const MINUTE_MS = 60_000;
/** In a campaign the school counts the minute, from the first word: a little more is heard than it counts. */
const MEASURED_MS = 61_000;

export class ReadingTurn extends Turn {
  level = $state(0);
  verdicts = $state<(HeardWord | null)[]>([]);
  /** Syllables are tinted and silent letters greyed. */
  aided = $state(false);
  /** The word being said by the model. */
  spoken = $state<number | null>(null);
  /** The word that the pupil is reading, as far as the ear can tell. */
  reading = $state<number | null>(null);
  /** A misread word, looked at alone. */
  lookedAt = $state.raw<PlacedWord | null>(null);
  /** The model was heard once: the two answers of the doubt may be touched. */
  compared = $state(false);
  recording = $state.raw<Int16Array<ArrayBuffer> | null>(null);
  /** No microphone or no ear: the pupil reads, listens and judges alone. */
  alone = $state(false);
  /** In turns: the line whose turn it is, Rivet's or the pupil's; null before. */
  line = $state<number | null>(null);
  /** The minute runs: the sun crosses the sky. */
  minute = $state(false);
  /** The pupil's own readings, for his leaves. */
  readings = $state.raw<MyReading[]>([]);
  readonly content: ShownReadAloud;
  readonly lines: PlacedWord[][];
  readonly #playback = new Playback();
  #listening: Listening | null = null;
  #receipt: string | null = null;
  /** In turns: the receipts of the lines read before. */
  #earlier: string[] = [];
  /** What to do to be heard better, said once with the reply. */
  #hint: string | null = null;
  #unheard = 0;
  #minuteOver: ReturnType<typeof setTimeout> | undefined;

  constructor(served: Served, content: ShownReadAloud, sitting: Sitting) {
    super(served, sitting);
    this.content = content;
    this.lines = linesOf(content.text, content.words);
    this.alone = !served.can_listen || !comfort.now.microphone;
    this.untold = this.measured;
  }

  /** Rivet reads first where that is the game: once he has presented it, if he is let to. */
  async begin(): Promise<void> {
    const { mode } = this.content;
    if (mode !== "echo" && mode !== "in_turns") return;
    if (mode === "in_turns") this.line = 0;
    if (!(await this.sitting.introduced) || this.closed || this.stage !== "ready") return;
    if (mode === "echo") await this.#readLines();
    else await this.#turnTo(0);
  }

  /** A campaign of the class: one minute, without help, and nothing is said of what was misread. */
  get measured(): boolean {
    return this.content.mode === "measured";
  }

  get inTurns(): boolean {
    return this.content.mode === "in_turns";
  }

  /** In turns, Rivet reads a line now: the pupil waits for his. */
  get rivetsTurn(): boolean {
    return this.inTurns && this.stage === "ready" && (this.line ?? 0) % 2 === 0;
  }

  /** In turns: his line, when nothing has begun it yet, or once more. */
  async rivetReads(): Promise<void> {
    if (this.rivetsTurn) await this.#turnTo(this.line ?? 0);
  }

  /** Words may be touched and heard once the pupil has tried. */
  get tappable(): boolean {
    return (
      !this.measured && this.tried > 0 && ["ready", "judge", "help", "done"].includes(this.stage) && !this.rivetsTurn
    );
  }

  /** There is something to show: more than one syllable, or letters that are not heard. */
  get aidable(): boolean {
    return (
      !this.measured && this.content.words.some((word) => word.syllables.length > 1 || (word.silent ?? []).length > 0)
    );
  }

  aid(): void {
    if (!this.aided) this.helps += 1;
    this.aided = !this.aided;
  }

  async microphone(): Promise<void> {
    if (this.stage === "listening" || this.stage === "speaking") {
      this.#listening?.stop();
      return;
    }
    if (this.stage !== "ready" || this.rivetsTurn) return;
    this.#quiet();
    if (this.#earlier.length === 0) this.verdicts = [];
    this.sitting.mood = "listening";
    this.#listening = new Listening(
      this.served.served_id,
      {
        stage: (stage) => {
          this.stage = stage;
          if (stage === "speaking") this.#startMinute();
          if (stage === "thinking") this.sitting.mood = "thinking";
        },
        level: (level) => {
          this.level = level;
        },
        waiting: (message) => void this.sitting.say(message),
        place: (word) => {
          this.reading = word;
        },
      },
      { line: this.inTurns ? this.line : null },
    );
    const heard = await this.#listening.run();
    this.#listening = null;
    this.#endMinute();
    this.reading = null;
    if (!this.closed) await this.#take(heard);
  }

  async #take(heard: Heard): Promise<void> {
    if (heard.kind === "verdict") {
      this.recording = heard.recording;
      this.#receipt = heard.verdict.receipt;
      this.#hint = heard.verdict.hint ?? null;
      this.#unheard = 0;
      this.alone = false;
      this.#show(heard.verdict.words);
      if (this.inTurns) await this.#passTurn(heard.verdict.receipt);
      else await this.send({ type: "heard", receipt: heard.verdict.receipt, earlier: [] });
      return;
    }
    this.stage = "ready";
    this.sitting.mood = "calm";
    if (heard.kind === "lost") {
      void this.sitting.say(PHRASES.microphoneStopped);
    } else if (heard.kind === "told" && heard.code !== "no_ear" && ++this.#unheard < GIVE_UP_AFTER) {
      void this.sitting.say(heard.message);
    } else if (heard.kind !== "cancelled") {
      this.alone = true;
      const why = heard.kind === "no_microphone" ? PHRASES.noMicrophone : PHRASES.cannotHearNow;
      void this.sitting.say(why, ...(this.measured ? [] : [PHRASES.readThenListen]));
    }
  }

  /** Without an ear: the pupil has read, now he listens and compares. */
  async readAlone(): Promise<void> {
    if (this.rivetsTurn) return;
    this.#quiet();
    if (this.measured) {
      // Nobody listened: there is nothing to compare, and the teacher is told.
      await this.send({ type: "skipped" });
      return;
    }
    if (this.inTurns && (this.line ?? 0) + 2 <= this.lines.length - 1) {
      await this.#turnTo((this.line ?? 0) + 1);
      return;
    }
    this.tried += 1;
    this.#receipt = null;
    await this.#compare(PHRASES.listenAndCompare);
  }

  async judge(same: boolean): Promise<void> {
    this.#quiet();
    await this.send({ type: "judged", same, receipt: this.#receipt });
  }

  /** The model, asked for. */
  async model(): Promise<boolean> {
    this.helps += 1;
    return this.#readLines();
  }

  async sayWord(word: PlacedWord): Promise<void> {
    this.#playback.stop();
    this.helps += 1;
    this.spoken = word.index;
    if (await speaker.say(bare(word.text))) this.spoken = null;
  }

  /** The pupil listens to himself. */
  async playBack(): Promise<void> {
    speaker.stop();
    if (this.recording) await this.#playback.play(this.recording);
  }

  override close(): void {
    super.close();
    this.#listening?.cancel();
    this.#endMinute();
    this.#playback.stop();
    this.recording = null;
  }

  /** These lines, all by default, each word lit as it is said. */
  async #readLines(from = 0, to = this.lines.length): Promise<boolean> {
    this.#playback.stop();
    this.lookedAt = null;
    const whole = ["text", "sentence"].includes(this.content.unit);
    let heard = true;
    for (const [rank, text] of textLines(this.content.text).entries()) {
      if (rank < from || rank >= to) continue;
      const line = this.lines[rank] ?? [];
      heard = await speaker.say(text, {
        pace: whole ? 0.9 : 1,
        progress: (fraction) => {
          this.spoken = wordAt(line, fraction);
        },
      });
      if (!heard) break;
    }
    this.spoken = null;
    if (heard) this.compared = true;
    return heard;
  }

  /** In turns: to this line. Rivet's own is read at once, then it is the pupil's turn. */
  async #turnTo(line: number): Promise<void> {
    this.stage = "ready";
    this.line = line;
    if (line % 2 === 1) return;
    this.sitting.mood = "happy";
    await this.#readLines(line, line + 1);
    if (this.closed || this.line !== line) return;
    this.sitting.mood = "calm";
    if (line + 1 < this.lines.length) this.line = line + 1;
  }

  /** The pupil's line was heard: on to the next, or to the verdict on all of them. */
  async #passTurn(receipt: string): Promise<void> {
    const next = (this.line ?? 0) + 1;
    const last = next + 1 >= this.lines.length;
    if (!last) {
      this.#earlier.push(receipt);
      await this.#turnTo(next);
      return;
    }
    if (next < this.lines.length) await this.#turnTo(next);
    const earlier = this.#earlier;
    this.#earlier = [];
    if (!this.closed) await this.send({ type: "heard", receipt, earlier });
  }

  #startMinute(): void {
    if ((this.content.mode !== "one_minute" && !this.measured) || this.minute) return;
    this.minute = true;
    this.#minuteOver = setTimeout(() => this.#listening?.stop(), this.measured ? MEASURED_MS : MINUTE_MS);
  }

  #endMinute(): void {
    this.minute = false;
    clearTimeout(this.#minuteOver);
  }

  #quiet(): void {
    speaker.stop();
    this.#playback.stop();
    this.spoken = null;
    this.lookedAt = null;
  }

  #show(words: readonly HeardWord[]): void {
    if (words.length === 0 || this.measured) return;
    if (!this.inTurns) {
      this.verdicts = alignVerdicts(this.content.words, words);
      return;
    }
    // Only the pupil's lines are heard: one while he reads, all of them in the reply.
    const one = this.lines[this.line ?? -1];
    const mine = one?.length === words.length ? one : this.lines.filter((_, rank) => rank % 2 === 1).flat();
    const verdicts = this.content.words.map((_, index) => this.verdicts[index] ?? null);
    for (const [rank, word] of mine.entries()) verdicts[word.index] = words[rank] ?? null;
    this.verdicts = verdicts;
  }

  protected async follow(reply: AttemptOut, answer: Answer): Promise<void> {
    const { sitting } = this;
    this.#show(reply.words);
    if (answer.type === "heard") void this.#grow();
    if (reply.then === "next") {
      this.finish(reply, this.measured || reply.verdict === "correct" || (answer.type === "judged" && answer.same));
      this.#gather(reply);
      void sitting.say(reply.line.text, ...this.#hinted());
      return;
    }
    this.encourage(reply);
    if (reply.then === "help") {
      this.aided = true;
      this.stage = "help";
      if ((await sitting.say(reply.line.text, PHRASES.readTogether)) && !this.closed) await this.model();
      return;
    }
    if (reply.verdict === "unsure" && answer.type === "heard" && !this.#rehearsed(reply)) {
      await this.#compare(reply.line.text);
      return;
    }
    this.stage = "ready";
    if (this.inTurns) this.line = 1; // Rivet's first line is known: the pupil begins
    if (this.#rehearsed(reply)) {
      void sitting.say(reply.line.text, ...this.#hinted());
      return;
    }
    this.aided = true;
    const said = await sitting.say(reply.line.text, ...this.#hinted());
    if (said && this.#waits) await this.#lookAtMisread();
  }

  /** A text read several times: the next reading follows, whatever this one was. */
  #rehearsed(reply: AttemptOut): boolean {
    return reply.line.act === "read_again";
  }

  get #waits(): boolean {
    return !this.closed && this.stage === "ready";
  }

  /** Each misread word alone, in its syllables; then the whole, unless it is long: then it is there for the asking. */
  async #lookAtMisread(): Promise<void> {
    const words = this.lines.flat();
    const misread = words.filter((word) => this.verdicts[word.index]?.verdict === "incorrect").slice(0, MOST_LOOKED_AT);
    if (words.length > 1) {
      for (const word of misread) {
        this.lookedAt = word;
        const said = await speaker.say(bare(word.text), { pace: 0.85 });
        if (!said || !this.#waits) return;
        await new Promise((resolve) => setTimeout(resolve, 900));
        if (this.lookedAt !== word) return;
      }
    }
    this.lookedAt = null;
    if (this.content.unit !== "text" && this.#waits) await this.model();
  }

  #hinted(): string[] {
    const hint = this.#hint;
    this.#hint = null;
    return hint ? [hint] : [];
  }

  async #compare(line: string): Promise<void> {
    this.stage = "judge";
    this.compared = false;
    if ((await this.sitting.say(line, ...this.#hinted())) && !this.closed) await this.model();
    this.compared = true;
  }

  /** The leaves of the pupil's own readings, when this kind of reading has them. */
  async #grow(): Promise<void> {
    if (this.content.mode === "repeated" || this.content.mode === "one_minute") {
      this.readings = await this.sitting.myReadings();
    }
  }

  #gather(reply: AttemptOut): void {
    if (reply.verdict !== "correct") return;
    const gathered = this.sitting.gathered;
    for (const word of this.content.words) {
      const text = bare(word.text);
      if (text.length > 3 && !gathered.words.includes(text)) gathered.words.push(text);
    }
  }
}
