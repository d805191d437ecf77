// How the teacher's pages say grades, verdicts and times.
import type { Grade, LiveRow, Strictness, Verdict } from "../api/types";
import type { IconName } from "../ui/Icon.svelte";

export const GRADES: Record<Grade, string> = { cp: "CP", ce1: "CE1", ce2: "CE2" };

export const VERDICTS: Record<Verdict, { word: string; icon: IconName }> = {
  correct: { word: "réussi", icon: "leaf" },
  incorrect: { word: "à revoir", icon: "spring" },
  unsure: { word: "pas sûr", icon: "ear" },
};

/** How demanding the ear is, with what each level does. */
export const STRICTNESS: Record<Strictness, { word: string; effect: string }> = {
  indulgent: {
    word: "Indulgente",
    effect: "Accepte les lectures approchées et ne signale que les erreurs très nettes.",
  },
  normal: {
    word: "Normale",
    effect: "Signale les erreurs bien entendues\u00a0; dans le doute, l’élève écoute le modèle et compare.",
  },
  exigeant: {
    word: "Exigeante",
    effect: "Demande une lecture plus nette et signale plus d’erreurs, quitte à se tromper un peu plus souvent.",
  },
};

export const STATES: Record<LiveRow["state"], string> = {
  active: "au travail",
  away: "en pause",
  never: "pas encore là",
};

const HOUR = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export const hour = (at: string): string => HOUR.format(new Date(at));
export const day = (at: string): string => DAY.format(new Date(at));

/** « 4,2 s », « 1 min 10 ». */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toLocaleString("fr-FR", { maximumFractionDigits: 1 })} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count < 2 ? one : many}`;
}
