import { expect, test } from "vitest";
import { marelleRows } from "../src/ui/marelle";

test.each([1, 4, 5, 12, 60])("a marelle of %i squares numbers each once, in order", (goal) => {
  expect(marelleRows(goal).flat()).toEqual(Array.from({ length: goal }, (_, index) => index + 1));
});

test("it looks like a marelle: single squares and pairs", () => {
  expect(marelleRows(12).slice(0, 6)).toEqual([[1], [2], [3], [4, 5], [6], [7, 8]]);
});
