// One round on the big screen: a question is asked, slates go up, the answer is shown, slates are counted, and so on.
import { sentence } from "../../api/errors";
import type { ClassQuestion, ClassTally, RoundEnd } from "../../api/types";
import * as school from "../../api/whole-class";
import { speaker } from "../../audio/speaker.svelte";

export type Share = NonNullable<ClassTally["share"]>;
export const SHARES: Record<Share, string> = { most: "Presque tous", half: "La moitié", few: "Peu" };

export class Asking {
  question = $state.raw<ClassQuestion | null>(null);
  ended = $state.raw<RoundEnd | null>(null);
  revealed = $state(false);
  line = $state("");
  trouble = $state("");
  busy = $state(false);
  right = $state(0);
  notYet = $state(0);
  share = $state<Share | null>(null);

  begin = (classId: string, skill: string): Promise<void> =>
    this.#do(async () => this.#ask(await school.beginRound(classId, skill)));

  /** Space and Enter: the answer, then the next question. */
  async goOn(): Promise<void> {
    if (this.busy || this.ended) return;
    if (!this.revealed) this.reveal();
    else await this.next();
  }

  reveal(): void {
    const { question } = this;
    if (!question || this.revealed) return;
    this.revealed = true;
    this.line = question.reveal.text;
    void speaker.say(question.reveal.text);
  }

  async next(): Promise<void> {
    const { question } = this;
    if (!question) return;
    speaker.stop();
    await this.#do(async () => {
      await this.#count(question);
      this.#ask(await school.nextQuestion(question.round_id));
    });
  }

  async end(): Promise<void> {
    const { question } = this;
    if (!question || this.ended) return;
    speaker.stop();
    await this.#do(async () => {
      await this.#count(question);
      this.ended = await school.endRound(question.round_id);
      this.line = this.ended.line.text;
      void speaker.say(this.line);
    });
  }

  /** Rivet asks again. */
  hear(): void {
    const { question } = this;
    if (question) void speaker.say(this.revealed || this.ended ? this.line : [question.line.text, ...question.say]);
  }

  add(to: "right" | "notYet", by: 1 | -1): void {
    if (!this.revealed || !this.question) return;
    const other = to === "right" ? this.notYet : this.right;
    const most = Math.max(1, this.question.pupils) - other;
    this[to] = Math.max(0, Math.min(most, this[to] + by));
    this.share = null;
  }

  about(share: Share): void {
    if (!this.revealed) return;
    this.share = share;
    this.right = 0;
    this.notYet = 0;
  }

  #ask(question: ClassQuestion): void {
    this.question = question;
    this.revealed = false;
    this.right = 0;
    this.notYet = 0;
    this.share = null;
    this.line = question.line.text;
    this.hear();
  }

  async #count(question: ClassQuestion): Promise<void> {
    const counted = this.right + this.notYet > 0;
    if (counted)
      await school.countSlates(question.round_id, question.number, { right: this.right, not_yet: this.notYet });
    else if (this.share) await school.countSlates(question.round_id, question.number, { share: this.share });
  }

  async #do(action: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = "";
    try {
      await action();
    } catch (error) {
      this.trouble = sentence(error);
    } finally {
      this.busy = false;
    }
  }
}
