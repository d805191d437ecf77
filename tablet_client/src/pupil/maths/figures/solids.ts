// Solids as corners and faces, for both drawings of them: the flat one and the one that turns.
import type { FigureOf, Point } from "./types";

export type Solid = FigureOf<"solid">;
export type Corner = [number, number, number];
export interface Form {
  /** With its article. */
  name: string;
  /** None for a round solid. */
  corners: Corner[];
  /** Each a ring of corners, seen from outside counterclockwise. */
  faces: number[][];
}

const box = (x: number, y: number, z: number): Form["corners"] => [
  [-x, -y, -z],
  [x, -y, -z],
  [x, y, -z],
  [-x, y, -z],
  [-x, -y, z],
  [x, -y, z],
  [x, y, z],
  [-x, y, z],
];
const BOX_FACES = [
  [4, 5, 6, 7],
  [1, 0, 3, 2],
  [5, 1, 2, 6],
  [0, 4, 7, 3],
  [7, 6, 2, 3],
  [0, 1, 5, 4],
];

export const SOLIDS: Record<Solid["name"], Form> = {
  cube: { name: "un cube", corners: box(1, 1, 1), faces: BOX_FACES },
  cuboid: { name: "un pavé droit", corners: box(1.5, 0.85, 0.9), faces: BOX_FACES },
  pyramid: {
    name: "une pyramide",
    corners: [
      [-1.2, -1, -1.2],
      [1.2, -1, -1.2],
      [1.2, -1, 1.2],
      [-1.2, -1, 1.2],
      [0, 1.2, 0],
    ],
    faces: [
      [0, 1, 2, 3],
      [3, 2, 4],
      [2, 1, 4],
      [1, 0, 4],
      [0, 3, 4],
    ],
  },
  prism: {
    name: "un prisme",
    corners: [
      [-1, -0.9, 1.3],
      [1, -0.9, 1.3],
      [0, 0.9, 1.3],
      [-1, -0.9, -1.3],
      [1, -0.9, -1.3],
      [0, 0.9, -1.3],
    ],
    faces: [
      [0, 1, 2],
      [4, 3, 5],
      [0, 3, 4, 1],
      [1, 4, 5, 2],
      [3, 0, 2, 5],
    ],
  },
  sphere: { name: "une boule", corners: [], faces: [] },
  cylinder: { name: "un cylindre", corners: [], faces: [] },
  cone: { name: "un cône", corners: [], faces: [] },
};

export const isRound = (solid: Solid): boolean => SOLIDS[solid.name].corners.length === 0;

/** Turned by these angles (radians): around the upright axis, then towards the eyes. */
export function turned([x, y, z]: Corner, around: number, towards: number): Corner {
  const x1 = x * Math.cos(around) + z * Math.sin(around);
  const z1 = z * Math.cos(around) - x * Math.sin(around);
  return [x1, y * Math.cos(towards) - z1 * Math.sin(towards), y * Math.sin(towards) + z1 * Math.cos(towards)];
}

export interface FlatFace {
  points: string;
  /** It looks at us: else its edges are dashed, for they are behind. */
  front: boolean;
  /** From 0, away, to 1, full light. */
  light: number;
}

/** The faces as seen, those behind first. */
export function seen(form: Form, around: number, towards: number, scale: number): FlatFace[] {
  const corners = form.corners.map((corner) => turned(corner, around, towards));
  const faces = form.faces.map((ring) => {
    const [a, b, c] = ring.slice(0, 3).map((place) => corners[place] as Corner) as [Corner, Corner, Corner];
    const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const [vx, vy, vz] = [c[0] - b[0], c[1] - b[1], c[2] - b[2]];
    const normal: Corner = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.hypot(...normal) || 1;
    const light = (0.35 * normal[0] + 0.8 * normal[1] + 0.5 * normal[2]) / length;
    const points = ring.map((place) => {
      const [x, y] = corners[place] as Corner;
      return `${(x * scale).toFixed(1)},${(-y * scale).toFixed(1)}`;
    });
    return { points: points.join(" "), front: normal[2] > 1e-6, light: Math.max(0, Math.min(1, 0.5 + light / 2)) };
  });
  return faces.sort((one, other) => Number(one.front) - Number(other.front));
}

/** The net of a cube when none is given: a cross. */
export const CROSS: Point[] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 1],
  [1, 2],
  [1, 3],
];

/** A square of a net with the one it hangs from, and the side they share (towards it). */
export interface Hinge {
  at: Point;
  from: number | null;
  side: Point;
}

/** The squares of a net, each hung from one before it, the middle one first. Empty when they are not in one piece. */
export function hinges(net: readonly Point[]): Hinge[] {
  const middle = net.reduce<number>(
    (best, at, place) => (neighbours(net, at) > neighbours(net, net[best] as Point) ? place : best),
    0,
  );
  const first = net[middle];
  if (!first) return [];
  const hung: Hinge[] = [{ at: first, from: null, side: [0, 0] }];
  for (let from = 0; from < hung.length; from++) {
    const { at } = hung[from] as Hinge;
    for (const side of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as Point[]) {
      const next: Point = [at[0] + side[0], at[1] + side[1]];
      const there = net.some(([x, y]) => x === next[0] && y === next[1]);
      if (there && !hung.some((one) => one.at[0] === next[0] && one.at[1] === next[1]))
        hung.push({ at: next, from, side });
    }
  }
  return hung.length === net.length ? hung : [];
}

function neighbours(net: readonly Point[], [x, y]: Point): number {
  return net.filter(([a, b]) => Math.abs(a - x) + Math.abs(b - y) === 1).length;
}
