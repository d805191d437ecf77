// The tablet's own disk: one small database. Where there is none (private browsing, storage full), memory serves.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

export interface SealedEntry {
  order?: number;
  /** Whose it is: a name that only the server can read. */
  who: string;
  id: string;
  sealed: Uint8Array<ArrayBuffer>;
}

export interface Me {
  who: string;
  /** Cannot be taken out of the browser; gone when the pupil leaves. */
  key: CryptoKey;
  face: Uint8Array<ArrayBuffer>;
  place: Uint8Array<ArrayBuffer> | null;
}

interface TabletSchema extends DBSchema {
  /** Answers that wait, in the order they were given. They stay when their pupil leaves. */
  outbox: { key: number; value: SealedEntry; indexes: { who: string } };
  /** Exercises for when the network is gone, and who is signed in: gone when he leaves. */
  stock: { key: number; value: SealedEntry };
  me: { key: string; value: Me };
}

export type Disk = IDBPDatabase<TabletSchema>;

export function openDisk(name = "marelle"): Promise<Disk | null> {
  if (typeof indexedDB === "undefined") return Promise.resolve(null);
  return openDB<TabletSchema>(name, 1, {
    upgrade(database) {
      const outbox = database.createObjectStore("outbox", { keyPath: "order", autoIncrement: true });
      outbox.createIndex("who", "who");
      database.createObjectStore("stock", { keyPath: "order", autoIncrement: true });
      database.createObjectStore("me");
    },
  }).catch(() => null);
}

export const disk = openDisk();
