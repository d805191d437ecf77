// Dragging a tile with a finger. What moves less than a little is a touch, which a click then tells.
const TOUCH_PX = 9;
/** A child's aim is wide: so far around the row still counts as in it. */
const NEAR_PX = 40;

export class Dragging {
  tile = $state<number | null>(null);
  /** The last gesture was a touch: its click means something. */
  wasTouch = true;
  #by = $state({ x: 0, y: 0 });
  readonly #row: () => HTMLElement;
  readonly #drop: (tile: number, rank: number | null) => void;

  /** `drop`: the tile was let go before the tile of this rank, or outside the row (null). */
  constructor(row: () => HTMLElement, drop: (tile: number, rank: number | null) => void) {
    this.#row = row;
    this.#drop = drop;
  }

  shift(tile: number): string | null {
    return this.tile === tile ? `${this.#by.x}px ${this.#by.y}px` : null;
  }

  handle(tile: number): (element: HTMLElement) => () => void {
    return (element) => {
      let from: { x: number; y: number } | null = null;
      const down = (event: PointerEvent) => {
        from = { x: event.clientX, y: event.clientY };
        this.wasTouch = true;
        element.setPointerCapture(event.pointerId); // a mouse may leave the tile before it moves
      };
      const move = (event: PointerEvent) => {
        if (!from || (element as HTMLButtonElement).disabled) return;
        const by = { x: event.clientX - from.x, y: event.clientY - from.y };
        if (this.tile !== tile && Math.hypot(by.x, by.y) < TOUCH_PX) return;
        this.tile = tile;
        this.wasTouch = false;
        this.#by = by;
      };
      const up = (event: PointerEvent) => {
        from = null;
        if (this.tile !== tile) return;
        const rank = event.type === "pointerup" ? this.#rank(event, tile) : null;
        this.tile = null;
        this.#drop(tile, rank);
      };
      const key = () => {
        this.wasTouch = true; // a click that comes of a key
      };
      element.addEventListener("pointerdown", down);
      element.addEventListener("pointermove", move);
      element.addEventListener("pointerup", up);
      element.addEventListener("pointercancel", up);
      element.addEventListener("keydown", key);
      return () => {
        element.removeEventListener("pointerdown", down);
        element.removeEventListener("pointermove", move);
        element.removeEventListener("pointerup", up);
        element.removeEventListener("pointercancel", up);
        element.removeEventListener("keydown", key);
      };
    };
  }

  /** How many other tiles of the row come before the finger, in the order of reading; null outside the row. */
  #rank({ clientX: x, clientY: y }: PointerEvent, tile: number): number | null {
    const row = this.#row();
    const box = row.getBoundingClientRect();
    const inside =
      x > box.left - NEAR_PX && x < box.right + NEAR_PX && y > box.top - NEAR_PX && y < box.bottom + NEAR_PX;
    if (!inside) return null;
    const others = [...row.querySelectorAll<HTMLElement>("[data-place]")].filter(
      (one) => Number(one.dataset.place) !== tile,
    );
    return others.filter((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      if (y > bottom) return true;
      if (y < top) return false;
      const list = right - left > box.width * 0.8;
      return list ? y > (top + bottom) / 2 : x > (left + right) / 2;
    }).length;
  }
}
