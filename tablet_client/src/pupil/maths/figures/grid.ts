// A squared board: squares coloured, points joined, a robot that follows coded moves.
import type { FigureOf, Point } from "./types";

export type Grid = FigureOf<"grid">;
export type Move = Grid["moves"][number];
export type Robot = NonNullable<Grid["robot"]>;
type Heading = Robot["heading"];

const HEADINGS: Heading[] = ["north", "east", "south", "west"];
const AHEAD: Record<Heading, Point> = { north: [0, 1], east: [1, 0], south: [0, -1], west: [-1, 0] };
export const TURNED: Record<Heading, number> = { north: 0, east: 90, south: 180, west: 270 };
export const MOST_MOVES = 20;

export const same = (one: readonly number[], other: readonly number[]): boolean =>
  one[0] === other[0] && one[1] === other[1];
export const holds = (points: readonly Point[], point: Point): boolean => points.some((one) => same(one, point));

/** What the hand does on it: a robot is driven, points are joined, else squares are coloured. */
export function handOf(grid: Grid): "drive" | "join" | "colour" {
  if (grid.robot) return "drive";
  return grid.pegs ? "join" : "colour";
}

/** A square coloured, or white again; what was given stays. */
export function colour(grid: Grid, cell: Point): Grid {
  if (holds(grid.given, cell) || holds(grid.walls, cell)) return grid;
  const cells = holds(grid.cells, cell) ? grid.cells.filter((one) => !same(one, cell)) : [...grid.cells, cell];
  return { ...grid, cells };
}

/** Two points joined, or no longer. */
export function join(grid: Grid, one: Point, other: Point): Grid {
  if (same(one, other)) return grid;
  const is = ([a, b]: [Point, Point]) => (same(a, one) && same(b, other)) || (same(a, other) && same(b, one));
  const segments = grid.segments.some(is)
    ? grid.segments.filter((segment) => !is(segment))
    : [...grid.segments, [one, other] as [Point, Point]];
  return { ...grid, segments };
}

export function addMove(grid: Grid, move: Move): Grid {
  return grid.moves.length < MOST_MOVES ? { ...grid, moves: [...grid.moves, move] } : grid;
}

export function dropMove(grid: Grid): Grid {
  return { ...grid, moves: grid.moves.slice(0, -1) };
}

/** Where the robot stands after each move, the start first; it does not go through a wall nor off the board. */
export function walk(grid: Grid): Robot[] {
  if (!grid.robot) return [];
  const way: Robot[] = [grid.robot];
  for (const move of grid.moves) way.push(after(grid, way[way.length - 1] as Robot, move));
  return way;
}

function after(grid: Grid, robot: Robot, move: Move): Robot {
  if (move !== "forward") {
    const turn = HEADINGS.indexOf(robot.heading) + (move === "right" ? 1 : 3);
    return { ...robot, heading: HEADINGS[turn % 4] as Heading };
  }
  const [x, y] = AHEAD[robot.heading];
  const at: Point = [robot.at[0] + x, robot.at[1] + y];
  const outside = at[0] < 0 || at[1] < 0 || at[0] >= grid.columns || at[1] >= grid.rows;
  return outside || holds(grid.walls, at) ? robot : { ...robot, at };
}
