import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import type { Served, ShownColumns } from "../src/api/types";

vi.stubGlobal("location", new URL("http://ecole.test/eleve"));

const { erased, isWhole, shown, typed, unitBehind } = await import("../src/pupil/maths/answer-text");
const { ColumnsTurn, digitsOf, exchanged } = await import("../src/pupil/maths/columns.svelte");
const { Sitting } = await import("../src/pupil/sitting.svelte");

function type(form: Parameters<typeof typed>[0], signs: string[], largest = 0): string {
  return signs.reduce((text, sign) => typed(form, text, sign, largest), "");
}

describe("what may be typed", () => {
  test("a number no longer than the largest, without zeros before it", () => {
    expect(type("number", ["0", "7"])).toBe("7");
    expect(type("number", ["1", "2", "3"], 20)).toBe("12");
  });

  test("each form takes its own signs where they belong", () => {
    expect(type("fraction", ["/", "3", "/", "/", "4"])).toBe("3/4");
    expect(type("time", ["h", "7", "h", "3", "0", "min", "h"])).toBe("7h30min");
    expect(type("time", ["4", "5", "min"])).toBe("45min");
    expect(type("money", [",", "3", ",", "5", "0", "9"])).toBe("3,50");
    expect(type("expression", ["+", "4", "+", "+", "3"])).toBe("4+3");
  });

  test("a unit is written once, behind the answer or behind the gap", () => {
    expect(unitBehind("centimes", "2 € = ___\u00a0centimes")).toBe("");
    expect(unitBehind("cm", "Combien mesure la barre ?")).toBe("cm");
    expect(unitBehind("min", "1 h = ___")).toBe("min");
  });

  test("an answer that is not finished cannot be given", () => {
    expect([
      isWhole("fraction", "3/"),
      isWhole("time", "7"),
      isWhole("money", "3,"),
      isWhole("expression", "4+"),
    ]).toEqual([false, false, false, false]);
    expect([
      isWhole("fraction", "3/4"),
      isWhole("time", "7h"),
      isWhole("money", "3"),
      isWhole("expression", "4+3"),
    ]).toEqual([true, true, true, true]);
  });

  test("signs are erased whole, and shown with French spaces", () => {
    expect(erased("45min")).toBe("45");
    expect(erased("7h3")).toBe("7h");
    expect(shown("time", "7h30")).toBe("7\u00a0h\u00a030");
    expect(shown("expression", "7-3")).toBe("7\u00a0−\u00a03");
  });
});

describe("an operation in columns", () => {
  const columns = (operands: number[], operator: "+" | "-", placed = true) => {
    const prompt = { say: null, text: null, script: "print" as const, picture: null, title: null, passage: null };
    const content: ShownColumns = { kind: "columns", prompt, operands, operator, placed, columns: 4 };
    return new ColumnsTurn(
      { served_id: "s", content } as Served,
      content,
      new Sitting({ id: "p", first_name: "Inès", avatar: "renard" }),
    );
  };

  test("digits go from the units to the left, and carries are aimed at by touch", () => {
    const turn = columns([47, 38], "+");
    turn.press(5);
    turn.aim({ row: "carries", column: 1 });
    turn.press(1);
    turn.press(8);
    expect([turn.digits, turn.carries]).toEqual([
      [5, 8, null, null],
      [null, 1, null, null],
    ]);
    turn.erase();
    expect(turn.digits).toEqual([5, null, null, null]);
  });

  test("a ten goes to the column on the right and comes back; across a zero, from the hundreds first", () => {
    expect(exchanged(digitsOf(613), 1)).toEqual([13, 0, 6]);
    expect(exchanged([13, 0, 6], 1)).toEqual([3, 1, 6]);
    expect(exchanged(digitsOf(800), 1)).toBeNull();
    expect(exchanged([0, 10, 7], 1)).toEqual([10, 9, 7]);
    expect(exchanged(digitsOf(613), 0)).toBeNull();
  });

  test("the arrows go from cell to cell, never over the edge", () => {
    const turn = columns([124, 58], "+", false);
    for (const digit of [4, 2, 1]) turn.press(digit);
    turn.go(0, 1);
    turn.go(-9, 0);
    turn.press(8);
    expect(turn.rows).toEqual([
      [4, 2, 1, null],
      [8, null, null, null],
    ]);
    turn.go(0, -9);
    expect(turn.aimed).toEqual({ row: "carries", column: 1 });
  });
});
