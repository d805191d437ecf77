// Counting what is heard: a stone for each tap.
import type { Answer, Served, ShownCount, Solution } from "../../api/types";
import type { Sitting } from "../sitting.svelte";
import { HandTurn } from "./hand-turn.svelte";

export class CountTurn extends HandTurn {
  stones = $state(0);
  readonly content: ShownCount;

  constructor(served: Served, content: ShownCount, sitting: Sitting) {
    super(served, content.prompt, sitting);
    this.content = content;
  }

  get complete(): boolean {
    return this.stones > 0;
  }

  protected get answer(): Answer {
    return { type: "number", value: this.stones };
  }

  /** False when no stone is left to put. */
  tap(): boolean {
    if (!this.touch() || this.stones >= this.content.most) return false;
    this.stones += 1;
    return true;
  }

  takeOne(): void {
    if (this.touch()) this.stones = Math.max(0, this.stones - 1);
  }

  protected takeBack(): void {
    this.stones = 0;
  }

  protected show(solution: Solution, step: number): boolean {
    if (step >= (solution.number ?? 0)) return false;
    this.stones = step + 1;
    return true;
  }

  protected said(): string[] {
    return this.prompt.say ? [this.prompt.say] : [];
  }
}
