import { expect, test } from "vitest";
import { neededBy, tooLarge } from "../tools/bundle-sizes.mjs";

const MANIFEST = {
  "index.html": { file: "index.js", css: ["index.css"], imports: ["_shared"] },
  _shared: { file: "shared.js", css: ["shared.css"], imports: ["_deep"] },
  _deep: { file: "deep.js", imports: ["_shared"] },
  "Later.svelte": { file: "later.js", imports: ["_shared"] },
};

test("an entry needs what it imports, and what that imports, once; not what comes on demand", () => {
  expect(neededBy(MANIFEST, "index.html").sort()).toEqual(["deep.js", "index.js", "shared.js"]);
  expect(neededBy(MANIFEST, "index.html", "css").sort()).toEqual(["index.css", "shared.css"]);
});

test("an entry that is gone is said", () => {
  expect(() => neededBy(MANIFEST, "Gone.svelte")).toThrow("Gone.svelte");
});

test("only what is over its limit is told, with both figures", () => {
  const [fault, ...others] = tooLarge({ door: 101, exercise: 100 }, { door: 100, exercise: 100 });
  expect(fault).toContain("door: 101.0 kB compressed, more than 100");
  expect(others).toEqual([]);
});
