// The periods a report is made for.
import type { Period } from "../../api/reports";

/** The day of a moment here, as `2026-11-16`. */
export function dayOf(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function since(today: Date, days: number): Date {
  const start = new Date(today);
  start.setDate(start.getDate() - days);
  return start;
}

/** In the order of the choice; « depuis la rentrée » begins on 1 September. */
export function periods(today: Date): { name: string; period: Period }[] {
  const until = dayOf(today);
  const year = today.getMonth() >= 8 ? today.getFullYear() : today.getFullYear() - 1;
  return [
    { name: "Depuis la rentrée", period: { since: `${year}-09-01`, until } },
    { name: "Les trois derniers mois", period: { since: dayOf(since(today, 91)), until } },
    { name: "Les quatre dernières semaines", period: { since: dayOf(since(today, 27)), until } },
  ];
}
