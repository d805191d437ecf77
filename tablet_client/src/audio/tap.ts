// The soft knock of a drum under a finger. Silence where there is no sound, or none but the voice.
import { comfort } from "../ui/comfort.svelte";

let audio: AudioContext | null = null;

export function tap(): void {
  if (comfort.now.sound !== "all") return;
  try {
    audio ??= new AudioContext();
    const now = audio.currentTime;
    const knock = audio.createOscillator();
    const loudness = audio.createGain();
    knock.frequency.setValueAtTime(210, now);
    knock.frequency.exponentialRampToValueAtTime(90, now + 0.12);
    loudness.gain.setValueAtTime(0.35, now);
    loudness.gain.exponentialRampToValueAtTime(0.001, now + 0.16);
    knock.connect(loudness).connect(audio.destination);
    knock.start(now);
    knock.stop(now + 0.17);
  } catch {
    audio = null;
  }
}
