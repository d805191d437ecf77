// A graduated line: where each place stands on the drawing, and where a finger puts the mark.
import type { FigureOf } from "./types";

export type NumberLine = FigureOf<"number_line">;
export const LEFT = 40;
export const RIGHT = 960;

export function xOf(line: NumberLine, place: number): number {
  return LEFT + ((place - line.start) / (line.end - line.start || 1)) * (RIGHT - LEFT);
}

/** The nearest place of the mark to this spot of the drawing. */
export function placeAt(line: NumberLine, x: number): number {
  const place = line.start + ((x - LEFT) / (RIGHT - LEFT)) * (line.end - line.start);
  return within(line, line.start + Math.round((place - line.start) / line.snap) * line.snap);
}

/** The mark moved by so many steps; it is first put at the start. */
export function moved(line: NumberLine, steps: number): NumberLine {
  const mark = line.mark ?? null;
  return { ...line, mark: mark === null ? line.start : within(line, mark + steps * line.snap) };
}

export function graduations(line: NumberLine): number[] {
  const count = Math.floor((line.end - line.start) / line.step);
  return Array.from({ length: count + 1 }, (_, rank) => line.start + rank * line.step);
}

function within(line: NumberLine, place: number): number {
  const last = line.start + Math.floor((line.end - line.start) / line.snap) * line.snap;
  return Math.max(line.start, Math.min(last, place));
}

export interface Label {
  whole: string;
  over: string | null;
}

/** How a place is written: a whole number, or a fraction as it stands (2/4, not 1/2). */
export function labelOf(line: NumberLine, place: number): Label {
  if (line.denominator === 1 || place % line.denominator === 0) {
    return { whole: (place / line.denominator).toLocaleString("fr"), over: null };
  }
  return { whole: String(place), over: String(line.denominator) };
}
