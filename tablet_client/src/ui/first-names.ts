// First names in the order of the French alphabet, whatever their accents: « Élise » between « Diego » and « Farid ».
const FRENCH = new Intl.Collator("fr", { sensitivity: "base" });

export function byFirstName<T>(all: readonly T[], name: (one: T) => string): T[] {
  return [...all].sort((one, other) => FRENCH.compare(name(one), name(other)));
}
