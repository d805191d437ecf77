// Opens the microphone for one listening and closes it after: nothing is captured between.
import type { CaptureMessage } from "./capture-worklet";
import workletUrl from "./capture-worklet?worker&url";
import { SAMPLE_RATE } from "./pcm";

/** `insecure`: the page came by plain http, so the browser gives no microphone at all. */
export type MicrophoneTrouble = "refused" | "absent" | "insecure";

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
  /** The browser took the microphone away (unplugged, another application). */
  lost(): void;
}

/** `overVoice`: it stays open while Rivet speaks, whose voice the tablet must then take away from what it hears. */
export async function openMicrophone(to: Hearing, { overVoice = false } = {}): Promise<OpenMicrophone> {
  const stream = await openStream(overVoice);
  try {
    const context = await openContext(stream);
    const node = new AudioWorkletNode(context.audio, "marelle-capture", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      if (data.type === "frame") to.frame(data.pcm);
      else to.level(data.level);
    };
    context.source.connect(node);
    for (const track of stream.getAudioTracks()) track.onended = () => to.lost();
    return {
      close() {
        node.port.onmessage = null;
        context.source.disconnect();
        stop(stream);
        void context.audio.close();
      },
    };
  } catch (error) {
    stop(stream);
    throw error;
  }
}

async function openStream(overVoice: boolean): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError(isSecureContext ? "absent" : "insecure");
  try {
    // Gain control clips children's loud beginnings; the two others eat soft consonants.
    const audio = { autoGainControl: false, echoCancellation: overVoice, noiseSuppression: false, channelCount: 1 };
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    const refused = error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);
    throw new MicrophoneError(refused ? "refused" : "absent");
  }
}

/** At 16 kHz where the browser can; else at its own rate, and the worklet resamples. */
async function openContext(stream: MediaStream): Promise<{ audio: AudioContext; source: MediaStreamAudioSourceNode }> {
  for (const options of [{ sampleRate: SAMPLE_RATE }, {}]) {
    let audio: AudioContext | undefined;
    try {
      audio = new AudioContext(options);
      const source = audio.createMediaStreamSource(stream);
      await audio.audioWorklet.addModule(workletUrl);
      await audio.resume();
      return { audio, source };
    } catch {
      void audio?.close();
    }
  }
  throw new MicrophoneError("absent");
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
