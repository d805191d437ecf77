// One listening: microphone to the server's ear over a WebSocket, until a verdict. When the ear is busy or the
// line drops, what the child said is sent again: a child is never asked to repeat for our sake.
import type { components } from "../api/schema";
import { MicrophoneError, type MicrophoneTrouble, type OpenMicrophone, openMicrophone } from "./microphone";
import { joined, LARGEST_MESSAGE_SAMPLES, SAMPLE_RATE } from "./pcm";
import { recorded } from "./recorded.svelte";
import { speaker } from "./speaker.svelte";

type ListenIn = components["schemas"]["ListenIn"];
type ListenOut = components["schemas"]["ListenOut"];
export type ListenVerdict = components["schemas"]["ListenVerdict"];

/** What to listen for, beside the exercise: yes or no instead of its answer, one line of a text. */
export type Asked = Partial<Pick<components["schemas"]["ListenStart"], "listen_for" | "line">>;
export type ListeningStage = "opening" | "listening" | "speaking" | "thinking";

export type Heard =
  | { kind: "verdict"; verdict: ListenVerdict; recording: Int16Array<ArrayBuffer> }
  /** To a yes or no question; null: the ear is not sure. */
  | { kind: "yes_no"; yes: boolean | null }
  /** The ear has a kind sentence to say: nothing was heard, too long... The child may try again. */
  | { kind: "told"; code: string; message: string }
  | { kind: "no_microphone"; trouble: MicrophoneTrouble }
  /** The microphone was taken away in the middle: nothing of it counts, the child may try again. */
  | { kind: "lost" }
  /** The ear cannot be reached or stays too busy. */
  | { kind: "unreachable" }
  | { kind: "cancelled" };

interface Watching {
  stage(stage: ListeningStage): void;
  level(level: number): void;
  /** The verdict is long in coming: what Rivet says of it. */
  waiting?(message: string): void;
  /** The word of a text being read, when the ear can tell. */
  place?(word: number): void;
}

const RESENDS = 3;
const CONNECT_MS = 6_000;
const THINKING_MS = 20_000;
const RESEND_PAUSE_MS = 800;
/** After Rivet's last sound: a frame of 100 ms that holds its end, and the time it takes through a loudspeaker. */
export const TAIL_MS = 250;

export class Listening {
  readonly #servedId: string;
  readonly #asked: Asked;
  readonly #watching: Watching;
  readonly #frames: Int16Array<ArrayBuffer>[] = [];
  #socket: WebSocket | null = null;
  #microphone: OpenMicrophone | null = null;
  #ready = false;
  #sent = 0;
  #finished = false;
  #over = false;
  #resends = 0;
  #reassured = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle: (heard: Heard) => void = () => {};
  readonly #heard: Promise<Heard>;

  constructor(servedId: string, watching: Watching, asked: Asked = {}) {
    this.#servedId = servedId;
    this.#asked = asked;
    this.#watching = watching;
    this.#heard = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  async run(): Promise<Heard> {
    this.#watching.stage("opening");
    document.addEventListener("visibilitychange", this.#hidden);
    try {
      const microphone = await openMicrophone({
        frame: (pcm) => this.#take(pcm),
        level: (level) => this.#watching.level(level),
        lost: () => this.#lose(),
      });
      await this.#rivetHushed();
      if (document.hidden) this.#end({ kind: "lost" });
      if (this.#over) {
        microphone.close();
      } else {
        // What is said before the ear is ready waits in #frames: the child may begin at once.
        this.#microphone = microphone;
        this.#watching.stage("listening");
        this.#connect();
      }
    } catch (error) {
      this.#end({ kind: "no_microphone", trouble: error instanceof MicrophoneError ? error.trouble : "absent" });
    }
    return this.#heard;
  }

  /** The child says it is over; the verdict follows. */
  stop(): void {
    if (this.#over || !this.#microphone) return;
    this.#think();
    this.#tell({ type: "stop" });
  }

  cancel(): void {
    this.#tell({ type: "cancel" });
    this.#end({ kind: "cancelled" });
  }

  /** What Rivet says is never taken for the child: one listens once he has been silent for a moment. */
  async #rivetHushed(): Promise<void> {
    while (!this.#over && speaker.quietFor < TAIL_MS) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(20, TAIL_MS - speaker.quietFor)));
    }
  }

  /** Nobody is listened to behind a screen that is off. */
  readonly #hidden = (): void => {
    if (document.hidden && this.#microphone) this.#lose();
  };

  #lose(): void {
    this.#tell({ type: "cancel" });
    this.#end({ kind: "lost" });
  }

  #connect(): void {
    this.#ready = false;
    this.#sent = 0;
    const address = new URL("/api/listen", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#wait(CONNECT_MS);
    socket.onopen = () =>
      this.#tell({ type: "start", served_id: this.#servedId, listen_for: "answer", line: null, ...this.#asked });
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket && typeof data === "string") this.#hear(JSON.parse(data) as ListenOut);
    };
    socket.onclose = () => {
      if (socket === this.#socket && !this.#over) this.#again(RESEND_PAUSE_MS);
    };
  }

  #hear(message: ListenOut): void {
    switch (message.type) {
      case "listening":
        if (message.recorded !== null) recorded.tell(message.recorded);
        this.#ready = true;
        clearTimeout(this.#timer);
        if (this.#finished) this.#wait(THINKING_MS);
        this.#flush();
        break;
      case "speech_started":
        if (!this.#finished) this.#watching.stage("speaking");
        break;
      case "place":
        if (!this.#finished) this.#watching.place?.(message.word);
        break;
      case "speech_ended":
        this.#think();
        break;
      case "waiting":
        this.#reassure(message.message);
        this.#wait(THINKING_MS);
        break;
      case "busy":
        this.#think();
        this.#reassure(message.message);
        this.#again(message.retry_after_ms);
        break;
      case "verdict":
        this.#end({ kind: "verdict", verdict: message, recording: joined(this.#frames) });
        break;
      case "yes_no":
        this.#end({ kind: "yes_no", yes: message.yes });
        break;
      case "error":
        this.#end({ kind: "told", code: message.code, message: message.message });
        break;
    }
  }

  /** Once a listening, however often it is sent again. */
  #reassure(message: string | null): void {
    if (!message || this.#reassured) return;
    this.#reassured = true;
    this.#watching.waiting?.(message);
  }

  /** Everything was said: the microphone closes, only the verdict is awaited. */
  #think(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#closeMicrophone();
    this.#watching.stage("thinking");
    this.#wait(THINKING_MS);
  }

  #take(pcm: Int16Array<ArrayBuffer>): void {
    if (this.#finished || this.#over || speaker.quietFor < TAIL_MS) return;
    this.#frames.push(pcm);
    this.#flush();
  }

  #flush(): void {
    if (!this.#ready || this.#socket?.readyState !== WebSocket.OPEN) return;
    while (this.#sent < this.#frames.length) {
      // One frame at a time when live; by seconds when all of it is sent again.
      const batch: Int16Array<ArrayBuffer>[] = [];
      let size = 0;
      for (let at = this.#sent; at < this.#frames.length; at++) {
        const frame = this.#frames[at] as Int16Array<ArrayBuffer>;
        if (size + frame.length > LARGEST_MESSAGE_SAMPLES) break;
        batch.push(frame);
        size += frame.length;
      }
      this.#socket.send(joined(batch));
      this.#sent += batch.length;
    }
    if (this.#finished) this.#tell({ type: "stop" });
  }

  #again(pauseMs: number): void {
    const worthIt = this.#frames.length > 0 || !this.#finished;
    if (this.#resends >= RESENDS || !worthIt) {
      this.#end({ kind: "unreachable" });
      return;
    }
    this.#resends += 1;
    clearTimeout(this.#timer);
    this.#drop();
    this.#timer = setTimeout(() => this.#connect(), pauseMs);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(0), ms);
  }

  #tell(message: ListenIn): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #closeMicrophone(): void {
    this.#microphone?.close();
    this.#microphone = null;
    this.#watching.level(0);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #end(heard: Heard): void {
    if (this.#over) return;
    this.#over = true;
    document.removeEventListener("visibilitychange", this.#hidden);
    clearTimeout(this.#timer);
    this.#closeMicrophone();
    this.#drop();
    this.#settle(heard);
  }
}

/** Plays what the child said, on this tablet only: it was never kept anywhere else. */
export class Playback {
  #audio: AudioContext | null = null;

  async play(recording: Int16Array): Promise<void> {
    this.stop();
    const audio = new AudioContext();
    this.#audio = audio;
    const buffer = audio.createBuffer(1, Math.max(1, recording.length), SAMPLE_RATE);
    buffer.copyToChannel(
      Float32Array.from(recording, (value) => value / 32_768),
      0,
    );
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    await new Promise<void>((resolve) => {
      source.onended = () => resolve();
      audio.onstatechange = () => audio.state === "closed" && resolve();
      source.start();
    });
    this.stop();
  }

  stop(): void {
    if (this.#audio && this.#audio.state !== "closed") void this.#audio.close();
    this.#audio = null;
  }
}
