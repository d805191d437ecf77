// A finger or a mouse that slides over a drawing, told in the drawing's own units.
export interface Spot {
  x: number;
  y: number;
}
export interface Slide {
  down: (at: Spot) => void;
  move?: (at: Spot) => void;
  up?: (at: Spot) => void;
}

/** Where a pointer is, in the units of the viewBox. */
export function spotOf(svg: SVGSVGElement, event: { clientX: number; clientY: number }): Spot {
  const matrix = svg.getScreenCTM();
  if (!matrix) return { x: 0, y: 0 };
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return { x, y };
}

/** Attached to a part of a drawing: from the touch until it is let go. Nothing when the drawing is only looked at. */
export function slide(on: Slide | null): (element: SVGElement) => () => void {
  return (element) => {
    const svg = element instanceof SVGSVGElement ? element : element.ownerSVGElement;
    if (!svg || !on) return () => {};
    let held = false;
    const down = (event: PointerEvent) => {
      held = true;
      element.setPointerCapture(event.pointerId);
      on.down(spotOf(svg, event));
    };
    const move = (event: PointerEvent) => {
      if (held) on.move?.(spotOf(svg, event));
    };
    const up = (event: PointerEvent) => {
      if (held) on.up?.(spotOf(svg, event));
      held = false;
    };
    const before = element.style.touchAction;
    element.style.touchAction = "none";
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    return () => {
      element.style.touchAction = before;
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
    };
  };
}

/** Attributes of a part of a drawing that is touched as a button; none when it is only looked at. */
export function asButton(name: string, press: (() => void) | null, pressed?: boolean) {
  if (!press) return {};
  const onkeydown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  };
  return { role: "button", tabindex: 0, "aria-label": name, "aria-pressed": pressed, onclick: press, onkeydown };
}

export interface Scale {
  now: number;
  least: number;
  most: number;
  /** How the place is said, when it is not by its number. */
  said?: string;
}

/** Attributes of a part that slides, and that arrows move by steps; none when it is only looked at. */
export function asSlider(name: string, { now, least, most, said }: Scale, move: ((steps: number) => void) | null) {
  if (!move) return {};
  const onkeydown = (event: KeyboardEvent) => {
    const steps = stepsOf(event.key);
    if (steps === null) return;
    event.preventDefault();
    move(steps);
  };
  const values = { "aria-valuenow": now, "aria-valuemin": least, "aria-valuemax": most, "aria-valuetext": said };
  return { role: "slider", tabindex: 0, "aria-label": name, ...values, onkeydown };
}

/** By how many steps a key moves what is held: arrows by one, page keys by ten; null for any other key. */
export function stepsOf(key: string): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10,
  };
  return steps[key] ?? null;
}
