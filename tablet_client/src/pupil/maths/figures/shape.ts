// Plane shapes as the corners of a drawing, the right angles among them, and their turn.
import type { FigureOf } from "./types";

export type Shape = FigureOf<"shape">;
type Corner = [x: number, y: number];

const regular = (sides: number): Corner[] =>
  Array.from({ length: sides }, (_, rank) => {
    const angle = (2 * Math.PI * rank) / sides - Math.PI / 2;
    return [100 * Math.cos(angle), 100 * Math.sin(angle)];
  });

const CORNERS: Record<Exclude<Shape["name"], "circle">, Corner[]> = {
  square: [
    [-80, -80],
    [80, -80],
    [80, 80],
    [-80, 80],
  ],
  rectangle: [
    [-110, -65],
    [110, -65],
    [110, 65],
    [-110, 65],
  ],
  triangle: [
    [-100, 75],
    [95, 75],
    [-25, -90],
  ],
  right_triangle: [
    [-90, 75],
    [100, 75],
    [-90, -75],
  ],
  rhombus: [
    [0, -110],
    [72, 0],
    [0, 110],
    [-72, 0],
  ],
  pentagon: regular(5),
  hexagon: regular(6),
  quadrilateral: [
    [-95, 60],
    [85, 85],
    [105, -40],
    [-50, -85],
  ],
};

/** The corners as drawn, y downwards; none for a circle. */
export function cornersOf(shape: Shape): Corner[] {
  if (shape.name === "circle") return [];
  if (shape.points.length === 0) return CORNERS[shape.name];
  const xs = shape.points.map(([x]) => x);
  const ys = shape.points.map(([, y]) => y);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = 200 / Math.max(1, right - left, top - bottom);
  return shape.points.map(([x, y]) => [(x - (left + right) / 2) * scale, ((bottom + top) / 2 - y) * scale]);
}

/** A small square in each corner that is right, as a path. */
export function rightAngles(corners: Corner[]): string {
  return corners
    .map((corner, rank) => {
      const before = towards(corner, corners.at(rank - 1) as Corner);
      const after = towards(corner, corners[(rank + 1) % corners.length] as Corner);
      if (Math.abs(before[0] * after[0] + before[1] * after[1]) > 0.02) return "";
      const [x, y] = corner;
      const at = (by: Corner): string => `${(x + 18 * by[0]).toFixed(1)} ${(y + 18 * by[1]).toFixed(1)}`;
      return `M${at(before)}L${at([before[0] + after[0], before[1] + after[1]])}L${at(after)}`;
    })
    .join("");
}

function towards([x, y]: Corner, [a, b]: Corner): Corner {
  const length = Math.hypot(a - x, b - y) || 1;
  return [(a - x) / length, (b - y) / length];
}

export function turn(shape: Shape, by: number): Shape {
  return { ...shape, turned: (((shape.turned + by) % 360) + 360) % 360 };
}
