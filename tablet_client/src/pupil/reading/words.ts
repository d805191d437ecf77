// A text's words where they stand: lines as written, verdicts beside their words.
import type { HeardWord, ReadWord } from "../../api/types";

export interface PlacedWord {
  index: number;
  text: string;
  syllables: string[];
  /** From where to where its letters are not heard. */
  silent: readonly (readonly number[])[];
}

/** Letters of a word that look the same: in an odd or an even syllable, heard or not. */
export interface Piece {
  text: string;
  odd: boolean;
  silent: boolean;
}

/** The words line by line. Words are found one after the other, so that only line breaks of the text matter. */
export function linesOf(text: string, words: readonly ReadWord[]): PlacedWord[][] {
  const lines: PlacedWord[][] = [[]];
  let from = 0;
  words.forEach((word, index) => {
    const at = text.indexOf(word.text, from);
    const between = at < 0 ? "" : text.slice(from, at);
    if (between.includes("\n") && index > 0) lines.push([]);
    if (at >= 0) from = at + word.text.length;
    lines.at(-1)?.push({ index, text: word.text, syllables: [...word.syllables], silent: word.silent ?? [] });
  });
  return lines;
}

/** The lines as written, without the empty ones between stanzas. */
export function textLines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** A word in its syllables, its silent letters apart. */
export function piecesOf(word: Pick<PlacedWord, "syllables" | "silent">): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [rank, syllable] of word.syllables.entries()) {
    for (const letter of syllable.match(/./gsu) ?? []) {
      const silent = word.silent.some(([start = 0, end = 0]) => start <= at && at < end);
      const last = pieces.at(-1);
      if (last && last.odd === (rank % 2 === 1) && last.silent === silent) last.text += letter;
      else pieces.push({ text: letter, odd: rank % 2 === 1, silent });
      at += letter.length;
    }
  }
  return pieces;
}

/** The verdict of each word of the text, or null where none was given. */
export function alignVerdicts(words: readonly ReadWord[], heard: readonly HeardWord[]): (HeardWord | null)[] {
  if (words.length === heard.length) return [...heard];
  let from = 0;
  return words.map((word) => {
    const at = heard.findIndex((one, index) => index >= from && bare(one.word) === bare(word.text));
    if (at < 0) return null;
    from = at + 1;
    return heard[at] ?? null;
  });
}

/** A word without the punctuation around it, as one says it. Inner apostrophes and hyphens stay. */
export function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** Which word is being said when this fraction of the line was said: words last as long as they are. */
export function wordAt(line: readonly PlacedWord[], fraction: number): number | null {
  const weights = line.map((word) => bare(word.text).length + 1.5);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  for (const [place, word] of line.entries()) {
    passed += weights[place] ?? 0;
    if (fraction * total < passed) return word.index;
  }
  return line.at(-1)?.index ?? null;
}
