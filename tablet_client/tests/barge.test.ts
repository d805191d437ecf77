import { expect, test } from "vitest";
import { Barge } from "../src/pupil/rivet/barge";

const after = (barge: Barge, ...levels: number[]) => levels.map((level) => barge.hear(level));

test("a voice that lasts 120 ms interrupts, once", () => {
  const barge = new Barge();
  after(barge, 0.05, 0.05, 0.05);
  expect(after(barge, 0.7, 0.8, 0.75, 0.8)).toEqual([false, false, true, false]);
});

test("a knock does not", () => {
  const barge = new Barge();
  expect(after(barge, 0.9, 0.9, 0.1, 0.9, 0.9, 0.1)).not.toContain(true);
});

test("what is there all the time, as an echo, does not; a voice above it does", () => {
  const barge = new Barge();
  for (let at = 0; at < 200; at++) barge.hear(0.4);
  expect(after(barge, 0.45, 0.5, 0.45, 0.5)).not.toContain(true);
  expect(after(barge, 0.8, 0.8, 0.8)).toContain(true);
});
