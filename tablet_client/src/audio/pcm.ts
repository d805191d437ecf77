// 16 kHz mono PCM16, as the server's ear takes it.

export const SAMPLE_RATE = 16_000;
/** 100 ms. */
export const FRAME_SAMPLES = SAMPLE_RATE / 10;
/** The largest message the server takes (32,000 bytes), in samples. */
export const LARGEST_MESSAGE_SAMPLES = 16_000;

const CEILING = 0.985;

export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const value = Math.max(-1, Math.min(1, samples[index] as number));
    pcm[index] = Math.round(value * 32_767);
  }
  return pcm;
}

/** How loud these samples are, 0 (silence) to 1 (a voice close to the microphone), on a scale that looks even. */
export function loudness(samples: Float32Array): number {
  let energy = 0;
  for (const value of samples) energy += value * value;
  const decibels = 10 * Math.log10(energy / Math.max(1, samples.length) + 1e-10);
  return Math.max(0, Math.min(1, (decibels + 55) / 40));
}

/** What a child's screen wants to know of these samples. */
export function measured(samples: Float32Array): { level: number; peak: number; clipped: number } {
  let peak = 0;
  let ceiling = 0;
  for (const value of samples) {
    const size = Math.abs(value);
    if (size > peak) peak = size;
    if (size >= CEILING) ceiling += 1;
  }
  return { level: loudness(samples), peak, clipped: ceiling / Math.max(1, samples.length) };
}

export function joined(frames: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(frames.reduce((total, frame) => total + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    whole.set(frame, at);
    at += frame.length;
  }
  return whole;
}
