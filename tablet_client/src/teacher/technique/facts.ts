// What a technician reads of the server, one fact at a time: well, or what to do.
import { WRONG_MS } from "../../api/clock.svelte";
import type { Technical } from "../../api/types";

export interface Fact {
  id: string;
  name: string;
  well: boolean;
  found: string;
  /** What to do when it is not well. */
  todo: string;
}

const LEAST_FREE_BYTES = 2e9;
/** A backup is made every half-hour of use: older than this, something is wrong, or nobody used it. */
const BACKUP_HOURS = 48;
const MODEL_WORDS = { installed: "installé", missing: "absent", corrupt: "abîmé" } as const;

export function day(date: string): string {
  return new Date(date).toLocaleDateString("fr-FR", { dateStyle: "long" }).replace(/^1 /, "1er ");
}

export function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0Go`;
  return `${Math.max(1, Math.round(bytes / 1e6)).toLocaleString("fr-FR")}\u00a0Mo`;
}

/** `offset`: school minus this device, in ms; null when unknown. */
export function serverFacts(seen: Technical, offset: number | null): Fact[] {
  return [clockFact(seen, offset), diskFact(seen), modelsFact(seen), backupFact(seen)];
}

function clockFact(seen: Technical, offset: number | null): Fact {
  const there = new Date(seen.now).toLocaleString("fr-FR", {
    timeZone: seen.timezone,
    dateStyle: "long",
    timeStyle: "short",
  });
  const minutes = Math.round(Math.abs(offset ?? 0) / 60_000);
  const wrong = Math.abs(offset ?? 0) > WRONG_MS;
  const apart = `${minutes} minutes ${(offset ?? 0) > 0 ? "en avance" : "en retard"} sur cet appareil`;
  return {
    id: "clock",
    name: "Horloge",
    well: !wrong,
    found: `Serveur\u00a0: ${there} (${seen.timezone})${wrong ? `, ${apart}.` : "."}`,
    todo: "Réglez l’heure de celui des deux qui se trompe. Avec une mauvaise date, les tablettes refusent le certificat.",
  };
}

function diskFact({ disk_free_bytes: free, disk_bytes: whole, data_folder }: Technical): Fact {
  return {
    id: "disk",
    name: "Disque",
    well: free >= LEAST_FREE_BYTES,
    found: `${size(free)} libres sur ${size(whole)}, pour ${data_folder}.`,
    todo: "Libérez de la place. Disque plein, les tablettes gardent leurs réponses et attendent.",
  };
}

function modelsFact({ models, ear, voice }: Technical): Fact {
  const lacking = models.filter((each) => each.state !== "installed" && !each.optional);
  const list = models.map((each) => `${each.name} ${MODEL_WORDS[each.state]}${each.optional ? " (facultatif)" : ""}`);
  return {
    id: "models",
    name: "Oreille et voix",
    well: ear !== null && lacking.length === 0,
    found: `Oreille\u00a0: ${ear ?? "aucune"}. Voix\u00a0: ${voice ?? "aucune"}. Modèles\u00a0: ${list.join(", ")}.`,
    todo: "Installez ce qui manque (tools/install-models.sh), puis relancez le serveur. Sans oreille, les élèves se jugent eux-mêmes.",
  };
}

function backupFact({ last_backup, now }: Technical): Fact {
  const old = last_backup ? (Date.parse(now) - Date.parse(last_backup)) / 3_600_000 : Number.POSITIVE_INFINITY;
  return {
    id: "backup",
    name: "Dernière sauvegarde",
    well: old < BACKUP_HOURS,
    found: last_backup ? `Le ${new Date(last_backup).toLocaleString("fr-FR")}.` : "Aucune pour le moment.",
    todo: "Une sauvegarde se fait toutes les demi-heures quand Marelle sert. Vérifiez le disque et le journal du serveur.",
  };
}

export function certificateFact({ network }: Technical): Fact | null {
  if (!network) return null;
  const { server, left_out, trouble, renewed_from } = network.certificate;
  return {
    id: "certificate",
    name: "Certificat du serveur",
    well: server.days_left > 30 && !trouble && left_out.length === 0,
    found: `Du ${day(server.begins)} au ${day(server.ends)}\u00a0; il se renouvelle seul à partir du ${day(renewed_from)}.`,
    todo: trouble
      ? `Il n’a pas pu être renouvelé\u00a0: ${trouble}`
      : left_out.length > 0
        ? `L’autorité de l’école ne peut pas signer pour ${left_out.join(", ")}\u00a0: servez-vous d’une autre adresse.`
        : "Renouvelez-le avec le bouton ci-dessous.",
  };
}
