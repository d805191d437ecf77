// The visual language keeps its word: what is written can be read on its ground in every theme, every token that is used
// exists, and no colour is written anywhere but in tokens.css and in the drawings.
import { describe, expect, it } from "vitest";

const FILES: Record<string, string> = import.meta.glob("../src/**/*.{svelte,css}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const SOURCES = new Map(Object.entries(FILES).map(([path, text]) => [path.replace("../src/", ""), text]));
const CSS = SOURCES.get("ui/tokens.css") ?? "";
const DAY = ":root";
const DIM = '[data-theme="dim"]';
const HIGH = '[data-contrast="high"]';
const THEMES: Record<string, string[]> = {
  day: [DAY],
  dim: [DAY, DIM],
  "high contrast": [DAY, HIGH],
  "dim, high contrast": [DAY, DIM, HIGH, DIM + HIGH],
};

/** Pictures in their own colours: a world, a coin, a night. Everything else takes its colours from the tokens. */
const DRAWINGS = [
  "pupil/story/Landscape.svelte",
  "pupil/story/Island.svelte",
  "pupil/story/Tableau.svelte",
  "pupil/story/StoryEnd.svelte",
  "pupil/together/NightSky.svelte",
  "pupil/maths/figures/Piece.svelte",
  "care/PermissionPicture.svelte",
  "care/QrCode.svelte",
];

/** What is read, on what: 4.5:1, and 7:1 in high contrast. */
const TEXTS: [string, string][] = [
  ...["paper", "paper-warm", "tile", "tile-warm", "tile-lit", "quiet"].map((on): [string, string] => ["ink", on]),
  ...["paper", "paper-warm", "tile", "tile-warm"].map((on): [string, string] => ["ink-soft", on]),
  ...["sun", "sun-soft", "mint-soft", "coral-soft", "violet-soft", "brass"].map((on): [string, string] => ["ink", on]),
  ...["sky-high", "sky", "sky-low"].map((on): [string, string] => ["on-world", on]),
  ...["sky-high", "sky", "sky-low"].map((on): [string, string] => ["on-world-soft", on]),
  ["syllable-a", "paper"],
  ["syllable-b", "paper"],
  ["action-ink", "action"],
  ["right", "right-ground"],
  ["right", "paper"],
  ["unsure", "unsure-ground"],
  ["unsure", "paper"],
  ["review", "review-ground"],
  ["review", "paper"],
  ["action-ink", "right"],
  ["sun-ink", "tile-warm"],
  ["sun-ink", "sun-soft"],
  ["sky-ink", "sky-soft"],
  ["mint-ink", "paper"],
  ["coral-ink", "paper"],
  ["violet-ink", "paper"],
  ["night-ink", "night"],
  ["night-ink", "night-high"],
  ["night-ink", "night-low"],
];
/** Hills show behind text in the calm world, and are not drawn in high contrast. */
const ON_HILLS: [string, string][] = ["hill-far", "hill", "water", "earth"].flatMap((on): [string, string][] => [
  ["on-world", on],
  ["on-world-soft", on],
]);
/** Big letters, borders of what can be touched and lines of figures: 3:1. */
const MARKS: [string, string][] = [
  ["ink-silent", "paper"],
  ["dash", "paper"],
  ["dash", "tile"],
  ["action", "paper"],
  ["mint-ink", "mint"],
  ["mint-ink", "mint-soft"],
  ["coral-ink", "tile"],
  ["brass-ink", "brass"],
  ["wood-deep", "paper"],
  ["metal-ink", "metal-soft"],
  ["screen-light", "screen"],
  ["focus", "sky"],
  ["focus", "hill"],
];

function declared(selector: string): Map<string, string> {
  const start = CSS.indexOf(`\n${selector} {`);
  const block = CSS.slice(start, CSS.indexOf("\n}", start));
  return new Map([...block.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? "", found[2] ?? ""]));
}

function tokensOf(theme: string): Map<string, string> {
  return new Map((THEMES[theme] ?? []).flatMap((selector) => [...declared(selector)]));
}

function luminance(hex: string): number {
  const linear = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** The pairs that are below, with their ratio. */
function faint(theme: string, pairs: [string, string][], least: number): string[] {
  const tokens = tokensOf(theme);
  return pairs.flatMap(([text, ground]) => {
    const [one, other] = [tokens.get(text) ?? "", tokens.get(ground) ?? ""];
    expect([one, other], `${text} on ${ground}`).toEqual([
      expect.stringMatching(/^#[0-9a-f]{6}$/),
      expect.stringMatching(/^#[0-9a-f]{6}$/),
    ]);
    const ratio = contrast(one, other);
    return ratio < least ? [`${text} on ${ground}: ${ratio.toFixed(2)}`] : [];
  });
}

describe.each(Object.keys(THEMES))("%s", (theme) => {
  const high = theme.includes("high");

  it("has text that can be read on its ground", () => {
    expect(faint(theme, TEXTS, high ? 7 : 4.5)).toEqual([]);
    if (!high) expect(faint(theme, ON_HILLS, 4.5)).toEqual([]);
  });

  it("has marks and borders that can be seen", () => {
    expect(
      faint(
        theme,
        MARKS.filter(([, ground]) => !high || ground !== "hill"),
        3,
      ),
    ).toEqual([]);
  });

  it("lets nothing through in high contrast", () => {
    if (!high) return;
    const veils = ["paper-thin", "veil", "veil-light", "night-veil"].map((name) => tokensOf(theme).get(name));
    expect(veils.filter((veil) => !veil?.startsWith("#"))).toEqual([]);
  });
});

describe("components", () => {
  it("take their colours from the tokens", () => {
    const strays = [...SOURCES]
      .filter(([path]) => /^(pupil|ui|care)\//.test(path) && path !== "ui/tokens.css" && !DRAWINGS.includes(path))
      .flatMap(([path, text]) =>
        [...text.matchAll(/(?<!["{&\w(])#[0-9a-fA-F]{3,8}\b(?!\()|\brgba?\([^)]*\)|="#[0-9a-fA-F]{3,8}"/g)].map(
          (found) => `${path}: ${found[0]}`,
        ),
      );
    expect(strays).toEqual([]);
  });

  it("use only tokens that exist, or that a component sets itself", () => {
    const all = [...SOURCES.values()];
    const set = new Set(all.flatMap((text) => [...text.matchAll(/(--[a-z0-9-]+)\s*[:=]/g)].map((found) => found[1])));
    const used = new Set(all.flatMap((text) => [...text.matchAll(/var\((--[a-z0-9-]+)\)/g)].map((found) => found[1])));
    // Set by script (ui/comfort.svelte.ts).
    for (const name of ["--letter-size", "--letter-gap", "--word-gap"]) set.add(name);
    expect([...used].filter((name) => !set.has(name))).toEqual([]);
  });
});
