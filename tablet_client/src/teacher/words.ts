// How the teacher's pages say grades, verdicts and times.
import type { Grade, LiveRow, SkillRow, StoryLevel, Strictness, TextUse, Verdict, Work } from "../api/types";
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

/** How much of the long story a class has. */
export const STORY_LEVELS: Record<StoryLevel, { word: string; effect: string }> = {
  whole: {
    word: "Entière",
    effect: "Une petite scène à la fin de chaque séance, une carte, et de temps en temps un épisode lu par Rivet.",
  },
  short: { word: "Courte", effect: "Seulement la petite scène de fin de séance et la carte." },
  off: { word: "Fermée", effect: "Aucune histoire. Ce qui était rallumé le reste, pour plus tard." },
};

export const STATES: Record<LiveRow["state"], string> = {
  active: "au travail",
  away: "en pause",
  never: "pas encore là",
};

export const STATUSES: Record<SkillRow["status"], string> = {
  not_seen: "pas encore vu",
  learning: "en cours",
  fragile: "acquis fragile",
  acquired: "acquis",
  review: "à revoir",
};

export const USES: Record<TextUse, { word: string; effect: string }> = {
  read_aloud: { word: "Lecture à voix haute", effect: "L’élève lit le texte une fois, à son rythme." },
  repeated: { word: "Lecture répétée", effect: "L’élève lit trois fois et voit ses propres progrès." },
  one_minute: {
    word: "Lecture d’une minute",
    effect: "L’élève lit pendant une minute\u00a0; le score n’est visible que de vous.",
  },
};

/** The ready progressions, by the name the server gives them. */
export const PROGRESSIONS: Record<string, string> = {
  marelle: "Marelle\u00a0: voyelles et consonnes qui durent d’abord",
  syllabique: "Syllabique\u00a0: les voyelles, puis une consonne à la fois",
  frequence: "Fréquence\u00a0: d’abord ce qui sert à lire le plus de mots",
  complete: "Complète\u00a0: tout est déjà appris",
};

const HOUR = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

const DATE = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short" });

export const date = (at: string): string => DATE.format(new Date(at));
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

export const percent = (share: number): string => `${Math.round(share * 100)}\u00a0%`;

/** « environ 30 secondes », « environ 2 minutes ». */
export function about(seconds: number): string {
  if (seconds < 55) return `environ ${counted(Math.max(5, Math.round(seconds / 5) * 5), "seconde")}`;
  const halves = Math.round(seconds / 30);
  return `environ ${Math.floor(halves / 2)} min${halves % 2 ? " 30" : ""}`;
}

/** « 45 min », « 1 h 05 », « moins d’une minute ». */
export function spent(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) return seconds > 0 ? "moins d’une minute" : "0\u00a0min";
  if (minutes < 60) return `${minutes}\u00a0min`;
  return `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, "0")}`;
}

/** The share right at the first try of what could be judged; null when nothing could. */
export function success(work: Work): number | null {
  const judged = work.exercises - work.unsure;
  return judged > 0 ? work.right_first / judged : null;
}
