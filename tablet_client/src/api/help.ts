// The help for teachers: answers quoted from the guides, the guides themselves, and what they lack.
import { api, unwrap } from "./client";
import type { HelpAnswer, HelpGuides, HelpPage, HelpSource, HelpToImprove } from "./types";

export const ask = (question: string): Promise<HelpAnswer> => unwrap(api.POST("/api/help/ask", { body: { question } }));

export const guides = (): Promise<HelpGuides> => unwrap(api.GET("/api/help/guides"));

export const guide = (document: string): Promise<HelpPage> =>
  unwrap(api.GET("/api/help/guide", { params: { query: { document } } }));

/** Counted of nobody. */
export const feedback = async ({ document, anchor }: HelpSource, helped: boolean): Promise<void> => {
  await unwrap(api.POST("/api/help/feedback", { body: { document, anchor, helped } }));
};

export const toImprove = (): Promise<HelpToImprove> => unwrap(api.GET("/api/help/to-improve"));
