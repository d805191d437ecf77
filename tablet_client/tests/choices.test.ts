import { describe, expect, it } from "vitest";
import type { DecisionTargets } from "../src/api/types";
import { offered, search, shared } from "../src/teacher/decide/choices";

const targets: DecisionTargets = {
  skills: [
    { id: "maths.add.to_10", name: "Connaître les additions jusqu’à 10", domain: "maths", grade: "cp" },
    { id: "reading.gpc.ou", name: "Lire ou comme dans loup", domain: "reading", grade: "cp" },
  ],
  activities: [{ id: "compute", name: "Calculer", domain: "maths" }],
  texts: [{ id: "own.1", title: "L’été de Lou", grade: "cp", own: true }],
};

describe("what a teacher looks for", () => {
  it("is found without accents, by any of its words, what begins by them first", () => {
    const all = offered(targets, "assign");
    expect(search(all, "ADDITIONS connaitre").map((one) => one.target.id)).toEqual(["maths.add.to_10"]);
    expect(search(all, "l ete").map((one) => one.name)).toEqual(["L’été de Lou"]);
    expect(search(all, "lou").map((one) => one.target.id)).toEqual(["own.1", "reading.gpc.ou"]);
    expect(search(all, "  ")).toEqual([]);
  });

  it("is what this way of asking may hold", () => {
    const kinds = (way: "boost" | "plan" | "block") => new Set(offered(targets, way).map((one) => one.target.kind));
    expect(kinds("boost")).toEqual(new Set(["skill"]));
    expect(kinds("plan")).toEqual(new Set(["skill", "text"]));
    expect(kinds("block")).toEqual(new Set(["domain", "skill", "activity"]));
  });
});

describe("a plan", () => {
  const works = offered(targets, "plan").map((one) => one.target);

  it("shares its days between its steps, without a gap", () => {
    expect(shared(works, "2026-11-02", "2026-11-10").map((one) => [one.starts, one.ends])).toEqual([
      ["2026-11-02", "2026-11-04"],
      ["2026-11-05", "2026-11-07"],
      ["2026-11-08", "2026-11-10"],
    ]);
  });

  it("gives each step a day at least", () => {
    expect(shared(works, "2026-11-02", "2026-11-02").map((one) => one.ends)).toEqual([
      "2026-11-02",
      "2026-11-03",
      "2026-11-04",
    ]);
  });
});
