// A conversation with Rivet as the screen sees it: he plays what the server tells him, in order, and is silent while the
// child speaks or touches. What lies on the table meanwhile is in on-the-table.svelte.ts.
import { clock } from "../../api/clock.svelte";
import type { components } from "../../api/schema";
import type { Figure, Path } from "../../api/types";
import { Playback } from "../../audio/listening";
import { speaker } from "../../audio/speaker.svelte";
import type { Mood } from "../../ui/rivet";
import { newId } from "../new-id";
import { type Begin, Line, type TalkAct, type TalkIn, type TalkOut } from "./line";
import { OnTheTable } from "./on-the-table.svelte";
import { OpenEar } from "./open-ear";

type Schemas = components["schemas"];
type Request = Schemas["TalkSaid"]["request"];
/** `off`: there is no ear, or no microphone. */
export type EarState = "off" | "closed" | "open" | "speech" | "thinking";

const SLOWLY = 0.8;
const HANDS_MS = 1_500;
const CELEBRATION_MS = 2_600;
const LONGEST_TALE_MS = 12_000;
/** The silence of a line that says nothing, so that what is shown can be seen. */
const GLANCE_MS = 350;

export class Conversation {
  line = $state("");
  mood = $state<Mood>("calm");
  ear = $state<EarState>("off");
  level = $state(0);
  celebrating = $state(false);
  telling = $state<"recording" | "playing" | null>(null);
  ending = $state<Schemas["Ending"] | null>(null);
  path = $state.raw<Path | null>(null);
  down = $state(0);
  readonly table = new OnTheTable();
  readonly #line: Line;
  readonly #ear: OpenEar;
  readonly #playback = new Playback();
  /** What is still to be played, and the turn of the last of it. */
  #queue: TalkAct[] = [];
  #turn = 0;
  #playing = false;
  #run = 0;
  #handsAt = 0;
  /** The microphone was asked for. */
  #asked = false;
  /** It was refused, or lost. */
  #refused = false;
  /** It is the child's turn to speak. */
  #listens = false;
  #slept = false;
  #closed = false;
  #tale: ReturnType<typeof setTimeout> | undefined;

  constructor(begin: Pick<Begin, "mode" | "lesson">) {
    this.#line = new Line(begin, {
      hear: (message) => this.#hear(message),
      down: (times) => {
        this.down = times;
        if (times === 1) this.#silence();
      },
    });
    this.#ear = new OpenEar({
      frame: (pcm) => this.#line.send(pcm),
      level: (level) => {
        this.level = level;
      },
      barged: () => this.#interrupt("voice"),
      lost: () => this.#loseMicrophone(),
    });
  }

  open(): void {
    document.addEventListener("visibilitychange", this.#seen);
    this.#line.open();
  }

  close(): void {
    this.#closed = true;
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#tale);
    this.#silence();
    this.#playback.stop();
    this.#ear.close();
    this.#line.close();
  }

  /** The turn is the child's, and something may be answered. */
  get answering(): boolean {
    return this.ending === null && this.table.open;
  }

  digit(digit: number): void {
    if (!this.answering) return;
    this.table.digit(digit);
    this.#hands();
  }

  erase(): void {
    this.table.erase();
    this.#hands();
  }

  handle(figure: Figure): void {
    this.table.handle(figure);
    this.#hands();
  }

  /** An answer by touch: a number, the key of an option, or what the hands have made. */
  touch(value: string, figure: Figure | null = null): void {
    const { question, latency } = this.table;
    if (!question) return;
    this.#silence();
    this.mood = "thinking";
    this.table.written = value;
    this.#tell({
      type: "touched",
      id: newId(),
      question: question.id,
      value,
      figure,
      latency_ms: latency,
      occurred_at: clock.now(),
    });
  }

  ask(request: Request): void {
    this.#silence();
    this.#tell({ type: "request", request });
  }

  yesNo(yes: boolean): void {
    this.#silence();
    this.table.told();
    this.#tell({ type: "yes_no", yes });
  }

  way(key: string | null): void {
    this.#silence();
    this.table.ways = null;
    this.#tell({ type: "strategy", strategy: key });
  }

  /** Touching Rivet while he speaks hushes him; touching him in silence makes him say it again. */
  touchRivet(): void {
    if (speaker.speaking || this.#playing) this.#interrupt("touch");
    else this.ask("repeat");
  }

  /** The microphone's button: said all, or try the microphone again. */
  async touchEar(): Promise<void> {
    if (this.ear === "open" || this.ear === "speech") this.#tell({ type: "end_of_speech" });
    else if (this.ear === "off" && (await this.#openEar())) {
      this.#refused = false;
      this.#tell({ type: "microphone", state: "works" });
    }
  }

  /** His own words about how he found: kept in this tablet's memory, played back to him, then forgotten. */
  async tell(): Promise<void> {
    if (this.telling === "recording") {
      clearTimeout(this.#tale);
      const tale = this.#ear.recorded();
      this.telling = "playing";
      this.mood = "happy";
      await this.#playback.play(tale);
      this.telling = null;
      if (!this.#closed) this.way(null);
    } else if (this.telling === null && this.ear !== "off") {
      this.#silence();
      this.telling = "recording";
      this.mood = "listening";
      this.#ear.record();
      this.#tale = setTimeout(() => void this.tell(), LONGEST_TALE_MS);
      this.#keepAwake();
    }
  }

  leave(): void {
    this.#silence();
    this.#tell({ type: "quit" });
  }

  #hear(message: TalkOut): void {
    switch (message.type) {
      case "acts":
        this.#take(message.turn, message.acts);
        break;
      case "hearing":
        void this.#hearing(message.state);
        break;
      case "error":
        this.line = message.message;
        break;
    }
  }

  /** The microphone is asked for when there is an ear behind it, and not before. */
  async #hearing(state: Schemas["TalkHearing"]["state"]): Promise<void> {
    if (state === "open" && !this.#asked) {
      this.#asked = true;
      this.#refused = !(await this.#openEar());
    }
    // Said again to a server that does not know it yet: the line came back.
    if (state === "open" && this.#refused) this.#tell({ type: "microphone", state: "denied" });
    if (this.ear === "off") return;
    if (state === "speech" || state === "thinking") {
      this.ear = state;
      this.mood = state === "speech" ? "listening" : "thinking";
    }
    if (state === "thinking" || state === "closed") this.#ear.streaming = this.#listens = false;
    if (state === "closed") this.ear = "closed";
  }

  async #openEar(): Promise<boolean> {
    const trouble = await this.#ear.open();
    if (trouble !== null || this.#closed) return false;
    this.ear = "closed";
    this.#ear.watching = this.#playing;
    if (this.#listens) this.#listen();
    return true;
  }

  #listen(): void {
    this.#listens = true;
    if (this.ear === "off") return;
    this.ear = "open";
    this.mood = "listening";
    this.#ear.streaming = true;
  }

  #take(turn: number, acts: TalkAct[]): void {
    if (acts[0]?.do === "hush") this.#silence();
    if (acts.length === 0) return;
    this.#queue.push(...acts);
    this.#turn = turn;
    if (!this.#playing) void this.#play();
  }

  async #play(): Promise<void> {
    this.#playing = true;
    const run = ++this.#run;
    for (let act = this.#queue.shift(); act; act = this.#queue.shift()) {
      const said = this.#see(act);
      if (said.length > 0) await this.#say(said, act.do === "ask" && act.slowly ? SLOWLY : 1);
      else if (act.do === "show" || act.do === "marked") await pause(GLANCE_MS);
      if (act.do === "listen" && !act.strategies) this.#listen();
      if (run !== this.#run) return;
    }
    this.#playing = false;
    this.#ear.watching = false;
    if (this.mood === "happy" || this.mood === "thinking") this.mood = "calm";
    this.#tell({ type: "finished", turn: this.#turn });
  }

  /** What this act changes on the screen; what it says. */
  #see(act: TalkAct): string[] {
    this.table.see(act);
    switch (act.do) {
      case "say":
        return [act.text];
      case "ask":
        this.mood = "calm";
        this.line = act.texts.join(" ");
        return act.texts;
      case "hint":
        this.line = act.text;
        return [act.text];
      case "explain":
        return act.texts;
      case "marked":
        if (act.path) this.path = act.path;
        this.mood = act.outcome === "right" ? "happy" : "calm";
        break;
      case "celebrate":
        this.celebrating = true;
        setTimeout(() => {
          this.celebrating = false;
        }, CELEBRATION_MS);
        break;
      case "close":
        this.ending = act.ending;
        this.mood = "happy";
        this.#ear.close();
        this.ear = "off";
        // Else it would come back when it drops, and a new conversation with it.
        this.#line.close();
        break;
    }
    return [];
  }

  async #say(texts: string[], pace = 1): Promise<void> {
    this.line = texts.join(" ");
    this.#ear.streaming = this.#listens = false;
    if (this.ear !== "off") this.ear = "closed";
    this.#ear.watching = this.ear !== "off";
    await speaker.say(texts, { pace });
  }

  #interrupt(by: "voice" | "touch"): void {
    if (this.ending !== null || this.telling) return;
    this.#silence();
    this.mood = "listening";
    this.#tell({ type: "interrupted", by });
    if (by === "voice") {
      this.ear = "speech";
      this.#ear.streamFromBefore();
    }
  }

  /** Rivet stops at once. What he had still to say is dropped, what he had still to show is shown. */
  #silence(): void {
    this.#run += 1;
    for (const act of this.#queue.splice(0)) this.#see(act);
    this.#playing = false;
    this.#ear.watching = false;
    this.#ear.streaming = false;
    speaker.stop();
  }

  #hands(): void {
    speaker.stop();
    const now = performance.now();
    if (now - this.#handsAt < HANDS_MS) return;
    this.#handsAt = now;
    this.#tell({ type: "busy_hands" });
  }

  #keepAwake(): void {
    if (this.telling === null || this.#closed) return;
    this.#tell({ type: "busy_hands" });
    setTimeout(() => this.#keepAwake(), HANDS_MS);
  }

  #loseMicrophone(): void {
    this.#ear.close();
    this.ear = "off";
    this.#refused = true;
    this.#tell({ type: "microphone", state: "denied" });
  }

  readonly #seen = async (): Promise<void> => {
    if (document.hidden) {
      this.#silence();
      this.#slept = this.ear !== "off";
      this.#ear.close();
      this.ear = "off";
      this.#tell({ type: "microphone", state: "asleep" });
    } else {
      if (this.#slept) this.#refused = !(await this.#openEar());
      this.#tell({ type: "microphone", state: this.#refused ? "denied" : "works" });
    }
  };

  #tell(message: TalkIn): void {
    this.#line.tell(message);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
