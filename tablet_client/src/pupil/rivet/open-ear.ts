// The microphone of a conversation: open all along, sent only at the child's turn. The last second is remembered, so
// that a child who interrupts is heard from his first sound.
import { MicrophoneError, type MicrophoneTrouble, type OpenMicrophone, openMicrophone } from "../../audio/microphone";
import { joined } from "../../audio/pcm";
import { Barge } from "./barge";

/** Frames of 100 ms. */
const REMEMBERED = 8;
/** A microphone that was lost sooner than this is not opened again. */
const WORTH_KEEPING_MS = 3_000;

interface Ears {
  frame(pcm: Int16Array<ArrayBuffer>): void;
  level(level: number): void;
  /** He speaks over Rivet. */
  barged(): void;
  lost(): void;
}

export class OpenEar {
  /** Listen for a child who speaks over Rivet. */
  watching = false;
  /** What is heard goes to the server. */
  streaming = false;
  readonly #to: Ears;
  readonly #barge = new Barge();
  #last: Int16Array<ArrayBuffer>[] = [];
  #microphone: OpenMicrophone | null = null;
  #kept: Int16Array<ArrayBuffer>[] | null = null;
  #openedAt = 0;
  #closed = false;

  constructor(to: Ears) {
    this.#to = to;
  }

  /** Null when it works. */
  async open(): Promise<MicrophoneTrouble | null> {
    this.#closed = false;
    try {
      const microphone = await openMicrophone(
        {
          frame: (pcm) => this.#frame(pcm),
          level: (level) => this.#level(level),
          lost: () => void this.#openAgain(),
        },
        { overVoice: true },
      );
      // Asked for twice at once, one is enough; closed meanwhile, none is left open.
      if (this.#closed || this.#microphone) microphone.close();
      else this.#microphone = microphone;
      this.#openedAt = performance.now();
      return null;
    } catch (error) {
      return error instanceof MicrophoneError ? error.trouble : "absent";
    }
  }

  /** Unplugged or taken: another microphone may do; without any, it is lost. */
  async #openAgain(): Promise<void> {
    if (performance.now() - this.#openedAt < WORTH_KEEPING_MS) return this.#to.lost();
    const { streaming, watching } = this;
    this.#microphone?.close();
    this.#microphone = null;
    if ((await this.open()) !== null) this.#to.lost();
    else Object.assign(this, { streaming, watching });
  }

  close(): void {
    this.#closed = true;
    this.streaming = this.watching = false;
    this.#microphone?.close();
    this.#microphone = null;
    this.#last = [];
    this.#kept = null;
    this.#to.level(0);
  }

  /** From now on, with what was heard just before. */
  streamFromBefore(): void {
    this.streaming = true;
    for (const frame of this.#last) this.#to.frame(frame);
    this.#last = [];
  }

  /** Keeps what is said in this tablet's memory, and nowhere else. */
  record(): void {
    this.#kept = [];
  }

  recorded(): Int16Array<ArrayBuffer> {
    const kept = joined(this.#kept ?? []);
    this.#kept = null;
    return kept;
  }

  #frame(pcm: Int16Array<ArrayBuffer>): void {
    if (this.#kept) this.#kept.push(pcm);
    else if (this.streaming) this.#to.frame(pcm);
    else {
      this.#last.push(pcm);
      if (this.#last.length > REMEMBERED) this.#last.shift();
    }
  }

  #level(level: number): void {
    this.#to.level(level);
    if (!this.watching) this.#barge.rest();
    else if (this.#barge.hear(level)) this.#to.barged();
  }
}
