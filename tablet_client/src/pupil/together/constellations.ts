// The four constellations that groups relight: eight stars each, as they stand in the sky of France facing south (the
// Bear as it stands in the north). Places on a board of 100 by 60; lines join stars by their rank.
import type { SkyName } from "../../api/types";

export interface Constellation {
  name: string;
  /** In the order in which they light: across, down, size. */
  stars: readonly (readonly [number, number, number])[];
  lines: readonly (readonly [number, number])[];
}

export const CONSTELLATIONS: Record<SkyName, Constellation> = {
  bear: {
    name: "La Grande Ourse et l’étoile Polaire",
    stars: [
      [10, 26, 1.1],
      [24, 24, 1.1],
      [35, 29, 1.1],
      [47, 34, 0.9],
      [50, 50, 1],
      [72, 52, 1],
      [73, 34, 1.15],
      [80, 8, 1],
    ],
    lines: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 3],
      [6, 7],
    ],
  },
  orion: {
    name: "Orion",
    stars: [
      [50, 5, 0.8],
      [36, 15, 1.25],
      [63, 14, 1.05],
      [45, 34, 1],
      [50, 31.5, 1],
      [55, 29, 1],
      [40, 55, 1],
      [68, 52, 1.3],
    ],
    lines: [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 5],
      [3, 4],
      [4, 5],
      [3, 6],
      [5, 7],
    ],
  },
  swan: {
    name: "Le Cygne",
    stars: [
      [28, 9, 1.3],
      [41, 22, 1.1],
      [56, 34, 0.85],
      [78, 52, 1.1],
      [31, 38, 1],
      [22, 54, 0.9],
      [56, 11, 1],
      [72, 6, 0.85],
    ],
    lines: [
      [0, 1],
      [1, 2],
      [2, 3],
      [1, 4],
      [4, 5],
      [1, 6],
      [6, 7],
    ],
  },
  lion: {
    name: "Le Lion",
    stars: [
      [72, 47, 1.3],
      [67, 28, 1.1],
      [71, 16, 0.9],
      [80, 8, 0.85],
      [89, 14, 0.95],
      [33, 26, 1],
      [11, 40, 1.15],
      [34, 42, 0.95],
    ],
    lines: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [1, 5],
      [5, 6],
      [6, 7],
      [7, 5],
      [7, 0],
    ],
  },
};
