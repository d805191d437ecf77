import { describe, expect, it } from "vitest";
import { course, share, spaced } from "../src/ui/charts/charts";

const flat = (text: string): string => text.replaceAll("\u00a0", " ");
const read = (day: string, value: number) => ({ at: `2026-${day}T10:00:00Z`, value });

describe("a curve in one sentence", () => {
  it("says where it began and where it is", () => {
    const points = [read("01-12", 22), read("02-02", 31.5), read("03-09", 47)];
    expect(course(points, "mots par minute", "lecture")).toBe(
      "De 22 mots par minute le 12 janv. à 47 le 9 mars, sur 3 lectures.",
    );
  });

  it("does not speak of a way when there is one point, or none", () => {
    expect(course([read("01-12", 22)], "mots par minute", "lecture")).toBe(
      "22 mots par minute le 12 janv., sur une seule lecture.",
    );
    expect(course([], "mots par minute", "lecture")).toBe("Pas encore de lecture.");
  });

  it("says that nothing moved", () => {
    expect(course([read("01-12", 30), read("02-02", 30)], "mots par minute", "lecture")).toBe(
      "30 mots par minute le 12 janv. comme le 2 févr., sur 2 lectures.",
    );
  });
});

describe("labels under a chart", () => {
  it("are all written where there is room", () => {
    expect([...spaced(4, 400, 80)].sort()).toEqual([0, 1, 2, 3]);
  });

  it("are thinned from the last one where there is none, which is always there", () => {
    expect([...spaced(10, 200, 60)].sort()).toEqual([1, 5, 9]);
    expect([...spaced(3, 0, 60)]).toEqual([2]);
  });
});

it("says a share as people write it", () => {
  expect(flat(share(0.826))).toBe("83 %");
});
