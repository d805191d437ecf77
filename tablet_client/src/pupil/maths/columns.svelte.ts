// A written operation: digits from the units to the left, carries over the columns, exchanges by touching a digit.
import type { Answer, Served, ShownColumns, Solution } from "../../api/types";
import { HandTurn } from "../doing/hand-turn.svelte";
import type { Sitting } from "../sitting.svelte";

export type Digit = number | null;
/** A cell: of the result, of the carries, or of the number of this rank; columns are counted from the units. */
export interface Cell {
  row: "digits" | "carries" | number;
  column: number;
}

export const digitsOf = (number: number): number[] => [...String(number)].reverse().map(Number);

/**
 * A ten (of the next rank) taken from this column to its right, or given back. The numbers are what the columns of the
 * first number are worth now. Null when nothing can be taken.
 */
export function exchanged(values: readonly number[], column: number): number[] | null {
  const [value, right] = [values[column], values[column - 1]];
  if (value === undefined || right === undefined) return null;
  const by = right >= 10 ? 1 : -1;
  if (value + by < 0) return null;
  return values.map((old, at) => (at === column ? old + by : at === column - 1 ? old - 10 * by : old));
}

export class ColumnsTurn extends HandTurn {
  digits = $state<Digit[]>([]);
  carries = $state<Digit[]>([]);
  /** The numbers, when the pupil sets them himself. */
  rows = $state<Digit[][]>([]);
  /** What the columns of the first number are worth, once tens went from one to the next. */
  values = $state<number[]>([]);
  aimed = $state<Cell>({ row: "digits", column: 0 });
  readonly content: ShownColumns;
  readonly #first: number[];

  constructor(served: Served, content: ShownColumns, sitting: Sitting) {
    super(served, content.prompt, sitting);
    this.content = content;
    this.#first = digitsOf(content.operands[0] ?? 0);
    this.values = [...this.#first];
    this.digits = this.#empty;
    this.carries = this.#empty;
    this.rows = content.placed ? [] : content.operands.map(() => this.#empty);
    if (!content.placed) this.aimed = { row: 0, column: 0 };
  }

  get #empty(): Digit[] {
    return Array.from({ length: this.content.columns }, () => null);
  }

  get complete(): boolean {
    return this.digits.some((digit) => digit !== null);
  }

  protected get answer(): Answer {
    const { digits, carries, rows } = $state.snapshot({ digits: this.digits, carries: this.#noted, rows: this.rows });
    return { type: "columns", digits, carries, rows };
  }

  /** Carries as written; in a subtraction, what the columns that changed are worth now. */
  get #noted(): Digit[] {
    if (this.content.operator !== "-") return [...this.carries];
    return this.#empty.map((_, at) => {
      const value = this.values[at];
      return value === undefined || value === this.#first[at] ? null : value;
    });
  }

  aim(cell: Cell): void {
    if (this.touch()) this.aimed = cell;
  }

  /** A digit in the cell that is aimed at; then on to the next one to the left. */
  press(digit: number): void {
    if (!this.touch()) return;
    const { row, column } = this.aimed;
    this.#row[column] = digit;
    if (row === "carries")
      this.aimed = { row: "digits", column: this.digits[column - 1] === null ? column - 1 : column };
    else if (column + 1 < this.content.columns) this.aimed = { row, column: column + 1 };
  }

  /** The cell is emptied; an empty one leads back to the one before. */
  erase(): void {
    if (!this.touch()) return;
    const { row, column } = this.aimed;
    if (this.#row[column] === null && column > 0 && row !== "carries") this.aimed = { row, column: column - 1 };
    this.#row[this.aimed.column] = null;
  }

  /** To the cell beside or above, for the arrows of a keyboard; `by` counts to the left and downwards. */
  go(left: number, down: number): void {
    const rows: Cell["row"][] = [
      ...(this.content.operator === "-" ? [] : (["carries"] as const)),
      ...this.rows.map((_, rank) => rank),
      "digits",
    ];
    const at = Math.max(0, Math.min(rows.length - 1, rows.indexOf(this.aimed.row) + down));
    const row = rows[at] ?? "digits";
    const column = Math.max(row === "carries" ? 1 : 0, Math.min(this.content.columns - 1, this.aimed.column + left));
    this.aim({ row, column });
  }

  canExchange(column: number): boolean {
    return this.content.operator === "-" && this.content.placed && exchanged(this.values, column) !== null;
  }

  exchange(column: number): void {
    const next = exchanged(this.values, column);
    if (next && this.touch()) this.values = next;
  }

  get #row(): Digit[] {
    const { row } = this.aimed;
    if (row === "digits") return this.digits;
    return row === "carries" ? this.carries : (this.rows[row] ?? this.digits);
  }

  /** What was written stays: a child looks for the digit that is not right. */
  protected takeBack(): void {
    if (this.stage === "help") this.digits = this.#empty;
    else this.aimed = { row: "digits", column: 0 };
  }

  protected show(solution: Solution, step: number): boolean {
    const digits = solution.digits ?? [];
    const digit = digits[step];
    if (digit === undefined) return false;
    this.digits[step] = digit;
    return step + 1 < digits.length;
  }

  protected said(): string[] {
    return [];
  }

  protected override gather(): void {
    const { operands, operator } = this.content;
    const result = [...this.digits]
      .reverse()
      .filter((digit) => digit !== null)
      .join("");
    const sum = `${operands.join(operator === "-" ? " − " : ` ${operator} `)} = ${Number(result)}`;
    const { sums } = this.sitting.gathered;
    if (!sums.includes(sum)) sums.push(sum);
  }
}
