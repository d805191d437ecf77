// Wholes cut into equal parts: where each part lies, as a strip, a disc or a square.
import type { FigureOf } from "./types";

export type FractionBar = FigureOf<"fraction_bar">;
export const SIZES = { strip: [460, 110], disc: [240, 240], square: [240, 240] } as const;

/** A part shaded, or white again. */
export function shade(bar: FractionBar, place: number): FractionBar {
  const shaded = bar.shaded.includes(place) ? bar.shaded.filter((one) => one !== place) : [...bar.shaded, place];
  return { ...bar, shaded };
}

/** The outline of a part of a whole, `part` counted from 0. */
export function outline(form: FractionBar["form"], parts: number, part: number): string {
  const [width, height] = SIZES[form];
  if (form === "disc") {
    const r = width / 2 - 4;
    if (parts === 1) return `M${-r} 0a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
    const [from, to] = [part, part + 1].map((rank) => (rank / parts) * 2 * Math.PI - Math.PI / 2) as [number, number];
    const at = (angle: number) => `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
    return `M0 0L${at(from)}A${r} ${r} 0 0 1 ${at(to)}z`;
  }
  const [across, down] = form === "square" ? rectangle(parts) : [parts, 1];
  const [w, h] = [(width - 8) / across, (height - 8) / down];
  const [x, y] = [4 + (part % across) * w, 4 + Math.floor(part / across) * h];
  return `M${x} ${y}h${w}v${h}h${-w}z`;
}

/** The squarest way to cut a square into equal rectangles. */
export function rectangle(parts: number): [across: number, down: number] {
  for (let down = Math.floor(Math.sqrt(parts)); down > 1; down--) if (parts % down === 0) return [parts / down, down];
  return [parts, 1];
}
