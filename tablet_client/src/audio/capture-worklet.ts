// Runs in the audio thread: mixes to mono, brings to 16 kHz, posts frames of 100 ms and the level meanwhile.
import { FRAME_SAMPLES, measured, SAMPLE_RATE, toPcm16 } from "./pcm";
import { Resampler } from "./resampler";
import type { Loudness } from "./sound-care";

// The audio thread's own globals, which TypeScript's DOM library leaves out.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

export type CaptureMessage = { type: "frame"; pcm: Int16Array<ArrayBuffer> } | ({ type: "level" } & Loudness);

const LEVEL_SAMPLES = 640; // 40 ms

class Capture extends AudioWorkletProcessor {
  readonly #resampler = sampleRate === SAMPLE_RATE ? null : new Resampler(sampleRate, SAMPLE_RATE);
  readonly #frame = new Float32Array(FRAME_SAMPLES);
  #filled = 0;
  #measured = 0;

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    const first = channels[0];
    if (first) {
      const mono = channels.length === 1 ? first : first.map((_, at) => mean(channels, at));
      this.#take(this.#resampler ? this.#resampler.push(mono) : mono);
    }
    return true;
  }

  #take(samples: Float32Array): void {
    let taken = 0;
    while (taken < samples.length) {
      const part = samples.subarray(taken, taken + FRAME_SAMPLES - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled - this.#measured >= LEVEL_SAMPLES) {
        this.#tell({ type: "level", ...measured(this.#frame.subarray(this.#measured, this.#filled)) });
        this.#measured = this.#filled;
      }
      if (this.#filled === FRAME_SAMPLES) {
        this.#tell({ type: "frame", pcm: toPcm16(this.#frame) });
        this.#filled = 0;
        this.#measured = 0;
      }
    }
  }

  #tell(message: CaptureMessage): void {
    this.port.postMessage(message, message.type === "frame" ? [message.pcm.buffer] : []);
  }
}

function mean(channels: Float32Array[], at: number): number {
  return channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length;
}

registerProcessor("marelle-capture", Capture);
