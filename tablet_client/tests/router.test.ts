import { expect, test } from "vitest";
import { routeOf } from "../src/ui/router.svelte";

test.each([
  ["/", { screen: "door" }],
  ["/classe/DEMO42", { screen: "class", code: "DEMO42" }],
  ["/carte/abc-DEF_1", { screen: "card", token: "abc-DEF_1" }],
  ["/eleve", { screen: "practice" }],
  ["/enseignant", { screen: "classes" }],
  ["/enseignant/classe/c1", { screen: "class-page", classId: "c1" }],
  ["/enseignant/classe/c1/cartes", { screen: "cards", classId: "c1" }],
  ["/enseignant/classe/c1/progression", { screen: "progression", classId: "c1" }],
  ["/enseignant/classe/c1/textes", { screen: "texts", classId: "c1" }],
  ["/enseignant/classe/c1/eleve/p1", { screen: "pupil-page", classId: "c1", pupilId: "p1" }],
  ["/credits", { screen: "credits" }],
  ["/hologramme", { screen: "hologram" }],
  ["/hologramme/guide", { screen: "hologram-guide" }],
  ["/nulle-part", { screen: "unknown" }],
  ["/classe/%E0%A4%A", { screen: "unknown" }],
] as const)("%s", (path, route) => {
  expect(routeOf(path)).toEqual(route);
});
