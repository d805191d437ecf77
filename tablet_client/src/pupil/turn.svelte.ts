// What every exercise goes through with the server: an answer is sent, then one tries again, is helped, or goes on.
import type { Answer, AttemptOut, Figure, Served } from "../api/types";
import type { ListeningStage } from "../audio/listening";
import { sounds } from "../ui/sounds.svelte";
import type { Sitting } from "./sitting.svelte";

/** `judge`: the pupil compares with the model; `help`: it is shown or read together; `done`: one may go on. */
export type Stage = "ready" | ListeningStage | "judge" | "help" | "done";

export abstract class Turn {
  stage = $state<Stage>("ready");
  /** What the last hint shows, and which hint it is. */
  hint = $state.raw<{ figure: Figure; step: number } | null>(null);
  readonly served: Served;
  protected readonly sitting: Sitting;
  protected helps = $state(0);
  protected tried = $state(0);
  protected closed = false;
  /** Nothing tells the pupil how it went. */
  protected untold = false;

  constructor(served: Served, sitting: Sitting) {
    this.served = served;
    this.sitting = sitting;
  }

  /** How many helps were seen. */
  get hints(): number {
    return this.helps;
  }

  /** What the microphone shows, if there is one; null once nothing is to be said any more. */
  get listening(): "ready" | ListeningStage | null {
    return this.stage === "judge" || this.stage === "help" || this.stage === "done" ? null : this.stage;
  }

  close(): void {
    this.closed = true;
  }

  protected async send(answer: Answer): Promise<void> {
    this.stage = "thinking";
    const reply = await this.sitting.answer(this.served, answer, this.helps);
    if (!reply || this.closed) return;
    if (reply.verdict !== "unsure" && !this.untold) sounds.play(reply.verdict === "correct" ? "success" : "encourage");
    this.tried += 1;
    if (reply.help) this.hint = reply.help.figure ? { figure: reply.help.figure, step: reply.help.step } : null;
    await this.follow(reply, answer);
  }

  protected abstract follow(reply: AttemptOut, answer: Answer): void | Promise<void>;

  /** One more time, together: Rivet stays by the child. */
  protected encourage(reply: AttemptOut): void {
    this.sitting.mood = reply.verdict === "unsure" ? "curious" : "encouraging";
    this.sitting.shownAgain();
  }

  /** It is over; what is said then is for whoever knows it. */
  protected finish(reply: AttemptOut, happy = reply.verdict === "correct"): void {
    this.stage = "done";
    this.sitting.mood = !happy ? "calm" : this.tried > 1 ? "celebrating" : "happy";
    if (reply.verdict === "correct" && this.tried > 1) this.sitting.gathered.triedAgain += 1;
  }
}
