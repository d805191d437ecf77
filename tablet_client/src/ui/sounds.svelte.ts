// Plays the small sounds (ui/tunes.ts) without any file: one AudioContext, made at the first touch, asleep when nothing
// sounds. Never over Rivet's voice, never while the microphone is open, and only for who wants them.
import { openMicrophones } from "../audio/open-microphones";
import { speaker } from "../audio/speaker.svelte";
import { comfort } from "./comfort.svelte";
import { lengthOf, maySound, type Note, type Sound, TUNES } from "./tunes";

const VOLUME = 0.11;
const ATTACK = 0.008;
const IDLE_MS = 2_000;

class Sounds {
  #context: AudioContext | null = null;
  #volume: GainNode | null = null;
  #last = Number.NEGATIVE_INFINITY;
  #idle = 0;

  play(sound: Sound): void {
    const now = performance.now();
    const around = { wanted: comfort.now.sound, speaking: speaker.speaking, listening: openMicrophones.count > 0 };
    // Before the first touch there is no context: the browser would keep it silent anyway.
    if (!this.#context || !this.#volume || !maySound({ ...around, since: now - this.#last })) return;
    this.#last = now;
    this.#context.resume().catch(() => undefined);
    const start = this.#context.currentTime + 0.01;
    this.#volume.gain.cancelScheduledValues(start);
    this.#volume.gain.setValueAtTime(VOLUME, start);
    for (const note of TUNES[sound]) this.#sound(this.#context, this.#volume, note, start + note.at);
    clearTimeout(this.#idle);
    this.#idle = window.setTimeout(
      () => this.#context?.suspend().catch(() => undefined),
      lengthOf(sound) * 1_000 + IDLE_MS,
    );
  }

  /** From now on a touched button is heard; once Rivet speaks, what still rings dies away. Ends with what it returns. */
  follow(page: Document): () => void {
    const wake = () => {
      if (this.#context || typeof AudioContext === "undefined") return;
      this.#context = new AudioContext({ latencyHint: "interactive" });
      this.#volume = this.#context.createGain();
      this.#volume.connect(this.#context.destination);
    };
    const touched = ({ target }: Event) => {
      if (target instanceof Element && target.closest("button:not(:disabled)")) this.play("touch");
    };
    const unwatch = $effect.root(() => {
      $effect(() => {
        if (speaker.speaking) this.#hush();
      });
    });
    page.addEventListener("pointerdown", wake, { capture: true });
    page.addEventListener("click", touched);
    return () => {
      unwatch();
      page.removeEventListener("pointerdown", wake, { capture: true });
      page.removeEventListener("click", touched);
    };
  }

  #hush(): void {
    if (this.#context) this.#volume?.gain.setTargetAtTime(0, this.#context.currentTime, 0.04);
  }

  #sound(context: AudioContext, to: AudioNode, { hz, seconds, level }: Note, start: number): void {
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(level, start + ATTACK);
    gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
    gain.connect(to);
    const source = hz > 0 ? bell(context, hz, gain) : breath(context, seconds, gain);
    source.start(start);
    source.stop(start + seconds);
  }
}

/** A sine with a little of its octave: between wood and bell. */
function bell(context: AudioContext, hz: number, to: AudioNode): AudioScheduledSourceNode {
  const source = context.createOscillator();
  source.setPeriodicWave(context.createPeriodicWave([0, 0, 0, 0], [0, 1, 0.18, 0.05]));
  source.frequency.value = hz;
  source.connect(to);
  return source;
}

/** Paper: noise through a narrow, low window. */
function breath(context: AudioContext, seconds: number, to: AudioNode): AudioScheduledSourceNode {
  const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * seconds), context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < samples.length; at++) samples[at] = Math.random() * 2 - 1;
  const source = context.createBufferSource();
  source.buffer = buffer;
  const window = context.createBiquadFilter();
  window.type = "bandpass";
  window.frequency.value = 1_400;
  source.connect(window).connect(to);
  return source;
}

export const sounds = new Sounds();
