// What the help panel shows: a question and its answer, the list of guides, or a guide open at a passage.
import { sentence } from "../../api/errors";
import type { HelpAnswer, HelpGuides, HelpPage, HelpSource, HelpToImprove } from "../../api/types";

/** The server's part of the help (api/help.ts), passed in. */
export interface HelpServer {
  ask(question: string): Promise<HelpAnswer>;
  guides(): Promise<HelpGuides>;
  guide(document: string): Promise<HelpPage>;
  feedback(source: HelpSource, helped: boolean): Promise<void>;
  toImprove(): Promise<HelpToImprove>;
}

type View = "ask" | "contents" | "page" | "lacking";
export type Place = Pick<HelpSource, "document" | "anchor">;

export class HelpDesk {
  view = $state<View>("ask");
  question = $state("");
  /** The question that `answer` answers. */
  asked = $state("");
  answer = $state.raw<HelpAnswer | null>(null);
  /** Whether the passage helped; null while it was not said. */
  helped = $state<boolean | null>(null);
  guides = $state.raw<HelpGuides | null>(null);
  page = $state.raw<HelpPage | null>(null);
  /** The heading that the open page should show. */
  anchor = $state("");
  lacking = $state.raw<HelpToImprove | null>(null);
  trouble = $state("");
  busy = $state(false);
  readonly #server: HelpServer;

  constructor(server: HelpServer) {
    this.#server = server;
  }

  async ask(question = this.question): Promise<void> {
    const wanted = question.trim();
    if (wanted.length < 2) return;
    this.question = wanted;
    await this.#run(async () => {
      this.answer = await this.#server.ask(wanted);
      this.asked = wanted;
      this.helped = null;
      this.view = "ask";
    });
  }

  async read({ document, anchor }: Place): Promise<void> {
    await this.#run(async () => {
      if (this.page?.document !== document) this.page = await this.#server.guide(document);
      this.anchor = anchor;
      this.view = "page";
    });
  }

  async begin(): Promise<void> {
    await this.#run(async () => {
      this.guides = await this.#server.guides();
    });
  }

  async browse(): Promise<void> {
    if (!this.guides) await this.begin();
    if (this.guides) this.view = "contents";
  }

  async seeLacking(): Promise<void> {
    await this.#run(async () => {
      this.lacking = await this.#server.toImprove();
      this.view = "lacking";
    });
  }

  back(): void {
    this.view = "ask";
    this.trouble = "";
  }

  async say(helped: boolean): Promise<void> {
    const source = this.answer?.source;
    if (!source || this.helped !== null) return;
    await this.#run(async () => {
      await this.#server.feedback(source, helped);
      this.helped = helped;
    });
  }

  async #run(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.trouble = "";
    try {
      await act();
    } catch (error) {
      this.trouble = sentence(error);
    } finally {
      this.busy = false;
    }
  }
}
