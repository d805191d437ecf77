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
