// What Rivet can hold up in the pyramid, and what he says of it.

import type { Figure, FigureOf } from "../../pupil/maths/figures/types";
import { PHRASES } from "../../pupil/phrases";

export interface Show {
  name: string;
  figure: Figure | null;
  says: string;
}

const solid = (name: FigureOf<"solid">["name"]): Figure => ({
  tool: "solid",
  name,
  cubes: [],
  net: [],
  unfolded: false,
});

export const SHOWS: Record<string, Show> = {
  rivet: { name: "Rivet", figure: null, says: PHRASES.hologramHello },
  cube: { name: "Cube", figure: solid("cube"), says: PHRASES.hologramCube },
  cuboid: { name: "Pavé droit", figure: solid("cuboid"), says: PHRASES.hologramCuboid },
  pyramid: { name: "Pyramide", figure: solid("pyramid"), says: PHRASES.hologramPyramid },
  cone: { name: "Cône", figure: solid("cone"), says: PHRASES.hologramCone },
  cylinder: { name: "Cylindre", figure: solid("cylinder"), says: PHRASES.hologramCylinder },
  sphere: { name: "Boule", figure: solid("sphere"), says: PHRASES.hologramSphere },
  blocks: {
    name: "Blocs",
    figure: { tool: "blocks", thousands: 0, hundreds: 1, tens: 2, ones: 3 },
    says: PHRASES.hologramBlocks,
  },
};
