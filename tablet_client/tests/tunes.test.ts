import { expect, test } from "vitest";
import { type Around, lengthOf, maySound, type Sound, TUNES } from "../src/ui/tunes";
import { WORLDS, worldOf } from "../src/ui/worlds";

const QUIET: Around = { wanted: "all", speaking: false, listening: false, since: 1_000 };

test("nothing sounds over Rivet's voice, over the open microphone, or for who does not want it", () => {
  expect(maySound(QUIET)).toBe(true);
  expect(maySound({ ...QUIET, speaking: true })).toBe(false);
  expect(maySound({ ...QUIET, listening: true })).toBe(false);
  expect(maySound({ ...QUIET, wanted: "voice" })).toBe(false);
  expect(maySound({ ...QUIET, wanted: "off" })).toBe(false);
});

test("one touch makes one sound", () => {
  expect(maySound({ ...QUIET, since: 5 })).toBe(false);
});

test.each(Object.keys(TUNES) as Sound[])("%s is short and soft", (sound) => {
  expect(lengthOf(sound)).toBeLessThanOrEqual(sound === "end" ? 1.5 : 0.75);
  for (const note of TUNES[sound]) {
    expect(note.level).toBeLessThanOrEqual(0.8);
    // Neither a growl nor a whistle.
    if (note.hz > 0) expect(note.hz).toBeGreaterThanOrEqual(190);
    expect(note.hz).toBeLessThanOrEqual(1_100);
  }
});

test("success goes up by three notes", () => {
  const heights = TUNES.success.map((note) => note.hz);
  expect(heights).toHaveLength(3);
  expect([...heights].sort((a, b) => a - b)).toEqual(heights);
});

test("each day has its world, and two subjects are not in the same place", () => {
  const days = WORLDS.map((_, day) => worldOf(new Date(2026, 8, 7 + day, 9)));
  expect(new Set(days)).toEqual(new Set(WORLDS));
  const morning = new Date(2026, 8, 7, 8, 30);
  const evening = new Date(2026, 8, 7, 18, 30);
  expect(worldOf(evening)).toBe(worldOf(morning));
  expect(worldOf(morning, 1)).not.toBe(worldOf(morning));
});
