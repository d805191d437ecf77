// What makes a tablet fit for the class, one fact at a time: well, or what to do. For the adult who installs it.
import { WRONG_MS } from "../api/clock.svelte";
import type { Room } from "./storage.svelte";

export interface Check {
  id: "address" | "server" | "certificate" | "clock" | "storage" | "version";
  name: string;
  well: boolean;
  /** What was found. */
  found: string;
  /** What to do when it is not well. */
  todo: string;
}

export interface Facts {
  secure: boolean;
  /** location.host */
  host: string;
  /** How long the server took, in ms; null when it did not answer. */
  answered: number | null;
  /** The page is kept on the tablet, which browsers only do with a certificate that they trust. */
  kept: boolean;
  /** School minus tablet, in ms; null when unknown. */
  offset: number | null;
  disk: boolean;
  room: Room | null;
  pageVersion: string;
  serverVersion: string | null;
  /** Of the page that installs the certificate, on plain http; null where there is none. */
  welcomePort: number | null;
}

const LEAST_MB = 50;

export function checks(facts: Facts): Check[] {
  return [
    {
      id: "address",
      name: "Adresse sécurisée",
      well: facts.secure,
      found: facts.secure ? "Le navigateur peut donner le micro." : "Le navigateur refuse le micro à cette adresse.",
      todo: `Ouvrez https://${facts.host}, ou lisez le code ci-dessous avec l’appareil photo.`,
    },
    server(facts),
    {
      id: "certificate",
      name: "Certificat de l’école",
      well: facts.secure && facts.kept,
      found:
        facts.secure && facts.kept
          ? "Il est accepté\u00a0: Marelle est gardée sur la tablette."
          : "La tablette n’a pas gardé Marelle\u00a0: elle ne fait sans doute pas confiance au certificat.",
      todo: installing(facts),
    },
    clockCheck(facts.offset),
    storageCheck(facts),
    version(facts),
  ];
}

function installing({ host, welcomePort }: Facts): string {
  if (welcomePort !== null)
    return `Ouvrez http://${new URL(`https://${host}`).hostname}:${welcomePort}\u00a0: cette page vous guide pas à pas.`;
  return `Ouvrez https://${host}/certificat, installez-le, puis rechargez cette page. Sur iPad, activez aussi la confiance\u00a0: Réglages, Général, Informations, Réglages des certificats.`;
}

function server({ answered }: Facts): Check {
  return {
    id: "server",
    name: "Réseau et serveur",
    well: answered !== null,
    found: answered === null ? "Le serveur ne répond pas." : `Le serveur a répondu en ${Math.round(answered)} ms.`,
    todo: "Vérifiez, dans l’ordre\u00a0: le Wi-Fi de la tablette, que le serveur est allumé, puis le certificat et l’heure.",
  };
}

function clockCheck(offset: number | null): Check {
  const minutes = Math.round(Math.abs(offset ?? 0) / 60_000);
  const apart = minutes >= 120 ? `${Math.round(minutes / 60)} heures` : `${minutes} minutes`;
  const way = (offset ?? 0) > 0 ? "retarde" : "avance";
  const wrong = Math.abs(offset ?? 0) > WRONG_MS;
  return {
    id: "clock",
    name: "Date et heure",
    well: offset !== null && !wrong,
    found:
      offset === null
        ? "Elles n’ont pas pu être comparées à celles du serveur."
        : wrong
          ? `La tablette ${way} de ${apart} sur le serveur.`
          : "La tablette est à l’heure du serveur.",
    todo: "Réglez la date et l’heure de la tablette, ou celles du serveur. En attendant, les réponses gardent la bonne heure.",
  };
}

function storageCheck({ disk, room }: Facts): Check {
  const tight = room !== null && room.leftMb < LEAST_MB;
  return {
    id: "storage",
    name: "Mémoire de la tablette",
    well: disk && !tight,
    found: disk
      ? room
        ? `Il reste ${size(room.leftMb)} pour Marelle.`
        : "La tablette garde les réponses."
      : "La tablette ne peut rien garder\u00a0: les réponses restent dans la page ouverte.",
    todo: "Libérez de la place, et n’utilisez pas la navigation privée. N’éteignez pas la tablette avant que les réponses soient envoyées.",
  };
}

function version({ pageVersion, serverVersion }: Facts): Check {
  const same = serverVersion === null || serverVersion === pageVersion;
  return {
    id: "version",
    name: "Version",
    well: same,
    found: same ? `Marelle ${pageVersion}.` : `Page ${pageVersion}, serveur ${serverVersion}.`,
    todo: "Rechargez cette page deux fois. Si rien ne change, construisez la page sur le serveur (make run).",
  };
}

function size(megabytes: number): string {
  const gigabytes = megabytes / 1_000;
  return gigabytes >= 1 ? `${Math.floor(gigabytes)} Go` : `${Math.floor(megabytes)} Mo`;
}
