// What is chosen, what the tablet asks for, what is usual; and what style sheets read of it.
import { describe, expect, it } from "vitest";
import phrases from "../../tutor/companion/data/phrases.json";
import { comfortOf, USUAL, variablesOf } from "../src/ui/comfort.svelte";
import { CHOICES, SCALES } from "../src/ui/comfort-choices";

const nothing = () => false;

describe("a comfort", () => {
  it("is as usual when nobody chose and the tablet asks for nothing", () => {
    expect(comfortOf({}, nothing)).toEqual(USUAL);
  });

  it("follows the tablet's own settings until somebody chooses otherwise", () => {
    const asks = (media: string) => media.includes("reduced-motion") || media.includes("dark");
    expect(comfortOf({}, asks)).toEqual({ ...USUAL, motion: "reduced", theme: "dim" });
    expect(comfortOf({ motion: "full" }, asks).motion).toBe("full");
  });

  it("takes what is null for not chosen, and false for chosen", () => {
    const found = comfortOf({ size: null, microphone: false, font: undefined }, nothing);
    expect(found).toEqual({ ...USUAL, microphone: false });
  });

  it("widens letters and words together", () => {
    expect(variablesOf({ size: 1.2, spacing: 0.5 })).toEqual({
      "--letter-size": "1.2",
      "--letter-spread": "0.5",
      "--letter-gap": "0.090em",
      "--word-gap": "0.450em",
    });
  });
});

describe("what may be chosen", () => {
  it("is all that a comfort is made of, each once", () => {
    const names = [...SCALES, ...CHOICES].map((one) => one.name);
    expect([...names].sort()).toEqual(Object.keys(USUAL).sort());
  });

  it("holds what is usual", () => {
    for (const { name, options } of CHOICES) expect(options.map((one) => one.value)).toContain(USUAL[name]);
    for (const { name, least, most } of SCALES) {
      expect(USUAL[name]).toBeGreaterThanOrEqual(least);
      expect(USUAL[name]).toBeLessThanOrEqual(most);
    }
  });

  it("is said by the school's voice, but for silence itself", () => {
    const said = [...SCALES, ...CHOICES.flatMap((choice) => choice.options)].map((one) => one.says);
    for (const key of said.filter(Boolean)) expect(phrases.screens).toHaveProperty(key ?? "");
    expect(said.filter((key) => !key)).toHaveLength(1);
  });
});
