// A number or a short text, touched or said, from its first showing until one goes on. Misses lead through three hints.
import type { Answer, AttemptOut, Served } from "../../api/types";
import { type Heard, Listening, type ListenVerdict } from "../../audio/listening";
import { speaker } from "../../audio/speaker.svelte";
import { comfort } from "../../ui/comfort.svelte";
import { PHRASES } from "../phrases";
import type { Sitting } from "../sitting.svelte";
import { Turn } from "../turn.svelte";

/** So often in a row, the ear could make nothing of the sound: the pupil then touches the digits. */
const GIVE_UP_AFTER = 3;

export abstract class SpokenTurn extends Turn {
  level = $state(0);
  /** The answer, as far as it is written. */
  written = $state("");
  verdict = $state<AttemptOut["verdict"] | null>(null);
  /** The right answer: known only once it was given in help. */
  solution = $state<string | null>(null);
  deaf = $state(false);
  /** Rivet asks whether this is the answer that he heard: yes or no, said or touched. */
  question = $state<string | null>(null);
  #listening: Listening | null = null;
  #unheard = 0;
  #doubted: ListenVerdict | null = null;
  #asked = false;

  constructor(served: Served, sitting: Sitting) {
    super(served, sitting);
    this.deaf = !served.can_listen;
  }

  abstract get complete(): boolean;
  protected abstract get answer(): Answer;
  /** Help was asked for aloud: what Rivet says, once he has put something on the table. */
  protected abstract aid(): string;
  /** It was right: something to remember at the end of the sitting. */
  protected abstract gather(): void;
  /** What is said after Rivet's line when the answer is shown. */
  protected abstract get explained(): string[];

  get over(): boolean {
    return this.stage === "help" || this.stage === "done";
  }

  get asking(): boolean {
    return this.question !== null && this.stage !== "thinking" && !this.over;
  }

  /** What the microphone shows; null when there is none. */
  get microphoneState() {
    if (!this.served.can_listen || !comfort.now.microphone) return null;
    return this.deaf && this.listening === "ready" ? ("off" as const) : this.listening;
  }

  erase(): void {
    if (this.touch()) this.written = this.written.slice(0, -1);
  }

  /** May something be written? The first touch after a miss begins a new answer. */
  protected touch(): boolean {
    if (this.stage !== "ready" || this.question) return false;
    if (this.verdict) this.written = "";
    this.verdict = null;
    return true;
  }

  async ok(): Promise<void> {
    if (this.stage !== "ready" || !this.complete || this.verdict) return;
    speaker.stop();
    await this.send(this.answer);
  }

  async microphone(): Promise<void> {
    if (this.stage === "listening" || this.stage === "speaking") {
      this.#listening?.stop();
      return;
    }
    if (this.stage !== "ready") return;
    speaker.stop();
    if (!this.question) {
      this.written = "";
      this.verdict = null;
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
    await this.send({ type: "confirmed", yes, receipt: doubted.receipt });
  }

  override close(): void {
    super.close();
    this.#listening?.cancel();
  }

  async #listen(listenFor: "answer" | "yes_no"): Promise<void> {
    this.sitting.mood = "listening";
    this.#listening = new Listening(
      this.served.served_id,
      {
        stage: (stage) => {
          this.stage = stage;
          if (stage === "thinking") this.sitting.mood = "thinking";
        },
        level: (level) => {
          this.level = level;
        },
        waiting: (message) => void this.sitting.say(message),
      },
      { listen_for: listenFor },
    );
    const heard = await this.#listening.run();
    this.#listening = null;
    // Touched meanwhile: the answer is on its way, what was heard does not matter any more.
    if (!this.closed && !(heard.kind === "cancelled" && this.stage === "thinking")) await this.#take(heard);
  }

  /** Rivet asks once, then listens for yes or no; both can be touched all along. */
  async #ask(verdict: ListenVerdict, question: string): Promise<void> {
    this.#asked = true;
    this.#doubted = verdict;
    this.question = question;
    this.stage = "ready";
    this.sitting.mood = "curious";
    const said = await this.sitting.say(question);
    const listens = said && comfort.now.microphone;
    if (listens && this.question && this.stage === "ready" && !this.closed) await this.#listen("yes_no");
  }

  /** Said instead of a number: no answer, no error. */
  #grant(request: NonNullable<ListenVerdict["request"]>): void {
    this.stage = "ready";
    this.sitting.mood = "calm";
    if (request === "repeat") {
      void this.sitting.say(this.served.instruction);
    } else {
      void this.sitting.say(this.aid());
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
      this.deaf = false;
      this.written = heard.verdict.number === null ? "" : String(heard.verdict.number);
      await this.send({ type: "heard", receipt: heard.verdict.receipt, earlier: [] });
      return;
    }
    this.stage = "ready";
    this.sitting.mood = "calm";
    // To a question that was asked, silence is no fault: it can be touched.
    if (this.question || heard.kind === "yes_no") return;
    if (heard.kind === "lost") {
      void this.sitting.say(PHRASES.microphoneStopped);
    } else if (heard.kind === "told" && heard.code !== "no_ear" && ++this.#unheard < GIVE_UP_AFTER) {
      void this.sitting.say(heard.message);
    } else if (heard.kind !== "cancelled") {
      this.deaf = true;
      const why = heard.kind === "no_microphone" ? PHRASES.noMicrophone : PHRASES.cannotHearNow;
      void this.sitting.say(why, PHRASES.touchTheDigits);
    }
  }

  protected follow(reply: AttemptOut): void {
    const { sitting } = this;
    if (reply.number !== null) this.written = String(reply.number);
    this.verdict = reply.verdict === "unsure" ? null : reply.verdict;
    if (reply.then === "next") {
      this.finish(reply);
      if (reply.verdict === "correct") this.gather();
      void sitting.say(reply.line.text);
      return;
    }
    this.encourage(reply);
    if (reply.help) this.helps += 1;
    if (reply.then === "help") {
      const { number = null, text = null } = reply.help?.solution ?? {};
      this.solution = number === null ? text : String(number);
      this.stage = "help";
      void sitting.say(reply.line.text, ...this.explained);
    } else {
      this.stage = "ready";
      void sitting.say(reply.line.text);
    }
  }
}
