// Coins and notes between the purse and the table. The purse is what may be laid: it stays whole in the state.
import type { FigureOf } from "./types";

export type Money = FigureOf<"money">;
export type Cents = Money["laid"][number];

/** What is still in the purse, the largest first: what was laid since the start came out of it. */
export function inPurse(start: Money, now: Money): Cents[] {
  const left = [...(start.purse ?? [])];
  const before = [...start.laid];
  for (const piece of now.laid) {
    const there = before.indexOf(piece);
    if (there >= 0) before.splice(there, 1);
    else {
      const place = left.indexOf(piece);
      if (place >= 0) left.splice(place, 1);
    }
  }
  return left.sort((one, other) => other - one);
}

export function lay(money: Money, piece: Cents): Money {
  return { ...money, laid: [...money.laid, piece] };
}

export function takeBack(money: Money, place: number): Money {
  return { ...money, laid: money.laid.filter((_, rank) => rank !== place) };
}

export const isNote = (piece: Cents): boolean => piece >= 500;

export function nameOf(piece: Cents): string {
  if (piece < 100) return piece === 1 ? "1 centime" : `${piece} centimes`;
  const euros = piece / 100;
  return `${isNote(piece) ? "billet" : "pièce"} de ${euros} euro${euros > 1 ? "s" : ""}`;
}
