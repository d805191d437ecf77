// The places of a class, in the order of its menu: what to look at, what to decide, what to share and set.
import type { ClassRoom } from "../ui/router.svelte";

export type ClassPlace = ClassRoom | "maintenant" | "ensemble" | "textes" | "progression" | "cartes";

interface Place {
  place: ClassPlace;
  /** In the menu, and at the head of its page. */
  word: string;
  title: string;
  testid: string;
}

const place = (place: ClassPlace, word: string, title = word, testid = `room-${place}`): Place => ({
  place,
  word,
  title,
  testid,
});

export const GROUPS: { name: string; places: Place[] }[] = [
  {
    name: "Voir",
    places: [
      place("maintenant", "Maintenant", "La classe maintenant"),
      place("semaine", "La semaine"),
      place("competences", "Les compétences"),
    ],
  },
  {
    name: "Agir",
    places: [
      place("decider", "Décider"),
      place("progression", "Les sons", "Progression des sons", "progression-link"),
      place("textes", "Vos textes", "Vos textes", "texts-link"),
      place("fluence", "La fluence", "La fluence de la classe"),
      place("ensemble", "Toute la classe", "Avec toute la classe", "whole-class-link"),
    ],
  },
  {
    name: "Partager, régler",
    places: [
      place("bilans", "Les bilans"),
      place("cartes", "Les cartes", "Les cartes à imprimer", "cards-link"),
      place("reglages", "Les réglages", "Les réglages de la classe"),
      place("journal", "Le journal"),
    ],
  },
];

export const PLACES = new Map(GROUPS.flatMap((group) => group.places).map((one) => [one.place, one]));

export function addressOf(classId: string, place: ClassPlace): string {
  return place === "maintenant" ? `/enseignant/classe/${classId}` : `/enseignant/classe/${classId}/${place}`;
}

/** A pupil's page, opened at a skill if one is named. */
export function addressOfPupil(classId: string, pupilId: string, skill = ""): string {
  const page = `/enseignant/classe/${classId}/eleve/${pupilId}`;
  return skill ? `${page}?competence=${encodeURIComponent(skill)}` : page;
}
