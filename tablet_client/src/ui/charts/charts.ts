// The few charts of Marelle, on d3-scale and d3-shape: what they are given, and how they say numbers.
//
//   <LineChart>      values over time, with bands and marks to read them by (fluency, a class over weeks)
//   <BarChart>       a value a day, a week, a pupil; of each, a part may be filled (of 12 exercises, 9 right at once)
//   <IntervalChart>  a value and how sure it is, a row each, from 0 to 1 (mastery, success)
//   <Interval>       one such row alone, inside a table that already says its numbers
//
// Each of the first three takes `caption` (what is drawn, shown above) and `summary` (one French sentence that says what
// one would see: it is the drawing for who does not see it; `course` writes it for a curve), and ends with « Voir les
// nombres », a table of all it shows. Nothing is said by colour alone: series differ by dash and shape, parts by fill,
// bands and marks are named. Colours come from the tokens, so that they follow themes and contrast.
// A chart is as wide as its place and draws at real size: letters are never scaled down. Give it a place with a width.
// Rows keep the order they are given in: never sort pupils by a result.

/** A value at a moment; `id` to show one out of many, `note` for the table (the title of a text). */
export interface Point {
  id?: string;
  at: string;
  value: number;
  note?: string;
}
/** A curve: the first is a full line with discs, the second dashed with squares. */
export interface Line {
  name: string;
  points: Point[];
}
/** A quiet ground between two values: what is expected. */
export interface Band {
  low: number;
  high: number;
  label: string;
}
/** A dashed level with its name. */
export interface Level {
  value: number;
  label: string;
}
/** A bar. `part`: how much of it is filled; `detail`: its name in the table when `label` is short (« lun. »). */
export interface Bar {
  key: string;
  label: string;
  value: number;
  part?: number | undefined;
  detail?: string | undefined;
}
/** `value` between `low` and `high`, all in [0, 1]; `word` says the value in words (« en cours »). */
export interface Sure {
  key: string;
  label: string;
  value: number;
  low: number;
  high: number;
  word?: string | undefined;
}

const NUMBER = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short" });
const DAY_LONG = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" });

export const number = (value: number): string => NUMBER.format(value);
export const share = (value: number): string => `${Math.round(value * 100)}\u00a0%`;
export const shortDay = (at: string | Date): string => DAY.format(new Date(at));
export const longDay = (at: string | Date): string => DAY_LONG.format(new Date(at));

/** « De 22 mots par minute le 4 sept. à 47 le 12 juin, sur 18 lectures. » */
export function course(points: Point[], unit: string, one: string, many = `${one}s`): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return `Pas encore de ${one}.`;
  if (points.length === 1) return `${number(first.value)} ${unit} le ${shortDay(first.at)}, sur une seule ${one}.`;
  const way =
    first.value === last.value
      ? `${number(last.value)} ${unit} le ${shortDay(first.at)} comme le ${shortDay(last.at)}`
      : `De ${number(first.value)} ${unit} le ${shortDay(first.at)} à ${number(last.value)} le ${shortDay(last.at)}`;
  return `${way}, sur ${points.length} ${many}.`;
}

/** Text of this many letters, roughly, in pixels: to know what fits. */
export const wide = (text: string): number => text.length * 8;

/** Which of these places get a written label, so that no two touch: every first of so many, the last one always. */
export function spaced(count: number, room: number, label: number): Set<number> {
  const fit = Math.max(1, Math.floor(room / Math.max(1, label)));
  const every = Math.max(1, Math.ceil(count / fit));
  const shown = new Set<number>();
  for (let place = count - 1; place >= 0; place -= every) shown.add(place);
  return shown;
}
