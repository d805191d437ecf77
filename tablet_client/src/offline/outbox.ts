// Answers wait here until the server has them: sent in order, once each (the server knows an answer by its id, so
// sending twice is harmless). On the disk they are sealed: a tablet that goes dark loses nothing that was answered, and
// whoever has it next can read none of it, only send it on.
import { ApiError } from "../api/errors";
import type { AttemptIn, AttemptOut } from "../api/types";
import { storage } from "../care/storage.svelte";
import { type Seal, toText } from "./seal";
import type { Disk, SealedEntry } from "./tablet";

type Send = (attempt: AttemptIn) => Promise<AttemptOut>;
type SendSealed = (who: string, sealed: string) => Promise<void>;
interface Kept {
  order: number;
  attempt: AttemptIn;
}

/** A failure that time may mend: keep the answer. Anything else is the server's last word on it. */
export function worthKeeping(error: unknown): boolean {
  return !(error instanceof ApiError) || error.passing || error.status === 401 || error.status === 403;
}

export class Outbox {
  readonly #send: Send;
  readonly #sendSealed: SendSealed;
  readonly #disk: Promise<Disk | null>;
  readonly #seal: () => Promise<Seal | null>;
  /** Where nothing can be sealed, memory serves while the page lives. Its orders are negative. */
  #memory: Kept[] = [];
  #order = 0;
  /** By the id of an answer, the reply somebody waits for: a flush that was under way may have taken the answer along. */
  readonly #replies = new Map<string, AttemptOut | ApiError | null>();
  #flushing: Promise<unknown> = Promise.resolve();

  constructor(send: Send, sendSealed: SendSealed, disk: Promise<Disk | null>, seal: () => Promise<Seal | null>) {
    this.#send = send;
    this.#sendSealed = sendSealed;
    this.#disk = disk;
    this.#seal = seal;
  }

  /** Keeps the answer, then sends what waits, this one last. Throws what the sending threw; the answer stays kept. */
  async submit(attempt: AttemptIn): Promise<AttemptOut> {
    this.#replies.set(attempt.id, null);
    try {
      await this.keep(attempt);
      await this.flush().catch((error: unknown) => {
        if (!this.#replies.get(attempt.id)) throw error;
      });
      const reply = this.#replies.get(attempt.id);
      if (reply instanceof ApiError) throw reply;
      if (!reply) throw new Error("the answer was sent and no reply was kept");
      return reply;
    } finally {
      this.#replies.delete(attempt.id);
    }
  }

  async keep(attempt: AttemptIn): Promise<void> {
    const [disk, seal] = await Promise.all([this.#disk, this.#seal()]);
    try {
      if (!disk || !seal) throw new Error("no disk, or no seal");
      const known = await disk.getAllFromIndex("outbox", "who", seal.who);
      if (known.some((one) => one.id === attempt.id)) return;
      await disk.add("outbox", { who: seal.who, id: attempt.id, sealed: await seal.close(attempt) });
    } catch {
      if (this.#memory.some((one) => one.attempt.id === attempt.id)) return;
      this.#order -= 1;
      this.#inMemory([...this.#memory, { order: this.#order, attempt }]);
    }
  }

  /** Sends what waits for the pupil who is signed in, oldest first. */
  flush(): Promise<void> {
    return this.#inTurn(() => this.#sendAll());
  }

  /**
   * Sends on what others left sealed on this tablet, without being able to read it. The answers of whoever is there now
   * go in between; what the server refuses for good holds nobody up.
   */
  async flushOthers(): Promise<void> {
    const [disk, seal] = await Promise.all([this.#disk, this.#seal()]);
    const entries = (await disk?.getAll("outbox")) ?? [];
    for (const { order, who, sealed } of entries.filter((one) => one.who !== seal?.who)) {
      await this.#inTurn(async () => {
        await this.#sendSealed(who, toText(sealed)).catch((error) => {
          if (worthKeeping(error)) throw error;
        });
        if (order !== undefined) await disk?.delete("outbox", order);
      });
    }
  }

  async waiting(): Promise<number> {
    return (await this.#entries()).length;
  }

  /** The pupil leaves: what only memory held of him goes with him. */
  forget(): void {
    this.#inMemory([]);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#flushing.then(work);
    this.#flushing = turn.catch(() => undefined);
    return turn;
  }

  async #sendAll(): Promise<void> {
    for (const { order, attempt } of await this.#entries()) {
      const reply = await this.#send(attempt).catch((error: unknown) => {
        if (worthKeeping(error)) throw error;
        return error as ApiError;
      });
      if (order < 0) this.#inMemory(this.#memory.filter((one) => one.order !== order));
      else await (await this.#disk)?.delete("outbox", order);
      if (this.#replies.has(attempt.id)) this.#replies.set(attempt.id, reply);
    }
  }

  async #entries(): Promise<Kept[]> {
    const [disk, seal] = await Promise.all([this.#disk, this.#seal()]);
    const stored = seal && disk ? await disk.getAllFromIndex("outbox", "who", seal.who) : [];
    const opened = await Promise.all(stored.map((one) => this.#opened(one, seal as Seal)));
    return [...opened.filter((one) => one !== null), ...this.#memory];
  }

  #inMemory(kept: Kept[]): void {
    this.#memory = kept;
    storage.inMemory(kept.length);
  }

  async #opened({ order = 0, sealed }: SealedEntry, seal: Seal): Promise<Kept | null> {
    return seal.open<AttemptIn>(sealed).then(
      (attempt) => ({ order, attempt }),
      () => null,
    );
  }
}
