import { expect, test } from "vitest";
import { hexcodesOf, sheetsOf, symbolOf } from "../tools/picture-sprites.mjs";

const DRAWING = '<svg id="emoji" viewBox="0 0 72 72"><!-- x -->\n <g id="color">\n  <path d="M1.2.0034,2"/> </g></svg>';

test("hexcodes are read from the table in its order, notes and empty lines passed over", () => {
  expect(hexcodesOf("# note\nmot;article;hexcode\n\nchat;un;1F408\nloup;un;1F43A\n")).toEqual(["1F408", "1F43A"]);
});

test("a table without hexcodes stops the build", () => {
  expect(() => hexcodesOf("mot;article\nchat;un\n")).toThrow("one of the columns");
});

test("a drawing becomes a symbol without its own names, comments and blanks, and its paths stay as drawn", () => {
  expect(symbolOf("1F408", DRAWING)).toBe(
    '<symbol id="p1F408" viewBox="0 0 72 72"><g><path d="M1.2.0034,2"/></g></symbol>',
  );
});

test("drawings are shared out in sheets, each once", () => {
  const hexcodes = Array.from({ length: 34 }, (_, place) => `A${place}`);
  const sheets = sheetsOf(hexcodes, () => DRAWING);
  expect(sheets.map((sheet) => sheet.split("<symbol").length - 1)).toEqual([16, 16, 2]);
});
