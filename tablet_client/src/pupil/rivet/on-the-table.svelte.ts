// What lies between Rivet and the child in a conversation: the question, what helps, what fingers and hands have made of
// an answer, and what Rivet waits to be told. The acts of the server lay it out; the child's touches change it.
import type { components } from "../../api/schema";
import type { Figure, Solution } from "../../api/types";
import type { TalkAct } from "./line";

type Schemas = components["schemas"];
type QuestionAsked = Schemas["QuestionAsked"];
type Way = Schemas["Strategy"];

export class OnTheTable {
  question = $state.raw<QuestionAsked | null>(null);
  /** To be looked at: a hint, an explanation, what a lesson shows. */
  shown = $state.raw<{ figure: Figure; hint: boolean } | null>(null);
  /** The figure that the child handles. */
  handled = $state.raw<Figure | null>(null);
  written = $state("");
  outcome = $state<"right" | "wrong" | null>(null);
  doubt = $state<string | null>(null);
  ways = $state.raw<Way[] | null>(null);
  goOn = $state.raw<{ stop: boolean } | null>(null);
  solution = $state.raw<Solution | null>(null);
  touchOffered = $state(false);
  resting = $state(false);
  #askedAt = 0;
  /** What is written was answered already: the next digit begins another answer. */
  #answered = false;

  /** There is a question, and nothing else is asked first. */
  get open(): boolean {
    return this.question !== null && !this.doubt && !this.ways && !this.goOn && !this.solution;
  }

  /** Since the question was asked for the first time. */
  get latency(): number {
    return Math.min(86_400_000, Math.round(performance.now() - this.#askedAt));
  }

  digit(digit: number): void {
    if (this.#answered) this.written = "";
    this.#answered = false;
    this.outcome = null;
    const most = String(this.question?.largest || 99_999).length;
    if (this.written.length < most) this.written = this.written === "0" ? String(digit) : this.written + digit;
  }

  erase(): void {
    this.written = this.#answered ? "" : this.written.slice(0, -1);
    this.#answered = false;
    this.outcome = null;
  }

  handle(figure: Figure): void {
    this.handled = figure;
    this.outcome = null;
  }

  /** The child said yes or no. */
  told(): void {
    this.doubt = null;
    this.goOn = null;
    this.resting = false;
  }

  /** What this act changes here. */
  see(act: TalkAct): void {
    switch (act.do) {
      case "show":
        this.shown = { figure: act.figure, hint: false };
        break;
      case "ask":
        this.#ask(act.question);
        break;
      case "confirm":
        this.doubt = act.text;
        break;
      case "offer_touch":
        this.touchOffered = true;
        this.doubt = null;
        break;
      case "hint":
        this.outcome = null;
        if (act.figure) this.shown = { figure: act.figure, hint: true };
        break;
      case "explain":
        this.solution = act.solution;
        if (act.solution?.figure) this.handled = act.solution.figure;
        if (act.figure) this.shown = { figure: act.figure, hint: true };
        break;
      case "ask_how":
        this.ways = act.strategies;
        break;
      case "go_on":
        this.goOn = { stop: act.stop };
        break;
      case "marked":
        this.doubt = null;
        this.outcome = act.outcome === "unreadable" ? null : act.outcome;
        if (act.value !== "hands") this.written = act.value;
        this.#answered = true;
        break;
      case "rest":
        this.resting = true;
        this.goOn = { stop: false };
        break;
    }
  }

  #ask(question: QuestionAsked): void {
    if (question.id !== this.question?.id) {
      this.handled = question.content.kind === "handle" ? question.content.figure : null;
      this.shown = null;
      this.written = "";
      this.touchOffered = false;
      this.#askedAt = performance.now();
    } else if (this.shown) {
      // What a lesson laid to help stays beside the question asked again.
      this.shown = { ...this.shown, hint: true };
    }
    this.told();
    this.outcome = null;
    this.solution = null;
    this.ways = null;
    this.question = question;
  }
}
