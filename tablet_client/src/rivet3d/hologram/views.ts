// The four views of a hologram. A pyramid stands on the screen on its small end, its faces leaning out at 45 degrees:
// each shows what lies under it as if it stood upright in the middle. What is d away from the small square is seen d
// high, so each picture lies with its feet to the centre, and is a mirror image of what is seen.
import { PYRAMID } from "./pyramid";

/** The side of whoever looks, as on the screen; each is a quarter turn clockwise from the one before. */
export const SIDES = ["bottom", "left", "top", "right"] as const;
export type Side = (typeof SIDES)[number];

/** As in CSS matrix() and canvas setTransform(): x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

/** Lengths on the screen for a pyramid whose large square covers `part` of the smaller side of the screen. */
export function sizesFor(screen: number, part: number): { half: number; foot: number; picture: number } {
  const half = (screen * part) / 2;
  const foot = (half * PYRAMID.foot) / PYRAMID.top;
  return { half, foot, picture: half - foot };
}

/** Lays an upright picture (its first corner at 0, 0; y down) under the face of this side, in a square `screen` wide. */
export function layOf(side: Side, screen: number, part: number): Matrix {
  const { foot, picture } = sizesFor(screen, part);
  const middle = screen / 2;
  // For whoever stands at the bottom: upside down, left still at left.
  let lay: Matrix = [1, 0, 0, -1, middle - picture / 2, middle + foot + picture];
  for (let quarter = SIDES.indexOf(side); quarter > 0; quarter--) {
    const [a, b, c, d, e, f] = lay;
    lay = [-b, a, -d, c, screen - f, e];
  }
  return lay;
}

/** The part of the screen under the face of this side: a triangle from the centre. */
export function underFace(side: Side, screen: number, part: number): [number, number][] {
  const { half } = sizesFor(screen, part);
  const middle = screen / 2;
  const corners: [number, number][] = [
    [middle, middle],
    [middle + half, middle + half],
    [middle - half, middle + half],
  ];
  let turned = corners;
  for (let quarter = SIDES.indexOf(side); quarter > 0; quarter--) turned = turned.map(([x, y]) => [screen - y, x]);
  return turned;
}

/** Whose side a spot is on, from the centre of the screen. */
export function sideOf(x: number, y: number): Side {
  if (Math.abs(y) >= Math.abs(x)) return y >= 0 ? "bottom" : "top";
  return x >= 0 ? "right" : "left";
}

/** A finger's way on the screen, as whoever is on this side sees it in the pyramid: to the right, and down. */
export function seenFrom(side: Side, right: number, down: number): { right: number; down: number } {
  let [x, y] = [right, down];
  for (let quarter = SIDES.indexOf(side); quarter > 0; quarter--) [x, y] = [y, -x];
  return { right: x, down: -y };
}
