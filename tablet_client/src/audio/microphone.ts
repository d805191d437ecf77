// Opens the microphone for one listening and closes it after: nothing is captured between.
import { comfort } from "../ui/comfort.svelte";
import type { CaptureMessage } from "./capture-worklet";
import workletUrl from "./capture-worklet?worker&url";
import { consent } from "./consent.svelte";
import { bestInput, keptInput, listInputs } from "./inputs";
import { microphoneCare } from "./microphone-care.svelte";
import { openMicrophones } from "./open-microphones";
import { SAMPLE_RATE } from "./pcm";
import { SoundCare } from "./sound-care";
import { watchLoss } from "./taken-away";

/** `insecure`: the page came by plain http, so the browser gives no microphone at all. `taken`: another application
 *  has it. */
export type MicrophoneTrouble = "refused" | "absent" | "insecure" | "taken";

export class MicrophoneError extends Error {
  constructor(readonly trouble: MicrophoneTrouble) {
    super(`microphone ${trouble}`);
    this.name = "MicrophoneError";
  }
}

export interface OpenMicrophone {
  close(): void;
}

interface Hearing {
  frame(pcm: Int16Array<ArrayBuffer>): void;
  level(level: number): void;
  /** The browser took the microphone away (unplugged, another application, a call, a locked screen). */
  lost(): void;
}

const RESUME_MS = 1_000;

/** `overVoice`: it stays open while Rivet speaks, whose voice the tablet must then take away from what it hears. */
export async function openMicrophone(to: Hearing, { overVoice = false } = {}): Promise<OpenMicrophone> {
  if (!(await consent.given())) throw new MicrophoneError("refused");
  const stream = await openStream(overVoice);
  try {
    const context = await openContext(stream);
    const node = new AudioWorkletNode(context.audio, "marelle-capture", { numberOfOutputs: 0 });
    const care = new SoundCare();
    node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      if (data.type === "frame") to.frame(data.pcm);
      else {
        microphoneCare.advice = care.hear(data);
        to.level(data.level);
      }
    };
    context.source.connect(node);
    const unwatch = watchLoss(stream, context.audio, () => to.lost());
    let open = true;
    openMicrophones.count += 1;
    return {
      close() {
        if (open) openMicrophones.count -= 1;
        open = false;
        unwatch();
        node.port.onmessage = null;
        microphoneCare.advice = null;
        context.source.disconnect();
        stop(stream);
        void context.audio.close();
        loudspeaker("playback");
      },
    };
  } catch (error) {
    stop(stream);
    loudspeaker("playback");
    throw error;
  }
}

async function openStream(overVoice: boolean): Promise<MediaStream> {
  // Whoever works without a microphone is never asked for one.
  if (!comfort.now.microphone) throw new MicrophoneError("refused");
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError(isSecureContext ? "absent" : "insecure");
  // Gain control clips children's loud beginnings; the two others eat soft consonants.
  const audio: MediaTrackConstraints = {
    autoGainControl: false,
    echoCancellation: overVoice,
    noiseSuppression: false,
    channelCount: 1,
  };
  const chosen = bestInput(await listInputs(), keptInput());
  if (chosen) audio.deviceId = { ideal: chosen };
  loudspeaker("play-and-record");
  try {
    const stream = await asked(audio);
    consent.allowed();
    return stream;
  } catch (error) {
    loudspeaker("playback");
    const trouble = troubleOf(error);
    if (trouble === "refused") consent.denied();
    throw new MicrophoneError(trouble);
  }
}

/** A browser that cannot do as it is asked gives what it has. */
async function asked(audio: MediaTrackConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "OverconstrainedError") throw error;
    return navigator.mediaDevices.getUserMedia({ audio: true });
  }
}

function troubleOf(error: unknown): MicrophoneTrouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotReadableError" || name === "AbortError" ? "taken" : "absent";
}

/** At 16 kHz where the browser can (Firefox and some iPads cannot); else at its own rate, and the worklet resamples. */
async function openContext(stream: MediaStream): Promise<{ audio: AudioContext; source: MediaStreamAudioSourceNode }> {
  for (const options of [{ sampleRate: SAMPLE_RATE }, {}]) {
    let audio: AudioContext | undefined;
    try {
      audio = new AudioContext(options);
      const source = audio.createMediaStreamSource(stream);
      await audio.audioWorklet.addModule(workletUrl);
      await resumed(audio);
      return { audio, source };
    } catch {
      void audio?.close();
    }
  }
  throw new MicrophoneError("absent");
}

/** Safari may leave `resume` unanswered outside a touch: the next touch then starts it. */
async function resumed(audio: AudioContext): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, RESUME_MS));
  await Promise.race([audio.resume(), late]);
  if (audio.state !== "running") {
    addEventListener("pointerdown", () => void audio.resume().catch(() => undefined), { once: true });
  }
}

/** iPads turn the sound down to a telephone's while the microphone is open, and sometimes after: say what is wanted. */
function loudspeaker(type: "playback" | "play-and-record"): void {
  const { audioSession } = navigator as { audioSession?: { type: string } };
  if (!audioSession) return;
  try {
    audioSession.type = type;
  } catch {
    // An older Safari without this kind: it decides alone.
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
