// Base-ten blocks: ten of a rank are one of the next, and nothing is lost in a trade.
import type { FigureOf } from "./types";

export type Blocks = FigureOf<"blocks">;
export const RANKS = ["ones", "tens", "hundreds", "thousands"] as const;
export type Rank = (typeof RANKS)[number];

/** What a mat holds, so that it can still be seen. */
export const MOST: Record<Rank, number> = { ones: 40, tens: 30, hundreds: 20, thousands: 12 };
export const NAMES: Record<Rank, [one: string, several: string]> = {
  ones: ["unité", "unités"],
  tens: ["dizaine", "dizaines"],
  hundreds: ["centaine", "centaines"],
  thousands: ["millier", "milliers"],
};

export function counted(count: number, rank: Rank): string {
  return `${count} ${NAMES[rank][count > 1 ? 1 : 0]}`;
}

/** The ranks that stand on the table: those in use, the tens, and those of the largest number that is wanted. */
export function ranksOf(blocks: Blocks, handled: boolean, upTo?: number): Rank[] {
  const highest = RANKS.findLastIndex((rank) => blocks[rank] > 0);
  const there = RANKS.reduce((total, rank, power) => total + blocks[rank] * 10 ** power, 0);
  const largest = upTo ?? (there || 100);
  const wanted = handled ? Math.min(4, String(largest).length) - 1 : 1;
  const last = Math.max(1, wanted, highest + (blocks.tens >= 10 && highest === 1 ? 1 : 0));
  return RANKS.slice(0, last + 1).reverse();
}

export function lower(rank: Rank): Rank | null {
  return RANKS[RANKS.indexOf(rank) - 1] ?? null;
}

export function higher(rank: Rank): Rank | null {
  return RANKS[RANKS.indexOf(rank) + 1] ?? null;
}

/** One more or one less of a rank. */
export function put(blocks: Blocks, rank: Rank, by: 1 | -1): Blocks {
  const count = Math.max(0, Math.min(MOST[rank], blocks[rank] + by));
  return { ...blocks, [rank]: count };
}

/** One of a rank becomes ten of the rank below. */
export function breakOne(blocks: Blocks, rank: Rank): Blocks {
  const below = lower(rank);
  if (!below || blocks[rank] === 0 || blocks[below] + 10 > MOST[below]) return blocks;
  return { ...blocks, [rank]: blocks[rank] - 1, [below]: blocks[below] + 10 };
}

/** Ten of a rank become one of the rank above. */
export function group(blocks: Blocks, rank: Rank): Blocks {
  const above = higher(rank);
  if (!above || blocks[rank] < 10 || blocks[above] === MOST[above]) return blocks;
  return { ...blocks, [rank]: blocks[rank] - 10, [above]: blocks[above] + 1 };
}

export const CUBE = 15;
export const PLATE = 10 * CUBE;
/** What a thousand shows of its depth. */
export const DEPTH = 40;
/** The height of a mat that is handled: what comes onto it must find room. */
const TALL = 350;
/** How each rank lies on its mat: so many side by side, each so large. */
const LYING: Record<Rank, { across: number; width: number; height: number }> = {
  ones: { across: 5, width: CUBE + 7, height: CUBE + 7 },
  tens: { across: 10, width: CUBE + 6, height: PLATE + 12 },
  hundreds: { across: 2, width: PLATE + 12, height: PLATE + 12 },
  thousands: { across: 1, width: PLATE + DEPTH + 8, height: PLATE + DEPTH + 8 },
};
export const wide = (rank: Rank): number => LYING[rank].across * LYING[rank].width + 16;

/** Where each piece stands on its mat; many are fanned out one over the other. */
export function laidOut(rank: Rank, count: number, tall: number): { x: number; y: number }[] {
  const { across, width, height } = LYING[rank];
  const rows = Math.ceil(count / across);
  const gap = (row: number) => (rank === "ones" ? Math.floor(row / 2) * 9 : 0); // tens of cubes stand together
  const down = rows > 1 ? Math.min(height, (tall - height - gap(rows - 1)) / (rows - 1)) : height;
  return Array.from({ length: count }, (_, place) => {
    const row = Math.floor(place / across);
    return { x: 10 + (place % across) * width, y: 10 + row * down + gap(row) };
  });
}

/** The height of the mats: as low as what lies there allows when it is only looked at. */
export function tallOf(blocks: Blocks, handled: boolean): number {
  if (handled) return TALL;
  const needed = RANKS.map((rank) => {
    const { across, height } = LYING[rank];
    const rows = Math.ceil(blocks[rank] / across);
    return rows === 0 ? 0 : height + (rows - 1) * Math.min(height, rank === "thousands" ? 70 : 90);
  });
  return Math.min(TALL, Math.max(PLATE + 12, ...needed));
}
