// A figure brought to a state with the hands. After a miss it stays as it is: one looks, and goes on from there.
import type { Answer, Figure, Served, ShownHandle, Solution } from "../../api/types";
import { HandTurn } from "../doing/hand-turn.svelte";
import type { Sitting } from "../sitting.svelte";

export class HandleTurn extends HandTurn {
  figure: Figure;
  readonly content: ShownHandle;

  constructor(served: Served, content: ShownHandle, sitting: Sitting) {
    super(served, content.prompt, sitting);
    this.content = content;
    this.figure = $state.raw(content.figure);
  }

  /** Something was moved. */
  get complete(): boolean {
    return JSON.stringify(this.figure) !== JSON.stringify(this.content.figure);
  }

  /** The number to show, when the prompt is one: so much has to fit on the table. */
  get upTo(): number | undefined {
    const text = this.prompt.text?.replaceAll(/[\s\u00a0\u202f]/g, "") ?? "";
    return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  }

  protected get answer(): Answer {
    return { type: "handled", figure: this.figure };
  }

  change(figure: Figure): void {
    if (this.touch()) this.figure = figure;
  }

  restart(): void {
    this.change(this.content.figure);
  }

  protected takeBack(): void {}

  protected show(solution: Solution, step: number): boolean {
    if (step === 0 && solution.figure) this.figure = solution.figure;
    return false;
  }

  protected said(): string[] {
    return [];
  }
}
