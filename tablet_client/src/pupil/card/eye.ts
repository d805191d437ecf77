// The tablet's eye: the camera, looked at a few times a second until a QR code is read. No picture is kept or sent.
import { decodeQR } from "qr/decode.js";

const EVERY_MS = 150;
/** Pixels across of what is searched: enough for a card held at arm's length, light for a cheap tablet. */
const ACROSS = 640;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

export type Refusal = "refused" | "absent";

/** Why the camera did not open. */
export class NoCamera extends Error {
  constructor(readonly why: Refusal) {
    super(why);
    this.name = "NoCamera";
  }
}

/** The browser was told once and for all that it may: nothing needs to be explained any more. */
export async function mayLook(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "camera" as PermissionName })).state === "granted";
  } catch {
    return false; // Firefox and older Safari do not tell
  }
}

/** Opens the camera that looks at the child (`user`) or the one behind the tablet. Throws NoCamera. */
export async function openCamera(facing: "user" | "environment"): Promise<MediaStream> {
  // Absent on a page that came by plain http.
  if (!navigator.mediaDevices?.getUserMedia) throw new NoCamera("absent");
  try {
    const video = { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 720 } };
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    const refused = error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);
    throw new NoCamera(refused ? "refused" : "absent");
  }
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Tells each QR code seen, until stopped by the function it returns. */
export function watch(video: HTMLVideoElement, seen: (text: string) => void): () => void {
  let over = false;
  let timer = 0;
  let detector: Detector | null = null;
  const canvas = document.createElement("canvas");
  const look = async () => {
    if (over) return;
    const text = video.readyState >= video.HAVE_CURRENT_DATA ? await read() : null;
    if (over) return;
    if (text) seen(text);
    timer = window.setTimeout(look, EVERY_MS);
  };
  const read = async (): Promise<string | null> => {
    if (detector) {
      try {
        return (await detector.detect(video))[0]?.rawValue ?? null;
      } catch {
        detector = null; // it is there and does not work: Chrome on a tablet without its services
      }
    }
    return decoded(video, canvas);
  };
  void builtIn().then((found) => {
    detector = found;
    void look();
  });
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

async function builtIn(): Promise<Detector | null> {
  const There = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    if (There && (await There.getSupportedFormats()).includes("qr_code")) return new There({ formats: ["qr_code"] });
  } catch {
    // then ours
  }
  return null;
}

function decoded(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | null {
  const { videoWidth, videoHeight } = video;
  if (!videoWidth) return null;
  canvas.width = Math.min(ACROSS, videoWidth);
  canvas.height = Math.round((canvas.width * videoHeight) / videoWidth);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return null; // no code in this frame
  }
}
