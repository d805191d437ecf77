// What a teacher may ask, in her words, and how what she looks for is found.
import type { DecisionTarget, DecisionTargets, PlanStep } from "../../api/types";
import { GRADES } from "../words";

export type Way = "assign" | "boost" | "block" | "plan" | "pause" | "band" | "length";

export const WAYS: { way: Way; word: string; effect: string }[] = [
  { way: "assign", word: "D’abord", effect: "Avant tout le reste." },
  { way: "boost", word: "Plus souvent", effect: "Une compétence qui revient davantage, quand elle convient." },
  { way: "block", word: "Pas maintenant", effect: "N’est plus proposé tant que vous ne l’arrêtez pas." },
  { way: "plan", word: "Un plan", effect: "Des compétences et des textes dans l’ordre, sur une période." },
  {
    way: "pause",
    word: "Seulement ce que je demande",
    effect: "Le choix de Marelle est en pause\u00a0; ensuite, des révisions.",
  },
  { way: "band", word: "Réussite visée", effect: "Plus de réussites, ou plus de défis." },
  { way: "length", word: "Durée des séances", effect: "12 à 13 minutes d’habitude." },
];

export const USUAL_BAND = { low: 0.75, high: 0.9, word: "Habituelle (75 à 90\u00a0%)" };

export const BANDS = [
  { low: 0.85, high: 0.95, word: "Plus de réussites (85 à 95\u00a0%)" },
  USUAL_BAND,
  { low: 0.65, high: 0.82, word: "Plus de défis (65 à 82\u00a0%)" },
];

/** Something that can be asked for, with what tells it from others of a like name. */
export interface Found {
  target: DecisionTarget;
  name: string;
  kind: string;
}

const SUBJECTS = { reading: "lecture", maths: "maths" };

/** All that suits this way of asking. */
export function offered(targets: DecisionTargets, way: Way): Found[] {
  const skills = targets.skills.map((one) => ({
    target: { kind: "skill" as const, id: one.id },
    name: one.name,
    kind: `compétence · ${SUBJECTS[one.domain]} · ${GRADES[one.grade]}`,
  }));
  const texts = targets.texts.map((one) => ({
    target: { kind: "text" as const, id: one.id },
    name: one.title,
    kind: one.own ? "votre texte" : `texte · ${GRADES[one.grade]}`,
  }));
  const activities = targets.activities.map((one) => ({
    target: { kind: "activity" as const, id: one.id },
    name: one.name,
    kind: `sorte d’exercice · ${SUBJECTS[one.domain]}`,
  }));
  const subjects: Found[] = [
    { target: { kind: "domain", id: "reading" }, name: "Toute la lecture", kind: "matière" },
    { target: { kind: "domain", id: "maths" }, name: "Toutes les maths", kind: "matière" },
  ];
  if (way === "boost") return skills;
  if (way === "plan") return [...skills, ...texts];
  if (way === "block") return [...subjects, ...skills, ...activities];
  return [...skills, ...texts, ...activities];
}

const bare = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/[’']/g, " ")
    .toLowerCase();

/** Those in which a word begins like each that is looked for; names that begin so first. Accents do not count. */
export function search(all: Found[], wanted: string, most = 8): Found[] {
  const words = bare(wanted).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits = all.filter((one) => {
    const said = bare(`${one.name} ${one.kind}`).split(/[^a-z0-9œæ]+/);
    return words.every((word) => said.some((part) => part.startsWith(word)));
  });
  const begins = (one: Found): number => (bare(one.name).startsWith(words[0] ?? "") ? 0 : 1);
  return hits.sort((one, other) => begins(one) - begins(other) || one.name.length - other.name.length).slice(0, most);
}

export const isoDay = (day: Date): string => day.toLocaleDateString("sv-SE");

/** Noon keeps a day that is shorter or longer than the others on the right date. */
function later(day: string, days: number): string {
  const moved = new Date(`${day}T12:00:00`);
  moved.setDate(moved.getDate() + days);
  return isoDay(moved);
}

/** These works one after the other, sharing the days from the first to the last. */
export function shared(targets: DecisionTarget[], starts: string, ends: string): PlanStep[] {
  const days = Math.max(targets.length, Math.round((Date.parse(ends) - Date.parse(starts)) / 86_400_000) + 1);
  return targets.map((target, place) => ({
    target,
    starts: later(starts, Math.floor((place * days) / targets.length)),
    ends: later(starts, Math.floor(((place + 1) * days) / targets.length) - 1),
  }));
}
