// Answers wait here, on the tablet's disk, until the server has them: sent in order, once each (the server knows
// an answer by its id, so sending twice is harmless). A tablet that goes dark loses nothing that was answered.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { ApiError } from "../api/errors";
import type { AttemptIn, AttemptOut } from "../api/types";

interface Entry {
  order?: number;
  pupilId: string;
  attempt: AttemptIn;
}

interface OutboxSchema extends DBSchema {
  attempts: { key: number; value: Entry; indexes: { pupil: string } };
}

type Send = (attempt: AttemptIn) => Promise<AttemptOut>;

/** A failure that time may mend: keep the answer. Anything else is the server's last word on it. */
export function worthKeeping(error: unknown): boolean {
  return !(error instanceof ApiError) || error.passing || error.status === 401 || error.status === 403;
}

export class Outbox {
  readonly #send: Send;
  readonly #database: Promise<IDBPDatabase<OutboxSchema> | null>;
  /** Where there is no disk (private browsing, storage full), memory serves while the page lives. */
  #memory: Entry[] = [];
  #order = 0;
  #flushing: Promise<unknown> = Promise.resolve();

  constructor(send: Send, name = "marelle-outbox") {
    this.#send = send;
    this.#database = openDB<OutboxSchema>(name, 1, {
      upgrade(database) {
        const store = database.createObjectStore("attempts", { keyPath: "order", autoIncrement: true });
        store.createIndex("pupil", "pupilId");
      },
    }).catch(() => null);
  }

  /** Keeps the answer, then sends what waits, this one last. Throws what the sending threw; the answer stays kept. */
  async submit(pupilId: string, attempt: AttemptIn): Promise<AttemptOut> {
    await this.#keep({ pupilId, attempt });
    const replies = await this.flush(pupilId);
    const reply = replies.get(attempt.id);
    if (reply instanceof ApiError) throw reply;
    if (!reply) throw new Error("the answer was sent and no reply was kept");
    return reply;
  }

  /** Sends what waits for this pupil, oldest first; by attempt id, its reply or the server's refusal. */
  flush(pupilId: string): Promise<Map<string, AttemptOut | ApiError>> {
    const turn = this.#flushing.then(() => this.#sendAll(pupilId));
    this.#flushing = turn.catch(() => undefined);
    return turn;
  }

  async waiting(pupilId: string): Promise<number> {
    return (await this.#entries(pupilId)).length;
  }

  async #sendAll(pupilId: string): Promise<Map<string, AttemptOut | ApiError>> {
    const replies = new Map<string, AttemptOut | ApiError>();
    for (const entry of await this.#entries(pupilId)) {
      try {
        replies.set(entry.attempt.id, await this.#send(entry.attempt));
      } catch (error) {
        if (worthKeeping(error)) throw error;
        replies.set(entry.attempt.id, error as ApiError);
      }
      await this.#forget(entry);
    }
    return replies;
  }

  async #entries(pupilId: string): Promise<Entry[]> {
    const database = await this.#database;
    const stored = database ? await database.getAllFromIndex("attempts", "pupil", pupilId) : [];
    return [...stored, ...this.#memory.filter((entry) => entry.pupilId === pupilId)];
  }

  async #keep(entry: Entry): Promise<void> {
    const database = await this.#database;
    const known = (await this.#entries(entry.pupilId)).some((kept) => kept.attempt.id === entry.attempt.id);
    if (known) return;
    try {
      if (!database) throw new Error("no disk");
      await database.add("attempts", entry);
    } catch {
      this.#order -= 1; // memory's orders are negative: they never meet the disk's
      this.#memory.push({ ...entry, order: this.#order });
    }
  }

  async #forget(entry: Entry): Promise<void> {
    if (entry.order === undefined) return;
    if (entry.order < 0) this.#memory = this.#memory.filter((kept) => kept.order !== entry.order);
    else await (await this.#database)?.delete("attempts", entry.order);
  }
}
