import { describe, expect, test } from "vitest";
import { Resampler } from "../src/audio/resampler";

const tone = (hertz: number, rate: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, at) => Math.sin((2 * Math.PI * hertz * at) / rate));

function resampled(input: Float32Array, from: number, to: number, chunk: number): number[] {
  const resampler = new Resampler(from, to);
  const output: number[] = [];
  for (let at = 0; at < input.length; at += chunk) output.push(...resampler.push(input.subarray(at, at + chunk)));
  return output;
}

const loudest = (values: number[]) => Math.max(...values.map(Math.abs));

describe("bringing a microphone to 16 kHz", () => {
  test.each([44_100, 48_000, 22_050])("a voice's tone at %i Hz comes out the same, in time", (from) => {
    const output = resampled(tone(440, from, 0.5), from, 16_000, 128);
    const expected = tone(440, 16_000, 0.5);
    const errors = output.slice(400, 7_000).map((value, at) => value - (expected[at + 400] as number));
    expect(loudest(errors)).toBeLessThan(0.01);
    expect(output.length).toBeGreaterThan(7_900);
  });

  test("what 16 kHz cannot hold is taken away instead of folding back", () => {
    expect(loudest(resampled(tone(11_000, 48_000, 0.3), 48_000, 16_000, 128).slice(400))).toBeLessThan(0.01);
  });

  test("the size of the chunks changes nothing", () => {
    const input = tone(700, 44_100, 0.2);
    const small = resampled(input, 44_100, 16_000, 128);
    const large = resampled(input, 44_100, 16_000, 1_000);
    expect(loudest(small.map((value, at) => value - (large[at] as number)))).toBeLessThan(1e-6);
  });

  test("a rate that is none is refused", () => {
    expect(() => new Resampler(0, 16_000)).toThrow(RangeError);
  });
});
