// What may be chosen in a comfort, in the words of pupils and teachers, with what Rivet says of it.
import type { Comfort } from "./comfort.svelte";

export interface Option {
  value: string | boolean;
  /** Under its picture, for the pupil. */
  word: string;
  /** For the teacher, where the pupil's word would not do. */
  told?: string;
  /** The key of what Rivet says when it is chosen (phrases.json). */
  says?: string;
}

export interface Choice {
  name: Exclude<keyof Comfort, "size" | "spacing">;
  word: string;
  told?: string;
  options: readonly Option[];
}

export interface Scale {
  name: "size" | "spacing";
  word: string;
  says: string;
  least: number;
  most: number;
  step: number;
}

export const SCALES: readonly Scale[] = [
  { name: "size", word: "Taille des lettres", says: "comfortSize", least: 0.9, most: 1.5, step: 0.1 },
  { name: "spacing", word: "Place entre les lettres", says: "comfortSpacing", least: 0, most: 1, step: 0.1 },
];

export const CHOICES: readonly Choice[] = [
  {
    name: "font",
    word: "Lettres",
    told: "Police",
    options: [
      { value: "andika", word: "Andika", says: "comfortFont" },
      { value: "lexend", word: "Lexend", says: "comfortFont" },
      { value: "opendyslexic", word: "Dys", told: "OpenDyslexic", says: "comfortFont" },
    ],
  },
  {
    name: "syllables",
    word: "Syllabes",
    told: "Syllabes en deux couleurs",
    options: [
      { value: "exercise", word: "Pour aider", told: "Quand l’élève demande de l’aide", says: "comfortSyllablesHelp" },
      { value: "always", word: "Toujours", says: "comfortSyllablesAlways" },
      { value: "never", word: "Jamais", says: "comfortSyllablesNever" },
    ],
  },
  {
    name: "theme",
    word: "Lumière",
    told: "Thème",
    options: [
      { value: "light", word: "Jour", told: "Clair", says: "comfortLight" },
      { value: "dim", word: "Soir", told: "Tamisé", says: "comfortDim" },
    ],
  },
  {
    name: "contrast",
    word: "Couleurs",
    told: "Contraste",
    options: [
      { value: "normal", word: "Douces", told: "Normal", says: "comfortSoft" },
      { value: "high", word: "Fortes", told: "Renforcé", says: "comfortStrong" },
    ],
  },
  {
    name: "motion",
    word: "Mouvement",
    told: "Animations",
    options: [
      { value: "full", word: "Ça bouge", told: "Oui", says: "comfortMoving" },
      { value: "reduced", word: "C’est calme", told: "Réduites", says: "comfortStill" },
    ],
  },
  {
    name: "hand",
    word: "Main",
    told: "Main qui touche l’écran",
    options: [
      { value: "left", word: "Gauche", says: "comfortLeft" },
      { value: "right", word: "Droite", says: "comfortRight" },
    ],
  },
  {
    name: "sound",
    word: "Son",
    options: [
      { value: "all", word: "Tout", says: "comfortAllSounds" },
      { value: "voice", word: "La voix", told: "La voix seulement", says: "comfortVoice" },
      { value: "off", word: "Rien", told: "Aucun : tout est écrit, et les exercices d’écoute ne sont pas donnés" },
    ],
  },
  {
    name: "microphone",
    word: "Réponse",
    told: "Micro",
    options: [
      { value: true, word: "Ma voix", told: "Oui", says: "comfortSpeak" },
      {
        value: false,
        word: "Mon doigt",
        told: "Non : l’élève lit, écoute le modèle et compare ; il touche",
        says: "comfortTouch",
      },
    ],
  },
];
