// How a cell of the map says where a pupil is: a sign, a colour, a word; and how far back it looks.
import type { Domain, SkillCell } from "../../api/types";
import { counted } from "../words";

export const LEVELS: Record<SkillCell["level"], { sign: string; word: string; need: boolean }> = {
  to_work: { sign: "!", word: "à travailler", need: true },
  to_review: { sign: "↻", word: "à revoir", need: true },
  on_the_way: { sign: "→", word: "en cours", need: false },
  fragile: { sign: "✓", word: "acquis fragile", need: false },
  mastered: { sign: "✓", word: "acquis", need: false },
};

export const DOMAINS: Record<Domain, string> = { reading: "Lecture et écriture", maths: "Mathématiques" };

/** How many days back, by name; null for the whole year. */
export const PERIODS: { key: string; word: string; days: number | null }[] = [
  { key: "year", word: "toute l’année", days: null },
  { key: "period", word: "depuis six semaines", days: 42 },
  { key: "fortnight", word: "depuis deux semaines", days: 14 },
  { key: "week", word: "depuis une semaine", days: 7 },
];

/** The day that many days ago, as `2026-11-16`. */
export function daysAgo(days: number, now: Date): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** « en cours, réussite probable 62 % (entre 45 et 77 %), 12 exercices » */
export function told(cell: SkillCell): string {
  const level = `${LEVELS[cell.level].word}${cell.unsure ? ", encore incertain" : ""}`;
  const chance = `réussite probable ${cell.probability}\u00a0% (entre ${cell.low} et ${cell.high}\u00a0%)`;
  const done = cell.exercises
    ? `${counted(cell.exercises, "exercice")}, ${counted(cell.right_first, "réussi")} du premier coup`
    : "aucun exercice sur la période";
  return `${level}, ${chance}, ${done}`;
}
