// What a figure shows, in words, for whoever hears the screen: what is seen, never more.

import { massOf } from "./balance";
import { counted, RANKS } from "./blocks";
import { nameOf } from "./money";
import { labelOf } from "./number-line";
import { SOLIDS } from "./solids";
import type { Figure, FigureOf } from "./types";

const SHAPES: Record<FigureOf<"shape">["name"], string> = {
  square: "un carré",
  rectangle: "un rectangle",
  triangle: "un triangle",
  right_triangle: "un triangle rectangle",
  rhombus: "un losange",
  circle: "un cercle",
  pentagon: "un pentagone",
  hexagon: "un hexagone",
  quadrilateral: "un quadrilatère",
};
export const MOVES = { forward: "avance", left: "tourne à gauche", right: "tourne à droite" } as const;

export const several = (count: number, one: string, many = `${one}s`): string => `${count} ${count > 1 ? many : one}`;
const listed = (names: string[], none: string): string => (names.length > 0 ? names.join(", ") : none);

/** How many of each, in the order of their first. */
export function tallied(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${count} fois ${name}` : name)).join(", ");
}

export function nameOfFigure(figure: Figure): string {
  switch (figure.tool) {
    case "blocks": {
      const there = [...RANKS].reverse().filter((rank) => figure[rank] > 0);
      return `Cubes : ${listed(
        there.map((rank) => counted(figure[rank], rank)),
        "aucun",
      )}`;
    }
    case "number_line": {
      const written = (place: number) => {
        const { whole, over } = labelOf(figure, place);
        return over ? `${whole} sur ${over}` : whole;
      };
      const jumps = figure.jumps.map(({ label }) => label).filter(Boolean);
      return [
        `Droite graduée de ${written(figure.start)} à ${written(figure.end)}`,
        figure.labels.length > 0 ? `repères : ${figure.labels.map(written).join(", ")}` : "",
        jumps.length > 0 ? `bonds : ${jumps.join(", ")}` : "",
      ]
        .filter(Boolean)
        .join(" ; ");
    }
    case "ten_frame":
      return figure.second > 0
        ? `Boîtes de dix : ${several(figure.filled, "rond")} et ${several(figure.second, "carré")}`
        : `Boîtes de dix : ${several(figure.filled, "rond")}`;
    case "collection": {
      const groups = figure.groups.filter((count) => count > 1);
      const loose = figure.groups.length - groups.length;
      const names = groups.map((count) => `un groupe de ${count}`);
      const lone = loose > 0 ? [several(loose, "objet seul", "objets seuls")] : [];
      return `Collection : ${[tallied(names), ...lone].filter(Boolean).join(", ")}`;
    }
    case "bar_model":
      return `Schéma en barres : ${figure.bars
        .map(
          ({ name, parts }) =>
            `${name ? `${name}, ` : ""}${parts.map(({ label }) => label || "à remplir").join(" et ")}`,
        )
        .join(" ; ")}${figure.total == null ? "" : ` ; en tout ${figure.total || "à remplir"}`}${
        figure.difference == null ? "" : ` ; écart ${figure.difference || "à remplir"}`
      }`;
    case "fraction_bar": {
      const shaded = several(figure.shaded.length, "part coloriée", "parts coloriées");
      return `${several(figure.wholes, "unité")} en ${several(figure.parts, "part")} : ${shaded}`;
    }
    case "money":
      return `Sur la table : ${figure.laid.length > 0 ? tallied(figure.laid.map(nameOf)) : "rien"}`;
    case "clock": {
      const pad = String(figure.minute).padStart(2, "0");
      if (figure.digital) return `Horloge : ${figure.hour} : ${pad}`;
      const near = figure.minute === 0 ? "sur" : "après";
      return `Horloge : petite aiguille ${near} ${figure.hour % 12 || 12}, grande aiguille sur la minute ${figure.minute}`;
    }
    case "grid": {
      const moves = figure.moves.map((move) => MOVES[move]);
      return [
        `Quadrillage de ${several(figure.columns, "colonne")} et ${several(figure.rows, "ligne")}`,
        figure.segments.length > 0 ? several(figure.segments.length, "trait") : "",
        figure.cells.length + figure.given.length > 0
          ? several(figure.cells.length + figure.given.length, "case coloriée", "cases coloriées")
          : "",
        figure.axis ? `axe de symétrie ${figure.axis.across === "vertical" ? "vertical" : "horizontal"}` : "",
        moves.length > 0 ? `déplacements : ${moves.join(", ")}` : "",
      ]
        .filter(Boolean)
        .join(" ; ");
    }
    case "balance": {
      const pan = (weights: typeof figure.left) =>
        listed(
          weights.map(({ grams, label }) => label || (grams == null ? "un objet" : massOf(grams))),
          "rien",
        );
      const lean = { left: "penche à gauche", right: "penche à droite", level: "en équilibre" }[figure.leans];
      return `Balance, ${lean} : à gauche ${pan(figure.left)} ; à droite ${pan(figure.right)}`;
    }
    case "ruler":
      return "Règle graduée et segment";
    case "shape":
      return figure.points.length > 0 ? "Une figure plane" : `Figure : ${SHAPES[figure.name]}`;
    case "solid":
      if (figure.cubes.length > 0) return "Assemblage de cubes";
      return figure.unfolded ? `Patron : ${SOLIDS[figure.name].name}` : `Solide : ${SOLIDS[figure.name].name}`;
    case "chart":
      return figure.title || (figure.form === "bars" ? "Diagramme en barres" : "Tableau");
  }
}
