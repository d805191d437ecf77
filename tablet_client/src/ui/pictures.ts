// The pupils' faces and the twelve pictures of the secret: OpenMoji drawings (CC BY-SA 4.0), taken one by
// one from the package at build. A picture that the server knows and that is missing here fails the type check.

import maison from "openmoji/color/svg/1F3E0.svg";
import velo from "openmoji/color/svg/1F6B2.svg";
import soleil from "openmoji/color/svg/1F31E.svg";
import fleur from "openmoji/color/svg/1F33B.svg";
import pomme from "openmoji/color/svg/1F34E.svg";
import escargot from "openmoji/color/svg/1F40C.svg";
import abeille from "openmoji/color/svg/1F41D.svg";
import coccinelle from "openmoji/color/svg/1F41E.svg";
import poisson from "openmoji/color/svg/1F41F.svg";
import dauphin from "openmoji/color/svg/1F42C.svg";
import souris from "openmoji/color/svg/1F42D.svg";
import tigre from "openmoji/color/svg/1F42F.svg";
import ours from "openmoji/color/svg/1F43B.svg";
import panda from "openmoji/color/svg/1F43C.svg";
import renard from "openmoji/color/svg/1F98A.svg";
import papillon from "openmoji/color/svg/1F98B.svg";
import lune from "openmoji/color/svg/1F319.svg";
import chat from "openmoji/color/svg/1F408.svg";
import poule from "openmoji/color/svg/1F414.svg";
import pieuvre from "openmoji/color/svg/1F419.svg";
import tortue from "openmoji/color/svg/1F422.svg";
import koala from "openmoji/color/svg/1F428.svg";
import lapin from "openmoji/color/svg/1F430.svg";
import dragon from "openmoji/color/svg/1F432.svg";
import cheval from "openmoji/color/svg/1F434.svg";
import singe from "openmoji/color/svg/1F435.svg";
import cochon from "openmoji/color/svg/1F437.svg";
import grenouille from "openmoji/color/svg/1F438.svg";
import cle from "openmoji/color/svg/1F511.svg";
import lion from "openmoji/color/svg/1F981.svg";
import licorne from "openmoji/color/svg/1F984.svg";
import hibou from "openmoji/color/svg/1F989.svg";
import herisson from "openmoji/color/svg/1F994.svg";
import etoile from "openmoji/color/svg/2B50.svg";
import ballon from "openmoji/color/svg/26BD.svg";
import bateau from "openmoji/color/svg/26F5.svg";
import type { AvatarId, PictureId } from "../api/types";

export interface Picture {
  src: string;
  /** With its article, for whoever hears the screen. */
  name: string;
}

export const AVATARS: Record<AvatarId, Picture> = {
  renard: { src: renard, name: "le renard" },
  panda: { src: panda, name: "le panda" },
  lapin: { src: lapin, name: "le lapin" },
  tigre: { src: tigre, name: "le tigre" },
  koala: { src: koala, name: "le koala" },
  grenouille: { src: grenouille, name: "la grenouille" },
  poule: { src: poule, name: "la poule" },
  singe: { src: singe, name: "le singe" },
  pieuvre: { src: pieuvre, name: "la pieuvre" },
  papillon: { src: papillon, name: "le papillon" },
  tortue: { src: tortue, name: "la tortue" },
  herisson: { src: herisson, name: "le hérisson" },
  hibou: { src: hibou, name: "le hibou" },
  dauphin: { src: dauphin, name: "le dauphin" },
  escargot: { src: escargot, name: "l’escargot" },
  coccinelle: { src: coccinelle, name: "la coccinelle" },
  licorne: { src: licorne, name: "la licorne" },
  dragon: { src: dragon, name: "le dragon" },
  ours: { src: ours, name: "l’ours" },
  lion: { src: lion, name: "le lion" },
  cochon: { src: cochon, name: "le cochon" },
  souris: { src: souris, name: "la souris" },
  cheval: { src: cheval, name: "le cheval" },
  abeille: { src: abeille, name: "l’abeille" },
};

export const PICTURES: Record<PictureId, Picture> = {
  soleil: { src: soleil, name: "le soleil" },
  lune: { src: lune, name: "la lune" },
  fleur: { src: fleur, name: "la fleur" },
  pomme: { src: pomme, name: "la pomme" },
  ballon: { src: ballon, name: "le ballon" },
  bateau: { src: bateau, name: "le bateau" },
  chat: { src: chat, name: "le chat" },
  poisson: { src: poisson, name: "le poisson" },
  maison: { src: maison, name: "la maison" },
  velo: { src: velo, name: "le vélo" },
  etoile: { src: etoile, name: "l’étoile" },
  cle: { src: cle, name: "la clé" },
};

/** In the order of the screen, the same for everyone so that hands remember places. */
export const PICTURE_ORDER = Object.keys(PICTURES) as PictureId[];
