// Writing, letter by letter: the keys of the screen and of a real keyboard fill the same line.
import type { Answer, Served, ShownWrite, Solution } from "../../api/types";
import type { Sitting } from "../sitting.svelte";
import { HandTurn } from "./hand-turn.svelte";

const LONGEST = 200;

export class WriteTurn extends HandTurn {
  text = $state("");
  readonly content: ShownWrite;

  constructor(served: Served, content: ShownWrite, sitting: Sitting) {
    super(served, content.prompt, sitting);
    this.content = content;
  }

  get complete(): boolean {
    return this.text.trim() !== "";
  }

  protected get answer(): Answer {
    return { type: "written", text: this.text.trim() };
  }

  type(letter: string): void {
    if (this.touch() && this.text.length < LONGEST) this.text += letter;
  }

  erase(): void {
    if (this.touch()) this.text = [...this.text].slice(0, -1).join("");
  }

  /** What a real keyboard wrote; only the given letters when there are some. */
  rewrite(text: string): void {
    if (!this.touch()) return;
    const { letters } = this.content;
    const written = text.replaceAll("'", "’").slice(0, LONGEST);
    this.text = letters === "" ? written : [...written].filter((one) => letters.includes(one)).join("");
  }

  /** What was written stays: a child corrects it letter by letter. */
  protected takeBack(): void {
    if (this.stage === "help") this.text = "";
  }

  protected show(solution: Solution, step: number): boolean {
    const letters = [...(solution.text ?? "")];
    this.text = letters.slice(0, step + 1).join("");
    return step + 1 < letters.length;
  }

  protected said(solution: Solution): string[] {
    return solution.text ? [solution.text] : [];
  }

  protected override gather(): void {
    const { written } = this.sitting.gathered;
    const text = this.text.trim();
    if (!text.includes(" ") && text.length > 2 && !written.includes(text)) written.push(text);
  }
}
