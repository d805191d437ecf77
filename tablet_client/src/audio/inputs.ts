// Which microphone, when a tablet or a computer has several: the one an adult chose, else one that is a microphone.

const KEPT = "marelle-microphone-input";
/** Inputs that carry no voice: what the computer plays, cables between programs, cameras of telephones. */
const NO_VOICE =
  /virtual|virtuel|stereo mix|mixage|monitor of|moniteur|blackhole|soundflower|vb-audio|voicemeeter|cable output|loopback|droidcam|hdmi/i;

export interface Input {
  id: string;
  label: string;
  /** It most likely carries no child's voice. */
  doubtful: boolean;
}

/** The inputs by name; names are only known once the microphone was given, and Firefox wants it open. */
export function inputsOf(devices: readonly Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">[]): Input[] {
  const inputs = devices.filter((device) => device.kind === "audioinput");
  const real = inputs.filter((device) => !["default", "communications"].includes(device.deviceId));
  return (real.length > 0 ? real : inputs).map(({ deviceId, label }, rank) => ({
    id: deviceId,
    label: label || `Micro ${rank + 1}`,
    doubtful: NO_VOICE.test(label),
  }));
}

/** The id to ask for: the kept one while it is there; another when the browser's own choice carries no voice. */
export function bestInput(inputs: readonly Input[], kept: string | null): string | null {
  if (kept && inputs.some((input) => input.id === kept)) return kept;
  const first = inputs[0];
  if (!first?.doubtful) return null; // the browser's own choice
  return inputs.find((input) => !input.doubtful)?.id ?? null;
}

export function keptInput(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export function keepInput(id: string | null): void {
  try {
    if (id) localStorage.setItem(KEPT, id);
    else localStorage.removeItem(KEPT);
  } catch {
    // No storage: the choice is made again at the next start.
  }
}

export async function listInputs(): Promise<Input[]> {
  try {
    return inputsOf(await navigator.mediaDevices.enumerateDevices());
  } catch {
    return [];
  }
}
