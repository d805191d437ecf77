// One operation, from its first showing until one goes on: touched or said, then counted together if need be.
import type { Answer, AttemptOut, Served, ShownCompute } from "../../api/types";
import { type Heard, type ListenFor, Listening, type ListeningStage, type ListenVerdict } from "../../audio/listening";
import { speaker } from "../../audio/speaker.svelte";
import { PHRASES } from "../phrases";
import type { Sitting } from "../sitting.svelte";

/** So often in a row, the ear could make nothing of the sound: the pupil then touches the digits. */
const GIVE_UP_AFTER = 3;

/** `frames`: the counters help to count, without the answer; `help`: it is counted for the pupil. */
export type Stage = "ready" | ListeningStage | "help" | "done";

export class ComputeTurn {
  stage = $state<Stage>("ready");
  level = $state(0);
  digits = $state("");
  verdict = $state<AttemptOut["verdict"] | null>(null);
  /** The counters are on the table. */
  frames = $state(false);
  /** Known only once it was given in help. */
  total = $state<number | null>(null);
  deaf = $state(false);
  /** Rivet asks whether this is the answer that he heard: yes or no, said or touched. */
  question = $state<string | null>(null);
  readonly served: Served;
  readonly content: ShownCompute;
  readonly #sitting: Sitting;
  #listening: Listening | null = null;
  #unheard = 0;
  #hints = 0;
  #tried = 0;
  #doubted: ListenVerdict | null = null;
  #asked = false;
  #closed = false;

  constructor(served: Served, content: ShownCompute, sitting: Sitting) {
    this.served = served;
    this.content = content;
    this.deaf = !served.can_listen;
    this.#sitting = sitting;
  }

  get hints(): number {
    return this.#hints;
  }

  /** Few enough to be shown in ten-frames. */
  get countable(): boolean {
    const { left, operator, right } = this.content;
    return operator !== "×" && left + right <= 30;
  }

  get #longest(): number {
    return String(this.content.largest).length;
  }

  press(digit: number): void {
    if (this.stage !== "ready" || this.question) return;
    this.#fresh();
    if (this.digits.length < this.#longest) this.digits = this.digits === "0" ? String(digit) : this.digits + digit;
  }

  erase(): void {
    if (this.stage !== "ready" || this.question) return;
    this.#fresh();
    this.digits = this.digits.slice(0, -1);
  }

  async ok(): Promise<void> {
    if (this.stage !== "ready" || this.digits === "" || this.verdict) return;
    speaker.stop();
    await this.#send({ type: "number", value: Number(this.digits) });
  }

  async microphone(): Promise<void> {
    if (this.stage === "listening" || this.stage === "speaking") {
      this.#listening?.stop();
      return;
    }
    if (this.stage !== "ready") return;
    speaker.stop();
    if (!this.question) {
      this.#fresh();
      this.digits = "";
    }
    await this.#listen(this.question ? "yes_no" : "answer");
  }

  /** Yes or no to the question, touched. */
  async confirm(yes: boolean): Promise<void> {
    const doubted = this.#doubted;
    if (!doubted) return;
    speaker.stop();
    this.#listening?.cancel();
    this.question = null;
    this.#doubted = null;
    await this.#send({ type: "confirmed", yes, receipt: doubted.receipt });
  }

  close(): void {
    this.#closed = true;
    this.#listening?.cancel();
  }

  async #listen(listenFor: ListenFor): Promise<void> {
    this.#sitting.mood = "listening";
    this.#listening = new Listening(
      this.served.served_id,
      {
        stage: (stage) => {
          this.stage = stage;
          if (stage === "thinking") this.#sitting.mood = "thinking";
        },
        level: (level) => {
          this.level = level;
        },
      },
      listenFor,
    );
    const heard = await this.#listening.run();
    this.#listening = null;
    // Touched meanwhile: the answer is on its way, what was heard does not matter any more.
    if (!this.#closed && !(heard.kind === "cancelled" && this.stage === "thinking")) await this.#take(heard);
  }

  /** Rivet asks once, then listens for yes or no; both can be touched all along. */
  async #ask(verdict: ListenVerdict, question: string): Promise<void> {
    this.#asked = true;
    this.#doubted = verdict;
    this.question = question;
    this.stage = "ready";
    this.#sitting.mood = "calm";
    const said = await this.#sitting.say(question);
    if (said && this.question && this.stage === "ready" && !this.#closed) await this.#listen("yes_no");
  }

  /** Said instead of a number: no answer, no error. */
  #grant(request: NonNullable<ListenVerdict["request"]>): void {
    this.stage = "ready";
    this.#sitting.mood = "calm";
    if (request === "repeat") {
      void this.#sitting.say(this.served.instruction);
    } else if (this.countable) {
      this.frames = true;
      this.#hints += 1;
      void this.#sitting.say(PHRASES.lookAtTheFrames);
    } else {
      void this.#sitting.say(PHRASES.takeYourTime);
    }
  }

  async #take(heard: Heard): Promise<void> {
    if (heard.kind === "yes_no" && heard.yes !== null) {
      await this.confirm(heard.yes);
      return;
    }
    if (heard.kind === "verdict" && heard.verdict.request) {
      this.#grant(heard.verdict.request);
      return;
    }
    if (heard.kind === "verdict" && heard.verdict.question && !this.#asked) {
      await this.#ask(heard.verdict, heard.verdict.question.text);
      return;
    }
    if (heard.kind === "verdict") {
      this.#unheard = 0;
      this.digits = heard.verdict.number === null ? "" : String(heard.verdict.number);
      await this.#send({ type: "heard", receipt: heard.verdict.receipt });
      return;
    }
    this.stage = "ready";
    this.#sitting.mood = "calm";
    // To a question that was asked, silence is no fault: it can be touched.
    if (this.question || heard.kind === "yes_no") return;
    if (heard.kind === "told" && heard.code !== "no_ear" && ++this.#unheard < GIVE_UP_AFTER) {
      void this.#sitting.say(heard.message);
    } else if (heard.kind !== "cancelled") {
      this.deaf = true;
      const why = heard.kind === "no_microphone" ? PHRASES.noMicrophone : PHRASES.cannotHearNow;
      void this.#sitting.say(why, PHRASES.touchTheDigits);
    }
  }

  /** The first touch after a miss begins a new answer. */
  #fresh(): void {
    if (this.verdict) this.digits = "";
    this.verdict = null;
  }

  async #send(answer: Answer): Promise<void> {
    this.stage = "thinking";
    const reply = await this.#sitting.answer(this.served, answer, this.#hints);
    if (!reply || this.#closed) return;
    this.#tried += 1;
    if (reply.number !== null) this.digits = String(reply.number);
    await this.#follow(reply);
  }

  async #follow(reply: AttemptOut): Promise<void> {
    const sitting = this.#sitting;
    const { left, operator, right } = this.content;
    this.verdict = reply.number === null ? null : reply.verdict;
    if (reply.then === "next") {
      this.stage = "done";
      sitting.mood = reply.verdict === "correct" ? "happy" : "calm";
      if (reply.verdict === "correct") {
        const sum = `${left} ${operator === "-" ? "−" : operator} ${right} = ${this.digits}`;
        if (!sitting.gathered.sums.includes(sum)) sitting.gathered.sums.push(sum);
        if (this.#tried > 1) sitting.gathered.triedAgain += 1;
      }
      void sitting.say(reply.line.text);
      return;
    }
    sitting.mood = "calm";
    sitting.shownAgain();
    if (reply.help) {
      this.frames = true;
      this.#hints += 1;
    }
    if (reply.then === "help") {
      this.total = reply.help?.solution?.number ?? null;
      this.stage = "help";
      void sitting.say(reply.line.text, PHRASES.countTogether);
    } else {
      this.stage = "ready";
      void sitting.say(reply.line.text);
    }
  }
}
