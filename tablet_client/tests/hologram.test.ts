import { expect, test } from "vitest";
import { netOf, PYRAMID, type Spot, tallOf } from "../src/rivet3d/hologram/pyramid";
import { layOf, type Matrix, SIDES, seenFrom, sideOf, sizesFor, underFace } from "../src/rivet3d/hologram/views";

const far = ([x1, y1]: Spot, [x2, y2]: Spot) => Math.hypot(x2 - x1, y2 - y1);
const put = ([a, b, c, d, e, f]: Matrix, x: number, y: number): Spot => [a * x + c * y + e, b * x + d * y + f];
const SCREEN = 800;
const MIDDLE: Spot = [400, 400];

test("folded, the faces lean out at 45 degrees", () => {
  const { height, slant } = tallOf();
  const out = (PYRAMID.top - PYRAMID.foot) / 2;
  expect((Math.atan2(height, out) * 180) / Math.PI).toBeCloseTo(45);
  expect(Math.hypot(height, out)).toBeCloseTo(slant);
  for (const [a, b, c, d] of netOf().faces) {
    expect(far(a, b)).toBeCloseTo(PYRAMID.foot);
    expect(far(c, d)).toBeCloseTo(PYRAMID.top);
    expect(far([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2])).toBeCloseTo(slant);
    // A corner leans out in both ways at once.
    expect(far(b, c)).toBeCloseTo(Math.hypot(height, out, out));
    expect(far(a, d)).toBeCloseTo(far(b, c));
  }
});

test("each face is folded from the one before, the tab from the last, and the whole fits an A4 sheet", () => {
  const { faces, folds, tab, outline, width, height } = netOf();
  faces.slice(1).forEach((face, rank) => {
    expect(far(face[0], (faces[rank] as (typeof faces)[number])[1])).toBeCloseTo(0);
  });
  expect(folds.length).toBe(4);
  expect(far(tab[0] as Spot, faces[3]?.[1] as Spot)).toBeCloseTo(0);
  expect(far(tab[3] as Spot, faces[3]?.[2] as Spot)).toBeCloseTo(0);
  expect(outline.length).toBe(12);
  expect(width).toBeLessThan(182);
  expect(height).toBeLessThan(165);
});

test("whoever looks sees the picture upright, its feet near the centre and its left at left", () => {
  const { foot, picture } = sizesFor(SCREEN, 1);
  // Where the eye is, and where its right hand points.
  const viewers: Record<string, [Spot, Spot]> = {
    bottom: [
      [0, 1],
      [1, 0],
    ],
    left: [
      [-1, 0],
      [0, 1],
    ],
    top: [
      [0, -1],
      [-1, 0],
    ],
    right: [
      [1, 0],
      [0, -1],
    ],
  };
  for (const side of SIDES) {
    const [[ux, uy], [rx, ry]] = viewers[side] as [Spot, Spot];
    const lay = layOf(side, SCREEN, 1);
    const seen = (x: number, y: number) => {
      const [px, py] = put(lay, x, y);
      const [dx, dy] = [px - MIDDLE[0], py - MIDDLE[1]];
      return { high: dx * ux + dy * uy - foot, right: dx * rx + dy * ry };
    };
    const feet = seen(picture / 2, picture);
    expect(feet.high, side).toBeCloseTo(0);
    expect(feet.right, side).toBeCloseTo(0);
    expect(seen(picture / 2, 0).high, side).toBeCloseTo(picture);
    expect(seen(picture, picture / 2).right, side).toBeCloseTo(picture / 2);
    // A reflection is a mirror image: the picture is turned over, never only turned.
    expect(lay[0] * lay[3] - lay[1] * lay[2]).toBeCloseTo(-1);
  }
});

test("a smaller pyramid gathers the views round the same centre", () => {
  const { half, foot, picture } = sizesFor(SCREEN, 0.5);
  expect(half).toBe(200);
  expect(foot + picture).toBe(half);
  for (const side of SIDES) {
    expect(underFace(side, SCREEN, 0.5)[0]).toEqual(MIDDLE);
    for (const spot of underFace(side, SCREEN, 0.5)) {
      expect(Math.max(Math.abs(spot[0] - 400), Math.abs(spot[1] - 400))).toBeLessThanOrEqual(half);
    }
  }
});

test("a finger turns the solid the way whoever is on its side sees it go", () => {
  expect(sideOf(3, 50)).toBe("bottom");
  expect(sideOf(-50, 3)).toBe("left");
  expect(sideOf(3, -50)).toBe("top");
  expect(sideOf(50, 3)).toBe("right");
  // Away from the centre is up for everyone.
  expect(seenFrom("bottom", 0, 5).down).toBe(-5);
  expect(seenFrom("left", -5, 0).down).toBe(-5);
  expect(seenFrom("top", 0, -5).down).toBe(-5);
  expect(seenFrom("right", 5, 0).down).toBe(-5);
  expect(seenFrom("bottom", 5, 0).right).toBe(5);
  expect(seenFrom("left", 0, 5).right).toBe(5);
  expect(seenFrom("top", -5, 0).right).toBe(5);
  expect(seenFrom("right", 0, -5).right).toBe(5);
});
