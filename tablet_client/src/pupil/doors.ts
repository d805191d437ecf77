// The pictures of the doors: OpenMoji drawings (CC BY-SA 4.0). A door that the server knows and that is missing here
// fails the type check.

import bulle from "openmoji/color/svg/1F4AC.svg";
import diagramme from "openmoji/color/svg/1F4CA.svg";
import regle from "openmoji/color/svg/1F4CF.svg";
import equerre from "openmoji/color/svg/1F4D0.svg";
import livre from "openmoji/color/svg/1F4D6.svg";
import livres from "openmoji/color/svg/1F4DA.svg";
import puzzle from "openmoji/color/svg/1F9E9.svg";
import boussole from "openmoji/color/svg/1F9ED.svg";
import boulier from "openmoji/color/svg/1F9EE.svg";
import loupe from "openmoji/color/svg/1F50D.svg";
import tarte from "openmoji/color/svg/1F355.svg";
import oreille from "openmoji/color/svg/1F442.svg";
import nombres from "openmoji/color/svg/1F522.svg";
import abc from "openmoji/color/svg/1F524.svg";
import horloge from "openmoji/color/svg/1F550.svg";
import piece from "openmoji/color/svg/1FA99.svg";
import crayon from "openmoji/color/svg/270F.svg";
import type { DoorId } from "../api/types";

export const DOOR_PICTURES: Record<DoorId, string> = {
  sounds: oreille,
  letters: abc,
  words: livre,
  sentences: bulle,
  texts: livres,
  writing: crayon,
  word_games: puzzle,
  numbers: nombres,
  computing: boulier,
  problems: loupe,
  fractions: tarte,
  money: piece,
  time: horloge,
  measures: regle,
  shapes: equerre,
  moves: boussole,
  charts: diagramme,
};
