import { describe, expect, test } from "vitest";
import { inBox, leaning, putOn, takeOff } from "../src/pupil/maths/figures/balance";
import { labelAt, placesOf, tilesLeft, write } from "../src/pupil/maths/figures/bar-model";
import { breakOne, group, laidOut, put, ranksOf } from "../src/pupil/maths/figures/blocks";
import { linesOf, topOf, typed, withValue } from "../src/pupil/maths/figures/chart";
import { angleOf, hourHandTo, later, minuteHandTo } from "../src/pupil/maths/figures/clock";
import { rectangle, shade } from "../src/pupil/maths/figures/fraction-bar";
import { addMove, colour, handOf, join, walk } from "../src/pupil/maths/figures/grid";
import { inPurse, lay, takeBack } from "../src/pupil/maths/figures/money";
import { nameOfFigure } from "../src/pupil/maths/figures/names";
import { labelOf, moved, placeAt, xOf } from "../src/pupil/maths/figures/number-line";
import { cornersOf, rightAngles } from "../src/pupil/maths/figures/shape";
import { CROSS, hinges, SOLIDS, seen } from "../src/pupil/maths/figures/solids";
import type { FigureOf, Point } from "../src/pupil/maths/figures/types";

const blocks = (tens: number, ones: number, hundreds = 0): FigureOf<"blocks"> => ({
  tool: "blocks",
  thousands: 0,
  hundreds,
  tens,
  ones,
});

describe("base-ten blocks", () => {
  test("a bar breaks into ten cubes, and ten cubes are tied into a bar", () => {
    expect(breakOne(blocks(3, 2), "tens")).toEqual(blocks(2, 12));
    expect(group(blocks(2, 12), "ones")).toEqual(blocks(3, 2));
    expect(group(blocks(10, 0), "tens")).toEqual(blocks(0, 0, 1));
  });

  test("nothing is broken where there is nothing, nor tied with fewer than ten", () => {
    expect(breakOne(blocks(0, 5), "tens")).toEqual(blocks(0, 5));
    expect(breakOne(blocks(1, 5), "ones")).toEqual(blocks(1, 5));
    expect(group(blocks(1, 9), "ones")).toEqual(blocks(1, 9));
    expect(put(blocks(0, 0), "ones", -1)).toEqual(blocks(0, 0));
  });

  test("the mats are those of the number wanted", () => {
    expect(ranksOf(blocks(0, 0), true, 34)).toEqual(["tens", "ones"]);
    expect(ranksOf(blocks(0, 0), true, 4210)).toEqual(["thousands", "hundreds", "tens", "ones"]);
    expect(ranksOf(blocks(12, 0), false)).toEqual(["hundreds", "tens", "ones"]);
  });

  test("many pieces stay on their mat", () => {
    for (const { y } of laidOut("hundreds", 20, 350)) expect(y).toBeLessThan(220);
  });
});

describe("a number line", () => {
  const line: FigureOf<"number_line"> = {
    tool: "number_line",
    start: 10,
    end: 60,
    step: 10,
    denominator: 1,
    labels: [],
    mark: null,
    snap: 5,
    jumps: [],
  };

  test("a finger puts the mark on the nearest place", () => {
    expect(placeAt(line, xOf(line, 35) + 8)).toBe(35);
    expect(placeAt(line, -50)).toBe(10);
    expect(placeAt(line, 5000)).toBe(60);
  });

  test("keys put it at the start, then move it by its steps", () => {
    const put = moved(line, 1);
    expect(put.mark).toBe(10);
    expect(moved(put, 3).mark).toBe(25);
    expect(moved(put, -1).mark).toBe(10);
  });

  test("a fraction is written as it stands, a whole as a whole", () => {
    const quarters = { ...line, denominator: 4 };
    expect(labelOf(quarters, 2)).toEqual({ whole: "2", over: "4" });
    expect(labelOf(quarters, 8)).toEqual({ whole: "2", over: null });
  });
});

describe("a clock", () => {
  const clock = (hour: number, minute: number, step = 5): FigureOf<"clock"> => ({
    tool: "clock",
    hour,
    minute,
    step,
    digital: false,
  });

  test("the minute hand takes the hour along past twelve, both ways", () => {
    expect(minuteHandTo(clock(9, 55), angleOf(0.2, -1))).toEqual(clock(10, 0));
    expect(minuteHandTo(clock(9, 0), angleOf(-0.5, -1))).toEqual(clock(8, 55));
    expect(minuteHandTo(clock(0, 0), angleOf(-0.5, -1))).toEqual(clock(23, 55));
  });

  test("the hour hand keeps the minutes and the half of the day", () => {
    expect(hourHandTo(clock(9, 30), 105)).toEqual(clock(3, 30));
    expect(hourHandTo(clock(15, 0), 300)).toEqual(clock(22, 0));
    expect(later(clock(23, 50), 15)).toEqual(clock(0, 5));
  });
});

describe("money", () => {
  const start: FigureOf<"money"> = { tool: "money", laid: [100], purse: [200, 100, 100, 500] };

  test("what is laid comes out of the purse, which stays whole in the state", () => {
    const laid = lay(lay(start, 100), 500);
    expect(laid.laid).toEqual([100, 100, 500]);
    expect(inPurse(start, laid)).toEqual([200, 100]);
    expect(laid.purse).toEqual(start.purse);
    expect(inPurse(start, takeBack(laid, 2))).toEqual([500, 200, 100]);
  });
});

describe("a grid", () => {
  const grid = (change: Partial<FigureOf<"grid">> = {}): FigureOf<"grid"> => ({
    tool: "grid",
    columns: 4,
    rows: 4,
    pegs: false,
    points: [],
    segments: [],
    cells: [],
    given: [[0, 0]],
    walls: [[1, 1]],
    moves: [],
    ...change,
  });

  test("a square is coloured and white again; given ones and walls stay", () => {
    const once = colour(grid(), [2, 2]);
    expect(once.cells).toEqual([[2, 2]]);
    expect(colour(once, [2, 2]).cells).toEqual([]);
    expect(colour(colour(grid(), [0, 0]), [1, 1]).cells).toEqual([]);
  });

  test("points are joined, and taken apart from either end", () => {
    const once = join(grid(), [0, 0], [2, 1]);
    expect(once.segments).toEqual([
      [
        [0, 0],
        [2, 1],
      ],
    ]);
    expect(join(once, [2, 1], [0, 0]).segments).toEqual([]);
    expect(join(grid(), [1, 1], [1, 1]).segments).toEqual([]);
  });

  test("a robot goes where it looks, and stops at a wall and at the edge", () => {
    const driven = grid({ robot: { at: [0, 1], heading: "north" } });
    expect(handOf(driven)).toBe("drive");
    const way = walk({ ...driven, moves: ["right", "forward", "left", "forward", "left", "forward"] });
    expect(way.at(-1)).toEqual({ at: [0, 2], heading: "west" });
    expect(way).toHaveLength(7);
    expect(addMove(driven, "left").moves).toEqual(["left"]);
  });
});

describe("a bar model", () => {
  const start: FigureOf<"bar_model"> = {
    tool: "bar_model",
    bars: [
      {
        name: "",
        parts: [
          { size: 2, label: "" },
          { size: 1, label: "5" },
        ],
      },
    ],
    total: "",
    difference: null,
    tiles: ["12", "12", "?"],
  };

  test("empty labels are the places, and a tile put down has left the others", () => {
    const places = placesOf(start);
    expect(places).toEqual([{ at: "total" }, { at: "part", bar: 0, part: 0 }]);
    const filled = write(write(start, { at: "total" }, "12"), { at: "part", bar: 0, part: 0 }, "?");
    expect(labelAt(filled, { at: "part", bar: 0, part: 0 })).toBe("?");
    expect(filled.bars[0]?.parts[1]?.label).toBe("5");
    expect(tilesLeft(start, filled).map(({ tile }) => tile)).toEqual(["12"]);
  });
});

describe("a balance", () => {
  const start: FigureOf<"balance"> = {
    tool: "balance",
    left: [{ grams: 150, picture: "", label: "" }],
    right: [],
    leans: "left",
    box: [100, 50, 50],
  };

  test("it leans by its masses, each taken once from the box", () => {
    const level = putOn(putOn(start, 100), 50);
    expect(level.leans).toBe("level");
    expect(inBox(start, level)).toEqual([50]);
    expect(putOn(level, 50).leans).toBe("right");
    expect(takeOff(level, 0).leans).toBe("left");
  });

  test("what is unknown does not make it move", () => {
    const unknown = { ...start, left: [{ grams: null, picture: "", label: "le sac" }], leans: "level" as const };
    expect(leaning(unknown).leans).toBe("level");
  });
});

describe("charts, parts, shapes and solids", () => {
  const chart: FigureOf<"chart"> = {
    tool: "chart",
    form: "two_way",
    title: "",
    rows: ["a", "b"],
    columns: ["x", "y"],
    values: [
      [3, 4],
      [5, null],
    ],
    step: 2,
    totals: true,
  };

  test("totals are reckoned where all is known, and never give away what is to be found", () => {
    const lines = linesOf(chart);
    expect(lines.map(({ values }) => values)).toEqual([
      [3, 4, 7],
      [5, null, null],
      [8, null, null],
    ]);
    expect(linesOf(withValue(chart, 1, 1, 6)).at(-1)?.values).toEqual([8, 10, 18]);
    expect(topOf(chart)).toBe(6);
    expect([typed(null, 4), typed(4, 2), typed(9999, 1)]).toEqual([4, 42, 9999]);
  });

  test("parts are shaded one by one, and a square is cut as squarely as can be", () => {
    const bar: FigureOf<"fraction_bar"> = { tool: "fraction_bar", form: "strip", parts: 4, wholes: 1, shaded: [0] };
    expect(shade(shade(bar, 2), 0).shaded).toEqual([2]);
    expect([rectangle(12), rectangle(7), rectangle(4)]).toEqual([
      [4, 3],
      [7, 1],
      [2, 2],
    ]);
  });

  test("right angles are found in the drawing", () => {
    const shape = (name: FigureOf<"shape">["name"]): FigureOf<"shape"> => ({
      tool: "shape",
      name,
      turned: 0,
      points: [],
      squares: true,
    });
    const angles = (name: FigureOf<"shape">["name"]) => rightAngles(cornersOf(shape(name))).split("M").length - 1;
    expect([angles("square"), angles("right_triangle"), angles("triangle"), angles("rhombus")]).toEqual([4, 1, 0, 0]);
  });

  test("faces look outwards: those seen and those hidden make the solid", () => {
    for (const name of ["cube", "cuboid", "pyramid", "prism"] as const) {
      const faces = seen(SOLIDS[name], -0.6, 0.42, 1);
      const front = faces.filter((face) => face.front).length;
      expect(faces).toHaveLength(SOLIDS[name].faces.length);
      expect(front).toBeGreaterThan(0);
      expect(front).toBeLessThan(faces.length);
    }
    expect(seen(SOLIDS.cube, -0.6, 0.42, 1).filter(({ front }) => front)).toHaveLength(3);
  });

  test("a net in one piece hangs together, one in two does not", () => {
    const hung = hinges(CROSS);
    expect(hung).toHaveLength(6);
    expect(hung.every(({ from }, place) => from === null || from < place)).toBe(true);
    expect(
      hinges([
        [0, 0],
        [2, 0],
      ] as Point[]),
    ).toEqual([]);
  });

  test("every figure has a name in words that does not say more than is seen", () => {
    expect(nameOfFigure(blocks(3, 1))).toBe("Cubes : 3 dizaines, 1 unité");
    expect(nameOfFigure({ tool: "money", laid: [200, 200, 500], purse: null })).toBe(
      "Sur la table : 2 fois pièce de 2 euros, billet de 5 euros",
    );
    expect(nameOfFigure({ tool: "clock", hour: 7, minute: 30, step: 5, digital: false })).not.toContain("30 h");
  });
});
