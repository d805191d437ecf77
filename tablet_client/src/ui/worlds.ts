// Where a sitting takes place: each day another world, and another one for each subject, so that the place lives.

export type World = "playground" | "wood" | "seaside" | "village";
export const WORLDS: readonly World[] = ["playground", "wood", "seaside", "village"];

const DAY_MS = 86_400_000;

/** The world of this day; `beside`: the next ones, for another subject. */
export function worldOf(now: Date, beside = 0): World {
  const day = Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY_MS);
  return WORLDS[(day + beside) % WORLDS.length] ?? "playground";
}
