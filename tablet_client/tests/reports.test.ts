import { describe, expect, it } from "vitest";
import { nameIn } from "../src/api/file-name";
import type { LsuDomain } from "../src/api/types";
import { atLevel } from "../src/teacher/reports/lsu-words";
import { periods } from "../src/teacher/reports/periods";

describe("the period of a report", () => {
  it("begins on 1 September of the school year, also after New Year", () => {
    expect(periods(new Date(2026, 10, 22))[0]?.period).toEqual({ since: "2026-09-01", until: "2026-11-22" });
    expect(periods(new Date(2027, 2, 1))[0]?.period.since).toBe("2026-09-01");
  });

  it("of four weeks has 28 days, the last one included", () => {
    expect(periods(new Date(2027, 2, 1))[2]?.period).toEqual({ since: "2027-02-02", until: "2027-03-01" });
  });
});

describe("the name of a file", () => {
  it("keeps its accents", () => {
    const header =
      "attachment; filename=\"Bilan - CE1 Foret.pdf\"; filename*=UTF-8''Bilan%20%E2%80%93%20CE1%20For%C3%AAt.pdf";
    expect(nameIn(header)).toBe("Bilan – CE1 Forêt.pdf");
    expect(nameIn("")).toBe("marelle");
  });
});

describe("the wording of a position", () => {
  const domain = { sentences: { atteints: "Lit bien.", partiels: "Lit un peu." } } as unknown as LsuDomain;

  it("follows the position that the teacher chooses", () => {
    expect(atLevel("Lit bien. Points d’appui : a.", domain, "atteints", "partiels")).toBe(
      "Lit un peu. Points d’appui : a.",
    );
    expect(atLevel("", domain, "", "atteints")).toBe("Lit bien.");
    expect(atLevel("Lit bien. Suite.", domain, "atteints", "")).toBe("Suite.");
  });

  it("is left alone once she has written her own", () => {
    expect(atLevel("Mes mots.", domain, "atteints", "partiels")).toBe("Mes mots.");
  });
});
