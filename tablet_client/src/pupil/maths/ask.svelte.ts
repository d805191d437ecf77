// A question answered by a number or a short text in digits and signs.
import type { Answer, Served, ShownAsk } from "../../api/types";
import { speaker } from "../../audio/speaker.svelte";
import { PHRASES } from "../phrases";
import type { Sitting } from "../sitting.svelte";
import { erased, isWhole, typed } from "./answer-text";
import { SpokenTurn } from "./spoken.svelte";

export class AskTurn extends SpokenTurn {
  readonly content: ShownAsk;

  constructor(served: Served, content: ShownAsk, sitting: Sitting) {
    super(served, sitting);
    this.content = content;
  }

  /** Only a number is listened for. */
  get silent(): boolean {
    return this.content.form !== "number" || this.content.largest === 0;
  }

  get complete(): boolean {
    return isWhole(this.content.form, this.written);
  }

  protected get answer(): Answer {
    if (this.content.form === "number") return { type: "number", value: Number(this.written) };
    return { type: "written", text: this.written };
  }

  press(sign: string): void {
    if (this.touch()) this.written = typed(this.content.form, this.written, sign, this.content.largest);
  }

  override erase(): void {
    if (this.touch()) this.written = erased(this.written);
  }

  /** What is given to hear, once more. */
  hear(): void {
    if (this.content.prompt.say) void speaker.say(this.content.prompt.say);
  }

  protected aid(): string {
    return PHRASES.takeYourTime;
  }

  protected get explained(): string[] {
    return [];
  }

  protected gather(): void {
    const { text } = this.content.prompt;
    if (this.content.form !== "number" || !text?.includes("___") || text.length > 14) return;
    const sum = text.replace(/_{3,}/, this.written);
    const { sums } = this.sitting.gathered;
    if (!sums.includes(sum)) sums.push(sum);
  }
}
