// Streaming resampling by a windowed sinc, for microphones whose context refuses 16 kHz (Firefox, some tablets).

const ZERO_CROSSINGS = 16;
const PHASES = 256;

/** Kernel value at `t` input samples from its centre, for a low-pass at `cutoff` of the input's Nyquist. */
function kernel(t: number, cutoff: number, half: number): number {
  if (Math.abs(t) >= half) return 0;
  const x = Math.PI * t * cutoff;
  const sinc = x === 0 ? 1 : Math.sin(x) / x;
  const place = (Math.PI * t) / half;
  const blackman = 0.42 + 0.5 * Math.cos(place) + 0.08 * Math.cos(2 * place);
  return cutoff * sinc * blackman;
}

/** Turns chunks at `from` Hz into chunks at `to` Hz; keeps what it needs between chunks, so seams are not heard. */
export class Resampler {
  readonly #step: number;
  readonly #half: number;
  readonly #table: Float32Array[];
  #kept: Float32Array;
  #position: number;

  constructor(from: number, to: number) {
    if (!(from > 0) || !(to > 0)) throw new RangeError(`rates must be positive, not ${from} and ${to}`);
    this.#step = from / to;
    const cutoff = Math.min(1, to / from) * 0.95;
    this.#half = Math.ceil(ZERO_CROSSINGS / cutoff);
    this.#table = Array.from({ length: PHASES + 1 }, (_, phase) =>
      Float32Array.from({ length: 2 * this.#half }, (_, tap) =>
        kernel(tap - this.#half + 1 - phase / PHASES, cutoff, this.#half),
      ),
    );
    // Silence before the first sample, so that the first output is in time with the first input.
    this.#kept = new Float32Array(this.#half - 1);
    this.#position = this.#half - 1;
  }

  push(chunk: Float32Array): Float32Array {
    const input = new Float32Array(this.#kept.length + chunk.length);
    input.set(this.#kept);
    input.set(chunk, this.#kept.length);

    const last = input.length - this.#half - 1;
    const output = new Float32Array(Math.max(0, Math.floor((last - this.#position) / this.#step) + 1));
    for (let index = 0; index < output.length; index++) {
      const position = this.#position + index * this.#step;
      const whole = Math.floor(position);
      const phase = (position - whole) * PHASES;
      const row = Math.floor(phase);
      const blend = phase - row;
      const before = this.#table[row] as Float32Array;
      const after = this.#table[row + 1] as Float32Array;
      const start = whole - this.#half + 1;
      let sum = 0;
      for (let tap = 0; tap < before.length; tap++) {
        const low = before[tap] as number;
        sum += (input[start + tap] as number) * (low + ((after[tap] as number) - low) * blend);
      }
      output[index] = sum;
    }

    const next = this.#position + output.length * this.#step;
    const cut = Math.max(0, Math.floor(next) - this.#half + 1);
    this.#kept = input.slice(cut);
    this.#position = next - cut;
    return output;
  }
}
