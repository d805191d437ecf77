// How a marelle of any length is drawn: single squares and pairs, as on a playground.

/** Rows from earth to sky, each with the numbers of its squares: [[1], [2], [3], [4, 5], [6], [7, 8], [9], ...]. */
export function marelleRows(goal: number): number[][] {
  const pattern = [1, 1, 1, 2, 1, 2];
  const rows: number[][] = [];
  let next = 1;
  while (next <= goal) {
    const size = Math.min(pattern[rows.length % pattern.length] ?? 1, goal - next + 1);
    rows.push(Array.from({ length: size }, (_, place) => next + place));
    next += size;
  }
  return rows;
}

const HORIZON = 520;
const FEET = 800;

/** The squares of a marelle on the ground of a world 1280 wide, from our feet to the hills: points of polygons. */
export function marelleAfar(rows: readonly (1 | 2)[]): string[] {
  const depth = (row: number) => HORIZON + (FEET - HORIZON) / (1 + 0.42 * row);
  const half = (y: number) => ((y - HORIZON) / (FEET - HORIZON)) * 150;
  return rows.flatMap((count, row) => {
    const near = depth(row + 0.12);
    const far = depth(row + 1);
    const edges = count === 1 ? [-0.5, 0.5] : [-1, 0, 1];
    return edges.slice(1).map((right, index) => {
      const left = edges[index] ?? 0;
      const corner = (edge: number, y: number) => `${(640 + edge * half(y)).toFixed(1)},${y.toFixed(1)}`;
      return [corner(left, near), corner(right, near), corner(right, far), corner(left, far)].join(" ");
    });
  });
}
