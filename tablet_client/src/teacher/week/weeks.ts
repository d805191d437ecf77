// How a week is said, and its pupils put in order.
import type { PupilWeek, Work } from "../../api/types";
import { percent, success } from "../words";

export type Order = "name" | "need";

const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short", timeZone: "UTC" });
const WEEKDAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", timeZone: "UTC" });

/** Days come as `2026-11-16`, which has no hour and no zone. */
const dated = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const dayOf = (day: string): string => DAY.format(dated(day));
export const shortDayOf = (day: string): string => SHORT.format(dated(day));
export const weekdayOf = (day: string): string => WEEKDAY.format(dated(day));

/**
 * By first name, as they come; or those to look at first: who did nothing, then where success is lowest, then who worked
 * least. Among equals the first names decide, so that it is no ranking of results beyond what is needed.
 */
export function ordered(rows: readonly PupilWeek[], order: Order): PupilWeek[] {
  if (order === "name") return [...rows];
  const need = (row: PupilWeek): [number, number] => [
    row.work.exercises === 0 ? -1 : Math.round((success(row.work) ?? 1) * 20),
    row.work.seconds,
  ];
  return [...rows].sort((one, other) => {
    const [a, b] = [need(one), need(other)];
    return a[0] - b[0] || a[1] - b[1];
  });
}

/** « 82 % », or a dash when nothing could be judged. */
export function share(work: Work): string {
  const found = success(work);
  return found === null ? "–" : percent(found);
}
