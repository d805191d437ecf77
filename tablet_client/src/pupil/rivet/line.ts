// The socket of a conversation: it comes back when it drops, and what was touched meanwhile is sent again.
import type { components } from "../../api/schema";

export type TalkIn = components["schemas"]["TalkIn"];
export type TalkOut = components["schemas"]["TalkOut"];
export type TalkAct = components["schemas"]["TalkActs"]["acts"][number];
export type Touched = components["schemas"]["TalkTouched"];
export type Begin = components["schemas"]["TalkBegin"];

const PAUSES_MS = [300, 800, 1_500, 3_000, 5_000];
const CONNECT_MS = 6_000;

interface Ends {
  hear(message: TalkOut): void;
  /** The line is down, for the nth time in a row; 0: it is up. */
  down(times: number): void;
}

export class Line {
  readonly #begin: Pick<Begin, "mode" | "lesson">;
  readonly #to: Ends;
  #socket: WebSocket | null = null;
  #unsent: Touched | null = null;
  #fails = 0;
  #began = false;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(begin: Pick<Begin, "mode" | "lesson">, to: Ends) {
    this.#begin = begin;
    this.#to = to;
  }

  open(): void {
    const address = new URL("/api/talk", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#timer = setTimeout(() => socket.close(), CONNECT_MS);
    socket.onopen = () => {
      clearTimeout(this.#timer);
      this.tell({ type: "begin", ...this.#begin, again: this.#began, unsent: this.#unsent });
      this.#began = true;
    };
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket || typeof data !== "string") return;
      const message = JSON.parse(data) as TalkOut;
      if (message.type === "acts") {
        this.#fails = 0;
        this.#to.down(0);
        if (this.#unsent && message.kept.includes(this.#unsent.id)) this.#unsent = null;
      }
      this.#to.hear(message);
    };
    socket.onclose = () => {
      clearTimeout(this.#timer);
      if (socket !== this.#socket || this.#closed) return;
      this.#fails += 1;
      this.#to.down(this.#fails);
      const pause = PAUSES_MS[Math.min(this.#fails, PAUSES_MS.length) - 1];
      this.#timer = setTimeout(() => this.open(), pause);
    };
  }

  tell(message: TalkIn): void {
    if (message.type === "touched") this.#unsent = message;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  send(pcm: Int16Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(pcm);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
  }
}
