import { expect, test } from "vitest";
import { joined, loudness, toPcm16 } from "../src/audio/pcm";

test("samples beyond full scale are held at full scale", () => {
  expect([...toPcm16(Float32Array.of(2, -2, 0, 0.5))]).toEqual([32_767, -32_767, 0, 16_384]);
});

test("silence shows an empty meter and a close voice a full one", () => {
  expect(loudness(new Float32Array(640))).toBe(0);
  expect(loudness(new Float32Array(640).fill(0.5))).toBe(1);
});

test("frames are joined in order", () => {
  expect([...joined([Int16Array.of(1, 2), Int16Array.of(), Int16Array.of(3)])]).toEqual([1, 2, 3]);
});
