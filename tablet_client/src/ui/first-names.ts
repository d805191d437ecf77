// First names in the order of the French alphabet, whatever their accents: « Élise » between « Diego » and « Farid ».
const FRENCH = new Intl.Collator("fr", { sensitivity: "base" });

export function byFirstName<T extends { first_name: string }>(pupils: readonly T[]): T[] {
  return [...pupils].sort((one, other) => FRENCH.compare(one.first_name, other.first_name));
}
