// What a tablet has to fetch, from the built client: prints a table; fails when something outgrew its limit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

// The school is promised 200 kB of scripts. Up to a first exercise the limit is less: a tablet six times slower than a laptop needs
// about a second to make something of 100 kB, and what is added here every child waits for, every morning.
const LIMITS_KB = {
  "scripts of the door": 70,
  "scripts up to an exercise": 130,
  "styles up to an exercise": 25,
  "fonts of the letters": 60,
  "largest script asked for later": 40,
  "three.js, for solids and Rivet in the round": 160,
  "all that the service worker keeps": 1_500,
};
const DRAWS_IN_THE_ROUND = "WebGLRenderer";
const DOOR = "index.html";
const EXERCISE = "src/pupil/Exercise.svelte";

/** The files of this kind that an entry of Vite's manifest needs before it runs. */
export function neededBy(manifest, entry, kind = "file", seen = new Set()) {
  if (!manifest[entry]) throw new Error(`the build has no ${entry}: was it renamed? (tools/bundle-sizes.mjs)`);
  if (seen.has(entry)) return [];
  seen.add(entry);
  const chunk = manifest[entry];
  return [
    ...new Set([chunk[kind] ?? [], (chunk.imports ?? []).map((one) => neededBy(manifest, one, kind, seen))].flat(2)),
  ];
}

/** One sentence for each that is over its limit. */
export function tooLarge(sizes, limits) {
  return Object.entries(sizes)
    .filter(([what, kilobytes]) => kilobytes > limits[what])
    .map(
      ([what, kilobytes]) =>
        `${what}: ${kilobytes.toFixed(1)} kB compressed, more than ${limits[what]}. Load what is new only when it is asked for (import()), or find what else can go.`,
    );
}

function main(dist) {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
  const bytes = (name) => readFileSync(join(dist, name));
  const kilobytes = (names) =>
    [...new Set(names)].reduce(
      (sum, name) => sum + (name.endsWith(".woff2") ? bytes(name) : gzipSync(bytes(name), { level: 9 })).length / 1000,
      0,
    );
  const door = neededBy(manifest, DOOR);
  const exercise = [...door, ...neededBy(manifest, EXERCISE)];
  const styles = [...neededBy(manifest, DOOR, "css"), ...neededBy(manifest, EXERCISE, "css")];
  const files = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);
  const scripts = files.filter((name) => name.endsWith(".js"));
  const round = scripts.filter((name) => bytes(name).includes(DRAWS_IN_THE_ROUND));
  const later = scripts.filter((name) => !exercise.includes(name) && !round.includes(name));
  const kept = [...readFileSync(join(dist, "sw.js"), "utf8").matchAll(/url:\s*"([^"]+)"/g)].map(([, name]) => name);
  const sizes = {
    "scripts of the door": kilobytes(door),
    "scripts up to an exercise": kilobytes(exercise),
    "styles up to an exercise": kilobytes(styles),
    "fonts of the letters": kilobytes(files.filter((name) => /andika-.*\.woff2$/.test(name))),
    "largest script asked for later": Math.max(...later.map((name) => kilobytes([name]))),
    "three.js, for solids and Rivet in the round": kilobytes(round),
    "all that the service worker keeps": kilobytes(kept),
  };
  for (const [what, size] of Object.entries(sizes)) {
    console.log(`${what.padEnd(46)}${size.toFixed(1).padStart(8)} kB of ${LIMITS_KB[what]}`);
  }
  const faults = tooLarge(sizes, LIMITS_KB);
  const early = exercise.filter((name) => round.includes(name));
  if (early.length > 0)
    faults.push(`three.js is in ${early.join(", ")}, which every exercise waits for: import() what draws with it.`);
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = main(fileURLToPath(new URL("../dist/", import.meta.url)));
