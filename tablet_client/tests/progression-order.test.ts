import { expect, test } from "vitest";
import { byWeek, moved, retimed } from "../src/teacher/progression-order";

const LINES = [
  { gpc: "a", week: 1 },
  { gpc: "i", week: 1 },
  { gpc: "ou", week: 3 },
];

test("a line goes past its neighbour of the same week", () => {
  expect(moved(LINES, "i", -1).map((line) => line.gpc)).toEqual(["i", "a", "ou"]);
});

test("a line goes into its neighbour's week before going past it", () => {
  expect(moved(LINES, "ou", -1)).toEqual([LINES[0], LINES[1], { gpc: "ou", week: 1 }]);
  expect(moved(LINES, "i", 1)).toEqual([LINES[0], { gpc: "i", week: 3 }, LINES[2]]);
});

test("the first goes no higher and the last no lower", () => {
  expect(moved(LINES, "a", -1)).toEqual(LINES);
  expect(moved(LINES, "ou", 1)).toEqual(LINES);
});

test("another week puts a line last of that week, new ones too", () => {
  expect(retimed(LINES, "a", 3).map((line) => line.gpc)).toEqual(["i", "ou", "a"]);
  expect(retimed(LINES, "ch", 2).map((line) => line.gpc)).toEqual(["a", "i", "ch", "ou"]);
});

test("lines are shown week by week", () => {
  expect(byWeek(LINES).map(({ week, taught }) => [week, taught.length])).toEqual([
    [1, 2],
    [3, 1],
  ]);
});
