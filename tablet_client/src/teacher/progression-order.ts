// Moving the lines of a progression: always in the order of their weeks.
import type { ProgressionLine } from "../api/types";

/** In the order of weeks; lines of one week keep theirs. */
export const ordered = (lines: ProgressionLine[]): ProgressionLine[] =>
  [...lines].sort((one, other) => one.week - other.week);

/** The lines of each week, in order. */
export function byWeek(lines: ProgressionLine[]): { week: number; taught: ProgressionLine[] }[] {
  const weeks: { week: number; taught: ProgressionLine[] }[] = [];
  for (const line of lines) {
    const last = weeks.at(-1);
    if (last?.week === line.week) last.taught.push(line);
    else weeks.push({ week: line.week, taught: [line] });
  }
  return weeks;
}

/** A line one place up (-1) or down (1): past its neighbour of the same week, else into that neighbour's week. */
export function moved(lines: ProgressionLine[], gpc: string, by: -1 | 1): ProgressionLine[] {
  const here = lines.findIndex((line) => line.gpc === gpc);
  const line = lines[here];
  const neighbour = lines[here + by];
  if (!line || !neighbour) return lines;
  const changed = [...lines];
  if (neighbour.week !== line.week) changed[here] = { ...line, week: neighbour.week };
  else [changed[here], changed[here + by]] = [neighbour, line];
  return changed;
}

/** A line taught another week; the last of that week. */
export function retimed(lines: ProgressionLine[], gpc: string, week: number): ProgressionLine[] {
  return ordered([...lines.filter((line) => line.gpc !== gpc), { gpc, week }]);
}
