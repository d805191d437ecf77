// The rooms of a class: their names, and their pages, each loaded when it is entered.
import type { Component } from "svelte";
import type { ClassRoom } from "../ui/router.svelte";

type Page = Promise<{ default: Component<{ classId: string }> }>;

export const ROOMS: Record<ClassRoom, { name: string; page: () => Page }> = {
  semaine: { name: "La semaine", page: () => import("./week/Week.svelte") },
  competences: { name: "Les compétences", page: () => import("./skills/SkillsMap.svelte") },
  decider: { name: "Décider", page: () => import("./decide/Decide.svelte") },
  fluence: { name: "La fluence de la classe", page: () => import("./campaign/Campaigns.svelte") },
  bilans: { name: "Les bilans", page: () => import("./reports/Reports.svelte") },
  reglages: { name: "Les réglages de la classe", page: () => import("./setup/ClassSetup.svelte") },
  journal: { name: "Le journal", page: () => import("./journal/Journal.svelte") },
};
