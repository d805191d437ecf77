// A model in bars to fill: labels that are empty at the start are places, and each tile is put in one of them.
import type { FigureOf } from "./types";

export type BarModel = FigureOf<"bar_model">;
export type Place = { at: "part"; bar: number; part: number } | { at: "total" } | { at: "difference" };

/** The places to fill, from the start: the total first, then the bars from the top, then the difference. */
export function placesOf(start: BarModel): Place[] {
  const places: Place[] = [];
  if (start.total === "") places.push({ at: "total" });
  start.bars.forEach(({ parts }, bar) => {
    parts.forEach(({ label }, part) => {
      if (label === "") places.push({ at: "part", bar, part });
    });
  });
  if (start.difference === "") places.push({ at: "difference" });
  return places;
}

export function keyOf(place: Place): string {
  return place.at === "part" ? `${place.bar}.${place.part}` : place.at;
}

export function labelAt(model: BarModel, place: Place): string {
  if (place.at === "part") return model.bars[place.bar]?.parts[place.part]?.label ?? "";
  return model[place.at] ?? "";
}

/** The model with this written at this place; empty to take back what stood there. */
export function write(model: BarModel, place: Place, label: string): BarModel {
  if (place.at !== "part") return { ...model, [place.at]: label };
  const bars = model.bars.map((bar, row) => ({
    ...bar,
    parts: bar.parts.map((part, rank) => (row === place.bar && rank === place.part ? { ...part, label } : part)),
  }));
  return { ...model, bars };
}

/** The tiles not yet put down, each with its rank among all. */
export function tilesLeft(start: BarModel, now: BarModel): { tile: string; rank: number }[] {
  const put = placesOf(start).map((place) => labelAt(now, place));
  return start.tiles.flatMap((tile, rank) => {
    const where = put.indexOf(tile);
    if (where < 0) return [{ tile, rank }];
    put.splice(where, 1);
    return [];
  });
}
