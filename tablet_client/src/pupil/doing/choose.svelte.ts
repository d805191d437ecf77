// Choosing: a touch takes an option and lets it be heard; nothing is answered before the pupil says so.
import type { Answer, Served, ShownChoose, Solution } from "../../api/types";
import { speaker } from "../../audio/speaker.svelte";
import type { Sitting } from "../sitting.svelte";
import { HandTurn } from "./hand-turn.svelte";

export class ChooseTurn extends HandTurn {
  chosen = $state<number[]>([]);
  /** Tried already, and not it. */
  faded = $state<number[]>([]);
  readonly content: ShownChoose;

  constructor(served: Served, content: ShownChoose, sitting: Sitting) {
    super(served, content.prompt, sitting);
    this.content = content;
  }

  get complete(): boolean {
    return this.chosen.length > 0;
  }

  protected get answer(): Answer {
    return { type: "chosen", options: [...this.chosen] };
  }

  choose(place: number): void {
    const say = this.content.options[place]?.say;
    if (this.touch() && !this.faded.includes(place)) {
      if (this.chosen.includes(place)) this.chosen = this.chosen.filter((one) => one !== place);
      else this.chosen = this.content.right > 1 ? [...this.chosen, place] : [place];
    }
    if (say && this.stage !== "thinking") void speaker.say(say);
  }

  protected takeBack(kept: readonly number[]): void {
    if (this.content.right === 1) this.faded = [...this.faded, ...this.chosen];
    this.chosen = this.chosen.filter((place) => kept.includes(place));
  }

  protected show(solution: Solution, step: number): boolean {
    const place = solution.options?.[step];
    if (place === undefined) return false;
    this.chosen = [...this.chosen, place];
    this.faded = this.faded.filter((one) => one !== place);
    return true;
  }

  protected said(solution: Solution): string[] {
    return (solution.options ?? []).flatMap((place) => this.content.options[place]?.say ?? []);
  }
}
