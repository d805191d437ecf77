// The wording of a position, as the teacher changes it: another level changes the first sentence, if it is still ours.
import type { LsuDomain, LsuLevel } from "../../api/types";

export function atLevel(text: string, domain: LsuDomain, from: LsuLevel | "", to: LsuLevel | ""): string {
  const before = from ? (domain.sentences[from] ?? "") : "";
  const after = to ? (domain.sentences[to] ?? "") : "";
  if (!text.startsWith(before)) return text;
  const rest = text.slice(before.length).trimStart();
  return [after, rest].filter(Boolean).join(" ");
}
