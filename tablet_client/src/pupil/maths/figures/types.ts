// The manipulatives by name, and what a component that draws one takes: a state, and where the new one goes.
import type { Figure } from "../../../api/types";

export type { Figure } from "../../../api/types";
export type Tool = Figure["tool"];
export type FigureOf<T extends Tool> = Extract<Figure, { tool: T }>;
/** Column and row from the bottom left, both from 0. */
export type Point = [number, number];

/** Drawn only to be looked at when nothing is to be called with a new state. */
export interface Drawn<T extends Tool> {
  figure: FigureOf<T>;
  onchange?: ((next: FigureOf<T>) => void) | undefined;
  /** The largest number that it may have to show, when it is known. */
  upTo?: number | undefined;
  /** One of several to choose among: it does not turn. */
  still?: boolean | undefined;
}
