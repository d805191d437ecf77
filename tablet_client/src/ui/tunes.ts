// The small sounds of the screens, as notes: pure, so that they can be checked. Wood and soft bells, in C, never a buzzer.

export type Sound = "touch" | "place" | "stone" | "success" | "encourage" | "page" | "end";

/** `hz` 0 is breath: the rustle of a page. `level` is of the whole, which is low already. */
export interface Note {
  at: number;
  hz: number;
  seconds: number;
  level: number;
}

const [G4, C5, E5, G5, A5, C6] = [392, 523.25, 659.25, 783.99, 880, 1046.5] as const;

export const TUNES: Readonly<Record<Sound, readonly Note[]>> = {
  touch: [{ at: 0, hz: C5, seconds: 0.07, level: 0.35 }],
  place: [
    { at: 0, hz: G4, seconds: 0.09, level: 0.5 },
    { at: 0.05, hz: C5, seconds: 0.1, level: 0.45 },
  ],
  stone: [{ at: 0, hz: G4 / 2, seconds: 0.16, level: 0.8 }],
  success: [
    { at: 0, hz: C5, seconds: 0.28, level: 0.6 },
    { at: 0.11, hz: E5, seconds: 0.28, level: 0.6 },
    { at: 0.22, hz: G5, seconds: 0.5, level: 0.7 },
  ],
  encourage: [
    { at: 0, hz: E5, seconds: 0.24, level: 0.4 },
    { at: 0.13, hz: G4, seconds: 0.2, level: 0.35 },
    { at: 0.26, hz: A5 / 2, seconds: 0.34, level: 0.4 },
  ],
  page: [{ at: 0, hz: 0, seconds: 0.22, level: 0.5 }],
  end: [
    { at: 0, hz: C5, seconds: 0.4, level: 0.5 },
    { at: 0.18, hz: G5, seconds: 0.4, level: 0.5 },
    { at: 0.36, hz: E5, seconds: 0.4, level: 0.5 },
    { at: 0.54, hz: C6, seconds: 0.9, level: 0.6 },
  ],
};

/** How long it lasts, in seconds. */
export function lengthOf(sound: Sound): number {
  return Math.max(...TUNES[sound].map((note) => note.at + note.seconds));
}

/** What goes on around: Rivet's voice and the open microphone always come first. */
export interface Around {
  wanted: "all" | "voice" | "off";
  speaking: boolean;
  listening: boolean;
  /** Since the last sound began, in ms. */
  since: number;
}

/** Of two sounds of one touch, the first is the one that says something. */
const ONE_TOUCH_MS = 60;

export function maySound({ wanted, speaking, listening, since }: Around): boolean {
  return wanted === "all" && !speaking && !listening && since > ONE_TOUCH_MS;
}
