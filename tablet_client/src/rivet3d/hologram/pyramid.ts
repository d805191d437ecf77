// The pyramid of clear plastic, in millimetres: its four faces in one piece, to cut out, fold and close.
// Small end down, its faces lean out at 45 degrees, so that they turn a lying screen into an upright picture.

export type Spot = [x: number, y: number];

/** The sides of its two squares: 100 mm goes on a tablet of 10 inches and, with its tab, on an A4 sheet. */
export const PYRAMID = { foot: 16, top: 100 } as const;
const TAB = 9;
/** A face of 45 degrees, prolonged to its tip, has this angle there: twice the one whose tangent is 1 / √2. */
const ANGLE = 2 * Math.atan(Math.SQRT1_2);

export interface Net {
  /** Each face: its two corners on the small square, then the two on the large one. */
  faces: [Spot, Spot, Spot, Spot][];
  /** Between two faces, and to the tab. */
  folds: [Spot, Spot][];
  tab: Spot[];
  /** All that is cut, around faces and tab. */
  outline: Spot[];
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How high the pyramid stands, and how long a face is along its middle. */
export function tallOf({ foot, top }: { foot: number; top: number } = PYRAMID): { height: number; slant: number } {
  const height = (top - foot) / 2; // as high as it leans out: 45 degrees
  return { height, slant: height * Math.SQRT2 };
}

export function netOf({ foot, top }: { foot: number; top: number } = PYRAMID): Net {
  // From the tip where all faces would meet; the corner of a square of side s is s √3 / 2 away from it.
  const [near, far] = [(foot * Math.sqrt(3)) / 2, (top * Math.sqrt(3)) / 2];
  const spot = (ray: number, length: number): Spot => {
    const angle = (ray - 2) * ANGLE;
    return [length * Math.sin(angle), -length * Math.cos(angle)];
  };
  const rays = [0, 1, 2, 3, 4];
  const faces = [0, 1, 2, 3].map((ray): Net["faces"][number] => [
    spot(ray, near),
    spot(ray + 1, near),
    spot(ray + 1, far),
    spot(ray, far),
  ]);
  const along: Spot = [Math.sin(2 * ANGLE), -Math.cos(2 * ANGLE)];
  const aside: Spot = [-along[1], along[0]];
  const beside = (length: number): Spot => [along[0] * length + aside[0] * TAB, along[1] * length + aside[1] * TAB];
  const tab = [spot(4, near), beside(near + TAB), beside(far - TAB), spot(4, far)];
  const outline = [
    ...rays.map((ray) => spot(ray, far)),
    ...tab.slice(1, 3).reverse(),
    ...[...rays].reverse().map((ray) => spot(ray, near)),
  ];
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const [left, high] = [Math.min(...xs), Math.min(...ys)];
  return {
    faces,
    folds: [1, 2, 3, 4].map((ray) => [spot(ray, near), spot(ray, far)]),
    tab,
    outline,
    left,
    top: high,
    width: Math.max(...xs) - left,
    height: Math.max(...ys) - high,
  };
}
