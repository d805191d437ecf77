// One operation: its result touched or said, then counted together if need be.
import type { Answer, Served, ShownCompute } from "../../api/types";
import { PHRASES } from "../phrases";
import type { Sitting } from "../sitting.svelte";
import { SpokenTurn } from "./spoken.svelte";

export class ComputeTurn extends SpokenTurn {
  /** The counters were asked for. */
  #asked = $state(false);
  readonly content: ShownCompute;

  constructor(served: Served, content: ShownCompute, sitting: Sitting) {
    super(served, sitting);
    this.content = content;
  }

  get complete(): boolean {
    return this.written !== "";
  }

  protected get answer(): Answer {
    return { type: "number", value: Number(this.written) };
  }

  /** Few enough to be shown in ten-frames. */
  get #countable(): boolean {
    const { left, operator, right } = this.content;
    return operator !== "×" && left + right <= 30;
  }

  /** The counters are on the table, when no hint shows better. */
  get frames(): boolean {
    return this.#countable && !this.hint && (this.#asked || this.stage === "help");
  }

  press(digit: number): void {
    if (!this.touch() || this.written.length >= String(this.content.largest).length) return;
    this.written = this.written === "0" ? String(digit) : this.written + digit;
  }

  protected aid(): string {
    if (!this.#countable) return PHRASES.takeYourTime;
    this.#asked = true;
    this.helps += 1;
    return PHRASES.lookAtTheFrames;
  }

  protected get explained(): string[] {
    return this.frames ? [PHRASES.countTogether] : [];
  }

  protected gather(): void {
    const { left, operator, right } = this.content;
    const sum = `${left} ${operator === "-" ? "−" : operator} ${right} = ${this.written}`;
    const { sums } = this.sitting.gathered;
    if (!sums.includes(sum)) sums.push(sum);
  }
}
