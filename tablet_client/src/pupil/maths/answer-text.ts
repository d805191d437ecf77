// What may be typed for an answer of each form, sign by sign, and how it is shown. It is read by the server.
import type { ShownAsk } from "../../api/types";

export type Form = ShownAsk["form"];

export const SIGNS: Record<Form, readonly string[]> = {
  number: [],
  fraction: ["/"],
  time: ["h", "min"],
  money: [","],
  expression: ["+", "−", "×"],
  words: [],
};
const MOST_DIGITS = 5;
const LONGEST = 24;

/** Everything that is on its way to an answer. */
const ON_THE_WAY: Record<Form, RegExp> = {
  number: /^\d{1,5}$/,
  fraction: /^\d{1,3}(\/\d{0,3})?$/,
  time: /^(\d{1,2}h(\d{1,2}(min)?)?|\d{1,3}(min)?)$/,
  money: /^\d{1,4}(,\d{0,2})?$/,
  expression: /^\d{1,5}([+−×]\d{1,5})*[+−×]?$/,
  words: /^.*$/,
};
const WHOLE: Record<Form, RegExp> = {
  number: /^\d+$/,
  fraction: /^\d+(\/\d+)?$/,
  time: /^(\d+h(\d+(min)?)?|\d+min)$/,
  money: /^\d+(,\d{1,2})?$/,
  expression: /^\d+([+−×]\d+)*$/,
  words: /\S/,
};

/** The answer with one more sign; as it was when that leads nowhere. `largest`: when it is a number. */
export function typed(form: Form, text: string, sign: string, largest = 0): string {
  const next = form === "number" && text === "0" ? sign : text + sign;
  const digits = form === "number" && largest > 0 ? String(largest).length : MOST_DIGITS;
  if (next.length > (form === "number" ? digits : LONGEST)) return text;
  return ON_THE_WAY[form].test(next) ? next : text;
}

/** Without its last sign. */
export function erased(text: string): string {
  return text.endsWith("min") ? text.slice(0, -3) : text.slice(0, -1);
}

export const isWhole = (form: Form, text: string): boolean => WHOLE[form].test(text);

/** With the spaces that French puts in it: 7 h 30 min, 4 + 3. */
export function shown(form: Form, text: string): string {
  if (form === "time") return text.replace(/\s*(h|min)\s*/g, "\u00a0$1\u00a0").trim();
  if (form === "expression") return text.replace(/\s*([+\-−×÷])\s*/g, "\u00a0$1\u00a0").replaceAll("-", "−");
  return text;
}

/** The unit to write behind the answer: none when the text says it behind the gap (« 2 € = ___ centimes »). */
export function unitBehind(unit: string, text: string): string {
  const behind = text.split("___")[1]?.trim() ?? "";
  return behind.startsWith(unit) ? "" : unit;
}
