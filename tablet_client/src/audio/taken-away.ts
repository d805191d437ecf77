// A microphone that stops giving: unplugged, taken by a call or another application, a locked screen. What comes back
// by itself at once was nothing.

const PATIENCE_MS = 1_500;

type Track = Pick<MediaStreamTrack, "muted" | "readyState"> & EventTarget;
type Context = Pick<AudioContext, "resume"> & EventTarget & { readonly state: string };

/** Calls `lost` once when the microphone is gone. The returned function ends the watch. */
export function watchLoss(
  stream: { getAudioTracks(): Track[] },
  audio: Context,
  lost: () => void,
  patience = PATIENCE_MS,
): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gone = () => {
    if (signal.aborted) return;
    end();
    lost();
  };
  const end = () => {
    ending.abort();
    clearTimeout(timer);
  };
  const tracks = stream.getAudioTracks();
  const broken = () => tracks.some((track) => track.muted || track.readyState === "ended") || !runs(audio);
  const look = () => {
    clearTimeout(timer);
    // iPads say "interrupted" during a call: asking to resume then makes it worse; "suspended" may be resumed.
    if (audio.state === "suspended") void audio.resume().catch(() => undefined);
    if (broken()) timer = setTimeout(() => broken() && gone(), patience);
  };
  for (const track of tracks) {
    track.addEventListener("ended", gone, { signal });
    track.addEventListener("mute", look, { signal });
    track.addEventListener("unmute", look, { signal });
  }
  audio.addEventListener("statechange", look, { signal });
  return end;
}

/** A context not yet started waits for a touch (Safari): that is no loss. */
function runs(audio: Context): boolean {
  return audio.state !== "interrupted" && audio.state !== "closed";
}
