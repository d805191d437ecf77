// Where Rivet's eyes go: towards a thing of the page, or a spot of it.

/** What he looks at: an element, or a spot in pixels of the window. */
export type Look = Element | { x: number; y: number } | null;

/** To the right and down, each from -1 to 1; as far as it goes once the thing is further than twice his own size. */
export interface Gaze {
  x: number;
  y: number;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** From the head (a third down his box) towards a spot. */
export function gazeTowards(own: Box, at: Gaze): Gaze {
  const reach = 2 * Math.max(own.width, own.height, 1);
  const [x, y] = [at.x - (own.left + own.width / 2), at.y - (own.top + own.height / 3)];
  const far = Math.hypot(x, y);
  // Near things still turn his eyes clearly: the square root of how far it is.
  const turn = far === 0 ? 0 : Math.sqrt(Math.min(1, far / reach)) / far;
  return { x: x * turn, y: y * turn };
}

/** Where he looks from this element of the page; straight ahead at nothing. */
export function gazeOf(own: Element, look: Look): Gaze {
  if (!look) return { x: 0, y: 0 };
  const box = look instanceof Element ? look.getBoundingClientRect() : null;
  const at = box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : (look as Gaze);
  return gazeTowards(own.getBoundingClientRect(), at);
}
