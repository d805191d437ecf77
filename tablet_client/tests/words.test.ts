import { describe, expect, test } from "vitest";
import type { HeardWord } from "../src/api/types";
import { alignVerdicts, bare, linesOf, wordAt } from "../src/pupil/reading/words";

const read = (text: string) => text.split(/[ \n]+/).map((word) => ({ text: word, syllables: [word], silent: [] }));
const heard = (word: string): HeardWord => ({
  word,
  verdict: "correct",
  probability: 1,
  start: null,
  end: null,
  heard: null,
});

describe("a text's words", () => {
  test("stand on the lines the author wrote, punctuation with its word", () => {
    const text = "Toc, toc\u00a0! Qui est là\u00a0?\nC’est Malo.";
    const lines = linesOf(text, read(text));
    expect(lines.map((line) => line.map((word) => word.text))).toEqual([
      ["Toc,", "toc\u00a0!", "Qui", "est", "là\u00a0?"],
      ["C’est", "Malo."],
    ]);
    expect(lines[1]?.[0]?.index).toBe(5);
  });

  test("a word is said without its punctuation", () => {
    expect(["«\u00a0Viens\u00a0!", "l’école,", "porte-monnaie."].map(bare)).toEqual([
      "Viens",
      "l’école",
      "porte-monnaie",
    ]);
  });

  test("verdicts go to their words even when one is missing", () => {
    const words = read("le petit chat dort");
    const verdicts = alignVerdicts(words, [heard("le"), heard("chat"), heard("dort")]);
    expect(verdicts.map((verdict) => verdict?.word ?? null)).toEqual(["le", null, "chat", "dort"]);
  });

  test("the word that lights up goes from the first to the last", () => {
    const [line] = linesOf("le petit chat", read("le petit chat"));
    expect([0, 0.5, 1].map((fraction) => wordAt(line ?? [], fraction))).toEqual([0, 1, 2]);
    expect(wordAt([], 0.5)).toBeNull();
  });
});
