// Who is signed in on this tablet, kept for a restart in the middle of a sitting, with or without network. All of it is
// sealed, and gone when he leaves.
import type { SessionInfo, TabletSeal } from "../api/types";
import { Seal } from "./seal";
import { forgetSounds } from "./sounds";
import { disk } from "./tablet";

const ONLY = "me";
/** As long as a pupil stays signed in. */
const GOOD_FOR_MS = 12 * 60 * 60 * 1_000;

type Face = Pick<SessionInfo, "pupil" | "voice" | "comfort"> & { at: number };

let mine: Promise<Seal | null> = Promise.resolve(null);
/** Keeping and forgetting never cross: who leaves as soon as he is in leaves nothing. */
let changing: Promise<unknown> = Promise.resolve();

function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const turn = changing.then(change);
  changing = turn.catch(() => undefined);
  return turn;
}

/** The seal of the pupil who is signed in; null when nothing may be kept. */
export const mySeal = (): Promise<Seal | null> => mine;

/** Whoever was there before is forgotten first. */
export function keepMe(info: SessionInfo, given: TabletSeal): Promise<void> {
  const kept = inTurn(() => keep(info, given));
  mine = kept.catch(() => null);
  return kept.then(() => undefined).catch(() => undefined);
}

async function keep(info: SessionInfo, given: TabletSeal): Promise<Seal | null> {
  const [seal, database] = await Promise.all([Seal.of(given), disk]);
  if (!seal || !database) return seal;
  const known = await database.get("me", ONLY);
  if (known && known.who !== given.who) await wipe();
  const face: Face = { pupil: info.pupil, voice: info.voice, comfort: info.comfort, at: Date.now() };
  const place = known?.who === given.who ? known.place : null;
  await database.put("me", { who: given.who, key: seal.key, face: await seal.close(face), place }, ONLY);
  return seal;
}

/** Who was signed in before this tablet restarted. */
export async function recallMe(): Promise<SessionInfo | null> {
  try {
    const known = await (await disk)?.get("me", ONLY);
    if (!known) return null;
    const seal = new Seal(known.who, known.key);
    const { pupil, voice, comfort, at } = await seal.open<Face>(known.face);
    if (Math.abs(Date.now() - at) > GOOD_FOR_MS) return null;
    mine = Promise.resolve(seal);
    return { role: "pupil", csrf_token: "", pupil, teacher: null, voice, comfort, seal: null };
  } catch {
    return null;
  }
}

/** Nothing of the pupil stays on the tablet but answers that are still to be sent, sealed. */
export async function forgetMe(): Promise<void> {
  mine = Promise.resolve(null);
  await inTurn(wipe).catch(() => undefined);
}

async function wipe(): Promise<void> {
  const database = await disk;
  await Promise.all([database?.clear("me"), database?.clear("stock"), forgetSounds()]);
}

/** Where he is, for a restart. */
export async function keepPlace(place: unknown): Promise<void> {
  const [seal, database] = await Promise.all([mine, disk]);
  const sealed = seal && place !== null ? await seal.close(place) : null;
  const transaction = database?.transaction("me", "readwrite");
  const known = await transaction?.store.get(ONLY);
  if (known && known.who === seal?.who) await transaction?.store.put({ ...known, place: sealed }, ONLY);
  await transaction?.done;
}

export async function recallPlace<T>(): Promise<T | null> {
  const [seal, database] = await Promise.all([mine, disk]);
  const known = await database?.get("me", ONLY);
  if (!seal || known?.who !== seal.who || !known.place) return null;
  return seal.open<T>(known.place).catch(() => null);
}

const OWED = "marelle.leaving";

/** He left while the school could not be told: his session ends at the next contact, before anything else. */
export const leaving = {
  get owed(): boolean {
    try {
      return localStorage.getItem(OWED) !== null;
    } catch {
      return false;
    }
  },
  owe(): void {
    try {
      localStorage.setItem(OWED, "1");
    } catch {
      // storage is off: the session ends by itself
    }
  },
  paid(): void {
    try {
      localStorage.removeItem(OWED);
    } catch {
      // idem
    }
  },
};
