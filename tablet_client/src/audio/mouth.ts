// How open a mouth is, from what is heard. The sound itself is left alone: routing the player through an AudioContext
// would silence it whenever a tablet suspends that context, so a copy is decoded aside and read at the player's time.

const STEP_SECONDS = 1 / 40;
const DECODING_RATE = 24_000;
/** Below this part of the loudest, lips are closed. */
const HUSH = 0.06;
const REMEMBERED = 60;

/** One opening each STEP_SECONDS, 0 closed to 1 wide, from samples in [-1, 1]. */
export function openings(samples: Float32Array, rate: number): Float32Array {
  const step = Math.max(1, Math.round(rate * STEP_SECONDS));
  const loudness = new Float32Array(Math.ceil(samples.length / step));
  for (let place = 0; place < loudness.length; place++) {
    let power = 0;
    const [start, end] = [place * step, Math.min(samples.length, (place + 1) * step)];
    for (let at = start; at < end; at++) power += (samples[at] as number) ** 2;
    loudness[place] = Math.sqrt(power / (end - start));
  }
  // The loudest but for one step in twenty: a single burst must not close the mouth on all the rest.
  const loudest = [...loudness].sort((one, other) => one - other)[Math.floor(loudness.length * 0.95)] ?? 0;
  if (loudest <= 0) return loudness.fill(0);
  return loudness.map((level) => Math.min(1, Math.max(0, level / loudest - HUSH) / (1 - HUSH)) ** 0.7);
}

/** The opening at this time, between the two steps around it. */
export function openingAt(steps: Float32Array, seconds: number): number {
  const at = seconds / STEP_SECONDS - 0.5;
  const before = Math.floor(at);
  const [one, next] = [steps[before] ?? 0, steps[before + 1] ?? 0];
  return one + (next - one) * (at - before);
}

/** Between five and six syllables a second, no two alike: for a voice that cannot be read. */
export function rhythm(seconds: number): number {
  const syllable = Math.abs(Math.sin(seconds * 8.6));
  return syllable * (0.6 + 0.4 * Math.sin(seconds * 3.1 + Math.sin(seconds * 1.7)));
}

const known = new Map<string, Promise<Float32Array | null>>();

/** The openings of a sound that the player already has (so that it comes from the tablet's own cache); null without. */
export function openingsOf(address: string): Promise<Float32Array | null> {
  const found = known.get(address);
  if (found) return found;
  const made = decoded(address).catch(() => {
    known.delete(address);
    return null;
  });
  known.set(address, made);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
  return made;
}

async function decoded(address: string): Promise<Float32Array> {
  const answer = await fetch(address, { cache: "force-cache", credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, DECODING_RATE).decodeAudioData(bytes);
  return openings(sound.getChannelData(0), sound.sampleRate);
}
