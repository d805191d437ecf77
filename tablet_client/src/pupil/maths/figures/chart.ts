// Tables and bar charts: what is written in them, and a value that is found.
import type { FigureOf } from "./types";

export type Chart = FigureOf<"chart">;
export type Value = number | null;

export function withValue(chart: Chart, row: number, column: number, value: Value): Chart {
  const values = chart.values.map((line, at) =>
    at === row ? line.map((old, rank) => (rank === column ? value : old)) : line,
  );
  return { ...chart, values };
}

/** The top graduation of a bar chart: one over the highest bar. */
export function topOf(chart: Chart): number {
  const highest = Math.max(chart.step, ...chart.values.flat().map((value) => value ?? 0));
  return (Math.floor(highest / chart.step) + 1) * chart.step;
}

export interface Line {
  name: string;
  values: Value[];
  /** A line of totals: it is reckoned, and stays empty for as long as something is to be found. */
  total: boolean;
}

/** The lines of a table, with the totals of its rows and columns when they are shown. */
export function linesOf(chart: Chart): Line[] {
  const lines: Line[] = chart.rows.map((name, row) => ({ name, values: [...(chart.values[row] ?? [])], total: false }));
  if (!chart.totals) return lines;
  if (chart.columns.length > 1) for (const line of lines) line.values.push(sum(line.values));
  if (chart.rows.length > 1) {
    const width = lines[0]?.values.length ?? 0;
    const values = Array.from({ length: width }, (_, column) => sum(lines.map((line) => line.values[column] ?? null)));
    lines.push({ name: "Total", values, total: true });
  }
  return lines;
}

/** A digit written after those there; more than four is no number of cycle 2. */
export function typed(value: Value, digit: number): Value {
  const next = (value ?? 0) * 10 + digit;
  return next > 9999 ? value : next;
}

export function erased(value: Value): Value {
  return value === null || value < 10 ? null : Math.floor(value / 10);
}

function sum(values: readonly Value[]): Value {
  return values.reduce<Value>((total, value) => (total === null || value === null ? null : total + value), 0);
}
