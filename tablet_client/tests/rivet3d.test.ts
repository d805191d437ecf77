import { Mesh } from "three";
import { expect, test } from "vitest";
import { openingAt, openings, rhythm } from "../src/audio/mouth";
import { cubesOfBlocks } from "../src/rivet3d/blocks3d";
import { AT_REST, aim, Life, type Moment } from "../src/rivet3d/life";
import { robot } from "../src/rivet3d/robot";
import { gazeTowards } from "../src/ui/gaze";

const RATE = 8_000;
const CALM: Moment = { mood: "calm", mouth: 0, speaking: false, gaze: null };
const tone = (seconds: number, level: number) =>
  Float32Array.from({ length: RATE * seconds }, (_, at) => level * Math.sin(at));
const after = (life: Life, seconds: number, moment: Moment) => {
  let pose = life.after(0, moment);
  for (let passed = 0; passed < seconds; passed += 0.03) pose = life.after(0.03, moment);
  return { ...pose };
};

test("the mouth is open where the voice is loud and closed where it is silent, however loud the voice", () => {
  for (const level of [0.05, 0.8]) {
    const steps = openings(Float32Array.of(...tone(0.5, 0), ...tone(0.5, level), ...tone(0.5, level / 3)), RATE);
    expect(openingAt(steps, 0.25)).toBe(0);
    expect(openingAt(steps, 0.75)).toBeGreaterThan(0.9);
    expect(openingAt(steps, 1.25)).toBeGreaterThan(0.2);
    expect(openingAt(steps, 1.25)).toBeLessThan(0.7);
    expect(openingAt(steps, 9)).toBe(0);
  }
});

test("a silent sound leaves the mouth closed", () => {
  expect(Math.max(...openings(tone(0.3, 0), RATE))).toBe(0);
});

test("without a sound to read, the mouth still opens and closes, between 0 and 1", () => {
  const times = Array.from({ length: 200 }, (_, at) => rhythm(at / 40));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...times)).toBeLessThanOrEqual(1);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(0.8);
});

test("he looks towards what he talks about, never further than his eyes go", () => {
  const own = { left: 100, top: 100, width: 90, height: 90 };
  const right = gazeTowards(own, { x: 5_000, y: 130 });
  expect(right.x).toBeCloseTo(1);
  expect(right.y).toBeCloseTo(0);
  const near = gazeTowards(own, { x: 145, y: 190 });
  expect(near.x).toBe(0);
  expect(near.y).toBeGreaterThan(0.4);
  expect(gazeTowards(own, { x: 145, y: 130 })).toEqual({ x: 0, y: 0 });
});

test("his springs bring him to each mood, and he stays in one piece", () => {
  const life = new Life(true, () => 0.5);
  for (const mood of [
    "happy",
    "thinking",
    "listening",
    "encouraging",
    "curious",
    "celebrating",
    "resting",
    "calm",
  ] as const) {
    const pose = after(life, 3, { ...CALM, mood });
    const wanted = aim({ ...CALM, mood }, 0, false);
    for (const part of Object.keys(AT_REST) as (keyof typeof AT_REST)[]) {
      const room = mood === "celebrating" || part === "antenna" || part === "lids" ? 1 : 0.25;
      expect(Math.abs(pose[part] - wanted[part]), `${mood} ${part}`).toBeLessThan(room);
    }
  }
});

test("a tablet that slept does not throw him about", () => {
  const pose = new Life(true, () => 0.5).after(3_600, { ...CALM, mood: "happy" });
  for (const value of Object.values(pose)) expect(Math.abs(value)).toBeLessThan(4);
});

test("he blinks now and then, and sleeps with closed eyes", () => {
  const life = new Life(true, () => 0);
  const lids = Array.from({ length: 300 }, () => life.after(0.02, CALM).lids);
  expect(Math.min(...lids)).toBeLessThan(0.3);
  expect(lids.filter((open) => open === 1).length).toBeGreaterThan(250);
  expect(life.after(0.02, { ...CALM, mood: "resting" }).lids).toBe(0);
});

test("who asks for no motion sees poses and the mouth, and nothing else move", () => {
  const life = new Life(false, () => 0.5);
  expect(life.after(1, CALM)).toEqual(life.after(2, CALM));
  expect(life.after(0.1, { ...CALM, mood: "happy" }).leftArm).toBe(2.2);
  expect(life.after(0.1, { ...CALM, speaking: true, mouth: 0.6 }).mouth).toBe(0.6);
});

test("the mouth is shut while someone else speaks", () => {
  expect(aim({ ...CALM, mouth: 0.8 }, 0, true).mouth).toBe(0);
});

test("base-ten blocks are as many small cubes as the number, centred in their room", () => {
  const { cubes, side } = cubesOfBlocks({ tool: "blocks", thousands: 0, hundreds: 2, tens: 3, ones: 7 });
  expect(cubes.length).toBe(237);
  for (const axis of [0, 1, 2]) {
    const along = cubes.map(({ at }) => at[axis] as number);
    expect(Math.min(...along) + Math.max(...along)).toBeCloseTo(0);
    expect(Math.max(...along) - Math.min(...along) + side).toBeLessThan(3.2);
  }
});

test("what is hidden inside a thousand is not drawn", () => {
  expect(cubesOfBlocks({ tool: "blocks", thousands: 1, hundreds: 0, tens: 0, ones: 0 }).cubes.length).toBe(1_000 - 512);
});

test("he costs a cheap tablet few drawings and few triangles, in every mood", () => {
  const { root, take } = robot(true);
  for (const mood of [
    "calm",
    "happy",
    "thinking",
    "listening",
    "encouraging",
    "curious",
    "celebrating",
    "resting",
  ] as const) {
    take({ ...AT_REST, mouth: 0.5 }, mood);
    let [drawings, triangles] = [0, 0];
    root.traverseVisible((part) => {
      if (!(part instanceof Mesh)) return;
      drawings += 1;
      triangles += (part.geometry.index?.count ?? part.geometry.getAttribute("position").count) / 3;
    });
    expect(drawings, mood).toBeLessThanOrEqual(16);
    expect(triangles, mood).toBeLessThan(40_000);
  }
});
