// What Rivet's body does at each moment: his moods, his breath, his springs. Pure: time and chance are given.
import type { Gaze } from "../ui/gaze";
import type { Mood } from "../ui/rivet";

/** Angles in radians, lengths in the units of robot.ts (Rivet is 4.6 tall). */
export interface Pose {
  /** How far the springs of his legs push him up. */
  lift: number;
  /** His head: up on the spring of his neck; turned to our right; nodding down; leaning to our right. */
  neck: number;
  turn: number;
  nod: number;
  lean: number;
  /** Arms, on our left and right: 0 hanging, half a turn straight up. */
  leftArm: number;
  rightArm: number;
  /** His arm on our right comes forward. */
  rightReach: number;
  antenna: number;
  /** Eyes: to our right and down, -1 to 1; 1 wide as usual. */
  eyesX: number;
  eyesY: number;
  eyes: number;
  /** 1 open, 0 closed. */
  lids: number;
  mouth: number;
}

export const AT_REST: Pose = {
  lift: 0,
  neck: 0,
  turn: 0,
  nod: 0,
  lean: 0,
  leftArm: 0.25,
  rightArm: 0.25,
  rightReach: 0,
  antenna: 0,
  eyesX: 0,
  eyesY: 0,
  eyes: 1,
  lids: 1,
  mouth: 0,
};

const MOODS: Record<Mood, Partial<Pose>> = {
  calm: {},
  happy: { leftArm: 2.2, rightArm: 2.2, lift: 0.06, nod: -0.06 },
  thinking: { rightArm: -0.5, rightReach: 2.25, lean: -0.1, nod: -0.08, eyesX: 0.55, eyesY: -0.7 },
  listening: { rightArm: 2.55, lean: 0.12, nod: 0.03, eyes: 1.14, neck: 0.03 },
  encouraging: { rightArm: 1.35, rightReach: 0.5, leftArm: -0.1, lean: 0.08, nod: 0.04 },
  curious: { leftArm: 0.7, lean: -0.16, eyes: 1.2, neck: 0.05 },
  celebrating: { leftArm: 2.35, rightArm: 2.35, nod: -0.1 },
  resting: { leftArm: 0.1, rightArm: 0.1, nod: 0.16, lean: -0.1, lift: -0.05, neck: -0.04 },
};

/** The springs: how hard each pulls, and what of its swing is lost; under 1 it bounces. Others follow at once. */
const SPRINGS: Partial<Record<keyof Pose, { pull: number; loss: number }>> = {
  lift: { pull: 90, loss: 0.35 },
  neck: { pull: 120, loss: 0.3 },
  turn: { pull: 70, loss: 0.75 },
  nod: { pull: 70, loss: 0.6 },
  lean: { pull: 60, loss: 0.5 },
  leftArm: { pull: 55, loss: 0.42 },
  rightArm: { pull: 50, loss: 0.42 },
  rightReach: { pull: 45, loss: 0.5 },
  antenna: { pull: 60, loss: 0.12 },
  eyesX: { pull: 260, loss: 1 },
  eyesY: { pull: 260, loss: 1 },
  eyes: { pull: 120, loss: 0.6 },
};
const PARTS = Object.keys(AT_REST) as (keyof Pose)[];
const LONGEST_STEP = 1 / 60; // stiffer springs than this would fly apart
const BLINK_SECONDS = 0.16;
const BETWEEN_BLINKS = [2.2, 6] as const;

/** What goes on around him. */
export interface Moment {
  mood: Mood;
  /** How open the sound has his mouth. */
  mouth: number;
  speaking: boolean;
  /** Where he looks, null at whoever is in front of him. */
  gaze: Gaze | null;
}

/** Where everything would be without springs, at this time. */
export function aim({ mood, gaze, speaking, mouth }: Moment, seconds: number, moving: boolean): Pose {
  const pose = { ...AT_REST, ...MOODS[mood], mouth: speaking ? mouth : 0 };
  if (gaze) {
    Object.assign(pose, { eyesX: gaze.x, eyesY: gaze.y });
    pose.turn += 0.5 * gaze.x;
    pose.nod += 0.22 * gaze.y;
  }
  if (mood === "resting") pose.lids = 0;
  if (!moving) return pose;
  const breath = mood === "resting" ? 1 : 1.75; // radians a second
  pose.lift += 0.035 * Math.sin(seconds * breath);
  pose.neck += 0.018 * Math.sin(seconds * breath - 0.7);
  pose.leftArm += 0.05 * Math.sin(seconds * breath + 0.4);
  pose.rightArm += 0.05 * Math.sin(seconds * breath + 0.9);
  pose.antenna += 0.1 * Math.sin(seconds * 2);
  if (!gaze && mood === "calm") {
    // Eyes that never wander are painted on.
    pose.eyesX += 0.12 * Math.sin(seconds * 0.53) * Math.sin(seconds * 0.31);
    pose.turn += 0.06 * Math.sin(seconds * 0.47);
  }
  if (speaking) {
    pose.nod += 0.05 * Math.sin(seconds * 3.1) - 0.03 * mouth;
    pose.neck += 0.03 * mouth;
    if (mood === "calm") pose.rightArm += 0.18 * (1 + Math.sin(seconds * 2.3));
  }
  if (mood === "celebrating") {
    pose.lift += 0.27 * Math.abs(Math.sin(seconds * 4.4));
    pose.leftArm += 0.35 * Math.sin(seconds * 8.8);
    pose.rightArm -= 0.35 * Math.sin(seconds * 8.8);
    pose.lean += 0.1 * Math.sin(seconds * 4.4);
  }
  return pose;
}

/** Rivet's body through time. `moving` false for who asks for no motion: he takes his poses at once. */
export class Life {
  #pose: Pose = { ...AT_REST };
  readonly #speed: Pose = Object.fromEntries(PARTS.map((part) => [part, 0])) as unknown as Pose;
  #seconds = 0;
  #blinkAt: number;

  constructor(
    readonly moving: boolean,
    private readonly chance: () => number,
  ) {
    this.#blinkAt = this.#later();
  }

  /** So many seconds later. */
  after(seconds: number, moment: Moment): Pose {
    if (!this.moving) {
      this.#pose = aim(moment, 0, false);
      return this.#pose;
    }
    // A tablet that slept wakes up where it was.
    let left = Math.min(seconds, 0.25);
    while (left > 1e-6) {
      const step = Math.min(left, LONGEST_STEP);
      this.#step(step, moment);
      left -= step;
    }
    return this.#pose;
  }

  #step(seconds: number, moment: Moment): void {
    this.#seconds += seconds;
    const wanted = aim(moment, this.#seconds, true);
    wanted.lids *= this.#lids();
    // The antenna is carried along by the head and by what lifts it.
    wanted.antenna += -0.12 * this.#speed.lean - 0.1 * this.#speed.turn - 0.04 * this.#speed.lift;
    for (const part of PARTS) {
      const spring = SPRINGS[part];
      if (!spring) {
        this.#pose[part] = wanted[part];
        continue;
      }
      const { pull, loss } = spring;
      const force = pull * (wanted[part] - this.#pose[part]) - 2 * loss * Math.sqrt(pull) * this.#speed[part];
      this.#speed[part] += force * seconds;
      this.#pose[part] += this.#speed[part] * seconds;
    }
  }

  #lids(): number {
    const since = this.#seconds - this.#blinkAt;
    if (since < 0) return 1;
    if (since > BLINK_SECONDS) {
      this.#blinkAt = this.#seconds + this.#later();
      return 1;
    }
    return Math.abs(1 - (2 * since) / BLINK_SECONDS);
  }

  #later(): number {
    return BETWEEN_BLINKS[0] + (BETWEEN_BLINKS[1] - BETWEEN_BLINKS[0]) * this.chance();
  }
}
