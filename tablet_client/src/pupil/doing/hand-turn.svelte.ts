// An exercise answered with the hands. A first miss lets what was wrong go back; after a second, the answer is shown
// done step by step, then said.
import type { Answer, AttemptOut, Prompt, Served, Solution } from "../../api/types";
import { speaker } from "../../audio/speaker.svelte";
import type { Sitting } from "../sitting.svelte";
import { Turn } from "../turn.svelte";

/** How long what was answered stays to be looked at before it goes back. */
export const LOOK_MS = 1_500;
/** Between two steps of what is shown: time for the eyes to follow. */
export const STEP_MS = 650;

export abstract class HandTurn extends Turn {
  verdict = $state<AttemptOut["verdict"] | null>(null);
  /** Of a wrong answer, what is right already: places of options or tiles, which stay. */
  kept = $state<readonly number[]>([]);
  readonly prompt: Prompt;

  constructor(served: Served, prompt: Prompt, sitting: Sitting) {
    super(served, sitting);
    this.prompt = prompt;
  }

  abstract get complete(): boolean;
  protected abstract get answer(): Answer;
  /** What was answered goes back, but for what is right already. */
  protected abstract takeBack(kept: readonly number[]): void;
  /** One step of the solution, on a table that was cleared; false when it is all there. */
  protected abstract show(solution: Solution, step: number): boolean;
  /** What is said once the solution is there. */
  protected abstract said(solution: Solution): string[];
  /** Something to remember at the end of the sitting. */
  protected gather(): void {}

  get over(): boolean {
    return this.stage === "help" || this.stage === "done";
  }

  /** May something be touched? The first touch after a miss does not wait for what goes back. */
  protected touch(): boolean {
    if (this.stage !== "ready") return false;
    this.#return();
    return true;
  }

  /** The pupil says that it is finished. */
  async submit(): Promise<void> {
    if (this.stage !== "ready" || this.verdict || !this.complete) return;
    speaker.stop();
    await this.send(this.answer);
  }

  /** What is given to hear, once more. */
  hear(): void {
    if (this.prompt.say) void speaker.say(this.prompt.say);
  }

  protected async follow(reply: AttemptOut): Promise<void> {
    this.verdict = reply.verdict;
    this.kept = reply.help?.kept ?? [];
    if (reply.then === "next") {
      this.finish(reply);
      if (reply.verdict === "correct") this.gather();
      void this.sitting.say(reply.line.text);
      return;
    }
    this.encourage(reply);
    if (reply.help) this.helps += 1;
    if (reply.then === "help") {
      await this.#help(reply);
      return;
    }
    this.stage = "ready";
    await Promise.all([this.sitting.say(reply.line.text), pause(LOOK_MS)]);
    if (!this.closed && this.stage === "ready") this.#return();
  }

  #return(): void {
    if (this.verdict) this.takeBack(this.kept);
    this.verdict = null;
  }

  async #help(reply: AttemptOut): Promise<void> {
    this.stage = "help";
    const solution = reply.help?.solution;
    const said = this.sitting.say(reply.line.text);
    await pause(LOOK_MS);
    this.verdict = null;
    this.takeBack([]);
    if (!solution) return;
    for (let step = 0; !this.closed && this.show(solution, step); step++) await pause(STEP_MS);
    if ((await said) && !this.closed) await speaker.say(this.said(solution));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
