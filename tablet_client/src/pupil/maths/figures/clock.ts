// The hands of a clock: the minute hand takes the hour hand along, as on a real one.
import type { FigureOf } from "./types";

export type Clock = FigureOf<"clock">;
const DAY = 24 * 60;

export const minuteAngle = (clock: Clock): number => clock.minute * 6;
export const hourAngle = (clock: Clock): number => (clock.hour % 12) * 30 + clock.minute / 2;

/** In degrees from noon, clockwise, of a spot seen from the centre. */
export function angleOf(x: number, y: number): number {
  return ((Math.atan2(x, -y) * 180) / Math.PI + 360) % 360;
}

/** So many minutes later, or earlier. */
export function later(clock: Clock, minutes: number): Clock {
  const total = (clock.hour * 60 + clock.minute + minutes + DAY) % DAY;
  return { ...clock, hour: Math.floor(total / 60), minute: total % 60 };
}

/** The minute hand turned to this angle the short way round; past twelve, the hour follows. */
export function minuteHandTo(clock: Clock, angle: number): Clock {
  const step = Math.min(clock.step, 60);
  const minute = (Math.round(angle / 6 / step) * step) % 60;
  let by = minute - clock.minute;
  if (by > 30) by -= 60;
  if (by < -30) by += 60;
  return later(clock, by);
}

/** The hour hand turned to this angle: the minutes stay, and so does the half of the day. */
export function hourHandTo(clock: Clock, angle: number): Clock {
  const hour = (((Math.round((angle - clock.minute / 2) / 30) % 12) + 12) % 12) + (clock.hour >= 12 ? 12 : 0);
  return { ...clock, hour };
}
