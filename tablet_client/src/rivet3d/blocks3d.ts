// Where each small cube of base-ten blocks stands: a large cube, plates, bars, cubes, from our left to our right.
import { type Blocks, RANKS, type Rank } from "../pupil/maths/figures/blocks";
import type { Corner } from "../pupil/maths/figures/solids";

export interface Cube {
  at: Corner;
  color: number;
}

/** The same colours as the flat blocks. */
const COLORS: Record<Rank, number> = { ones: 0xffc94d, tens: 0xffa27c, hundreds: 0x8fd6cb, thousands: 0xa9a4ea };
const ROOM = 3.1;
const GAP = 1.2; // between two ranks
/** Corners of the piece of each rank, in cubes. */
const SIZES: Record<Rank, Corner> = {
  ones: [1, 1, 1],
  tens: [1, 10, 1],
  hundreds: [10, 10, 1],
  thousands: [10, 10, 10],
};
/** From one piece to the next of its rank: bars side by side, plates one behind the other, cubes in a pile of five. */
const STEPS: Record<Rank, (rank: number) => Corner> = {
  ones: (rank) => [Math.floor(rank / 5) * 1.25, (rank % 5) * 1.25, 0],
  tens: (rank) => [(rank % 10) * 1.3, 0, -Math.floor(rank / 10) * 1.6],
  hundreds: (rank) => [rank * 0.6, 0, -rank * 1.8],
  thousands: (rank) => [rank * 11, 0, 0],
};

/** All the cubes that can be seen, centred, and how large each is for them to fit in the room. */
export function cubesOfBlocks(blocks: Blocks): { cubes: Cube[]; side: number } {
  const cubes: Cube[] = [];
  let right = 0;
  for (const rank of [...RANKS].reverse()) {
    const before = cubes.length;
    for (let piece = 0; piece < blocks[rank]; piece++) {
      const [x, y, z] = STEPS[rank](piece);
      for (const [dx, dy, dz] of skin(SIZES[rank])) {
        cubes.push({ at: [right + x + dx, y + dy, z - dz], color: COLORS[rank] });
      }
    }
    if (cubes.length > before) right = Math.max(...cubes.slice(before).map(({ at }) => at[0])) + 1 + GAP;
  }
  const spans = [0, 1, 2].map((axis) => {
    const along = cubes.map(({ at }) => at[axis] as number);
    return along.length > 0 ? ([Math.min(...along), Math.max(...along)] as const) : ([0, 0] as const);
  });
  const side = ROOM / Math.max(5, ...spans.map(([low, high]) => high - low + 1));
  const centred = cubes.map(({ at, color }) => ({
    at: at.map((place, axis) => {
      const [low, high] = spans[axis] as readonly [number, number];
      return (place - (low + high) / 2) * side;
    }) as Corner,
    color,
  }));
  return { cubes: centred, side };
}

/** The cubes of a piece that are not hidden inside it. */
function skin([wide, high, deep]: Corner): Corner[] {
  const found: Corner[] = [];
  for (let x = 0; x < wide; x++)
    for (let y = 0; y < high; y++)
      for (let z = 0; z < deep; z++) {
        const edge = (at: number, size: number) => at === 0 || at === size - 1;
        if (edge(x, wide) || edge(y, high) || edge(z, deep)) found.push([x, y, z]);
      }
  return found;
}
