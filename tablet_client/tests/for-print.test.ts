import { describe, expect, it } from "vitest";
import { AVATARS, PICTURES } from "../src/ui/pictures";
import script from "../src/ui/pictures.ts?raw";
import { drawingsOf, trueTypeOf, woffAt } from "../tools/for-print.mjs";

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

describe("the letters of what is printed", () => {
  const woff = woffAt("andika/files/andika-latin-400-normal.woff");
  const font = trueTypeOf(woff);
  const head = viewOf(font);

  it("are the whole font, of the size that its head tells", () => {
    expect(font.length).toBe(viewOf(woff).getUint32(16));
  });

  it("have their tables where the head says, each with its checksum", () => {
    const count = head.getUint16(4);
    for (let record = 12; record < 12 + 16 * count; record += 16) {
      const name = new TextDecoder().decode(font.subarray(record, record + 4));
      if (name === "head") continue; // its checksum leaves out one of its own fields
      const start = head.getUint32(record + 8);
      const end = start + head.getUint32(record + 12);
      let total = 0;
      for (let at = start; at < end; at += 4) total = (total + head.getUint32(at)) >>> 0;
      expect(total, name).toBe(head.getUint32(record + 4));
    }
  });

  it("are refused when they are not a WOFF", () => {
    expect(() => trueTypeOf(new TextEncoder().encode("not a font at all"))).toThrow(/WOFF/);
  });
});

describe("the drawings of what is printed", () => {
  it("are those of every face and of every picture of the secret", () => {
    const drawings = drawingsOf(script);
    expect(Object.keys(drawings).sort()).toEqual([...Object.keys(AVATARS), ...Object.keys(PICTURES)].sort());
    for (const svg of Object.values(drawings)) expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
  });
});
