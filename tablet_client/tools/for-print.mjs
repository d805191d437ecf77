// Puts what the server prints with in `print/`: letters as TrueType (Typst does not read WOFF), and the drawings of faces and secrets.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const FONTS = {
  "andika-400.ttf": "andika/files/andika-latin-400-normal.woff",
  "andika-700.ttf": "andika/files/andika-latin-700-normal.woff",
  "cursive.ttf": "playwrite-fr-trad/files/playwrite-fr-trad-latin-400-normal.woff",
};
const PICTURES = "src/ui/pictures.ts";
const DRAWING = /^import (\w+) from "(openmoji\/[^"]+\.svg)";$/gm;
const HEAD = 44; // bytes of a WOFF's head, then 20 a table

/** The TrueType font in a WOFF (version 1): the same tables, each deflated by itself. */
export function trueTypeOf(bytes) {
  const woff = Buffer.from(bytes);
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF font");
  const count = woff.readUInt16BE(12);
  const power = Math.floor(Math.log2(count));
  const font = Buffer.alloc(12 + 16 * count);
  font.writeUInt32BE(woff.readUInt32BE(4), 0);
  for (const [place, value] of [count, 16 << power, power, 16 * count - (16 << power)].entries())
    font.writeUInt16BE(value, 4 + 2 * place);
  const tables = [];
  let end = font.length;
  for (let number = 0; number < count; number += 1) {
    const entry = woff.subarray(HEAD + 20 * number, HEAD + 20 * (number + 1));
    const [offset, packed, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at));
    const held = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(held) : held;
    const record = 12 + 16 * number;
    entry.copy(font, record, 0, 4); // its name
    entry.copy(font, record + 4, 16, 20); // its checksum
    font.writeUInt32BE(end, record + 8);
    font.writeUInt32BE(length, record + 12);
    tables.push(table, Buffer.alloc(-length & 3));
    end += length + (-length & 3);
  }
  return Buffer.concat([font, ...tables]);
}

/** The drawings that a script imports, by the name it gives them: { renard: "<svg…>" }. */
export function drawingsOf(script) {
  return Object.fromEntries(
    [...script.matchAll(DRAWING)].map(([, name, path]) => [name, readFileSync(at(`node_modules/${path}`), "utf8")]),
  );
}

/** A font of the packages. */
export const woffAt = (path) => readFileSync(at(`node_modules/@fontsource/${path}`));

export function forPrint() {
  return {
    name: "marelle:for-print",
    apply: "build",
    generateBundle() {
      for (const [name, path] of Object.entries(FONTS)) {
        const source = trueTypeOf(woffAt(path));
        this.emitFile({ type: "asset", fileName: `print/${name}`, source });
      }
      const drawings = JSON.stringify(drawingsOf(readFileSync(at(PICTURES), "utf8")));
      this.emitFile({ type: "asset", fileName: "print/pictures.json", source: drawings });
    },
  };
}
