import { expect, test } from "vitest";
import { CREDITS, creditsOf } from "../src/ui/credits";

test("every credit of the page says what, who, which licence and what for", () => {
  expect(CREDITS.length).toBeGreaterThan(4);
  for (const { title, credits } of CREDITS) {
    expect(title).not.toBe("");
    expect(credits.length).toBeGreaterThan(0);
    for (const credit of credits) expect(Object.values(credit).every((cell) => cell !== "")).toBe(true);
  }
});

test("pictures and words under CC BY-SA are named with their licence", () => {
  const all = CREDITS.flatMap((section) => section.credits);
  expect(all.find((credit) => credit.name === "OpenMoji")?.licence).toBe("CC BY-SA 4.0");
  expect(all.find((credit) => credit.name === "Lexique 3.83")?.licence).toBe("CC BY-SA 4.0");
});

test("a row with a cell missing stops the build's tests", () => {
  expect(() => creditsOf("## A\n| nom | de qui | licence | où |\n|---|---|---|---|\n| x | y | z |\n")).toThrow(
    "4 cells",
  );
});
