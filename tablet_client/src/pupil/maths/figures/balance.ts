// Two pans: masses from the box go on the right one, and the beam leans as it would.
import type { FigureOf } from "./types";

export type Balance = FigureOf<"balance">;
type Weight = Balance["left"][number];

/** The same mass put on the right pan. */
export function putOn(balance: Balance, grams: number): Balance {
  return leaning({ ...balance, right: [...balance.right, { grams, picture: "", label: "" }] });
}

export function takeOff(balance: Balance, place: number): Balance {
  return leaning({ ...balance, right: balance.right.filter((_, rank) => rank !== place) });
}

/** What is still in the box: what was put on the pan since the start came out of it. */
export function inBox(start: Balance, now: Balance): number[] {
  const left = [...start.box];
  for (const { grams } of now.right.slice(start.right.length)) {
    const place = left.indexOf(grams ?? 0);
    if (place >= 0) left.splice(place, 1);
  }
  return left;
}

/** How it leans once all masses are known; else as it was. */
export function leaning(balance: Balance): Balance {
  const left = sum(balance.left);
  const right = sum(balance.right);
  if (left === null || right === null) return balance;
  return { ...balance, leans: left === right ? "level" : left > right ? "left" : "right" };
}

function sum(weights: readonly Weight[]): number | null {
  let total = 0;
  for (const { grams } of weights) {
    if (grams === null || grams === undefined) return null;
    total += grams;
  }
  return total;
}

export function massOf(grams: number): string {
  return grams >= 1000 && grams % 1000 === 0 ? `${grams / 1000} kg` : `${grams} g`;
}
