// Marks an answer when the tablet is alone: written in one line and compared with the right ones, as the server's
// exercises/alone.py writes them. The server marks it again when it comes.
import type { Answer, ShownBuild, ShownChoose } from "../api/types";

/** Of the content that was shown, what an answer refers to. */
type Content = { kind: string; tiles?: string[] };

const BETWEEN = "\x1f";

export function isRight(content: Content, answer: Answer, right: readonly string[]): boolean {
  const line = inALine(content, answer);
  return line !== null && right.includes(line);
}

/** Of a wrong answer, what may stay: the right options among several, or the first tiles that are right. */
export function rightAlready(content: Content, answer: Answer, right: readonly string[]): number[] {
  if (answer.type === "chosen" && (content as ShownChoose).right > 1) {
    const wanted = (right[0] ?? "").split(" ").map(Number);
    return answer.options.filter((place) => wanted.includes(place));
  }
  if (answer.type === "built") {
    const put = textsOf(content as ShownBuild, answer.tiles);
    const kept = right.map((order) => sameStart(put, order.split(BETWEEN)));
    return answer.tiles.slice(0, Math.max(0, ...kept));
  }
  return [];
}

function inALine(content: Content, answer: Answer): string | null {
  switch (answer.type) {
    case "number":
      return String(answer.value);
    case "chosen":
      return [...new Set(answer.options)].sort((one, other) => one - other).join(" ");
    case "built":
      return textsOf(content, answer.tiles).join(BETWEEN);
    case "written":
      return spelled(answer.text);
    case "columns":
      return numberOf(answer.digits);
    default:
      return null;
  }
}

function textsOf(content: Content, tiles: readonly number[]): string[] {
  return tiles.map((tile) => content.tiles?.[tile] ?? "");
}

function sameStart(one: readonly string[], other: readonly string[]): number {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return same;
}

/** Capitals, spaces around and between words, and the last point are free. */
function spelled(text: string): string {
  const plain = text.normalize("NFC").replaceAll("'", "’").toLowerCase();
  return plain
    .split(/\s+/)
    .filter(Boolean)
    .join(" ")
    .replace(/^[ .!?…]+|[ .!?…]+$/g, "");
}

/** The number that these digits write, from the units; null with a gap inside, or two digits in a column. */
function numberOf(digits: readonly (number | null)[]): string | null {
  const row = [...digits];
  while (row.length > 0 && row.at(-1) === null) row.pop();
  if (row.length === 0 || row.some((digit) => digit === null || digit > 9)) return null;
  return String(Number(row.reverse().join("")));
}
