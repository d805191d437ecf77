// Rivet's moods, the same for his drawing (ui/Rivet.svelte) and for his body in space (rivet3d/).

/** `encouraging`: try again, I am with you. `curious`: not sure of what was heard. `resting`: he waits, eyes closed. */
export type Mood = "calm" | "happy" | "celebrating" | "thinking" | "listening" | "encouraging" | "curious" | "resting";

/** The mouth of someone who speaks, wide open, on a face 200 wide; its corners are at MOUTH_CORNERS. */
export const OPEN_MOUTH = "M92.5 87q7.5-3.5 15 0q0 12.4-7.5 12.4t-7.5-12.4Z";
export const MOUTH_CORNERS = "100px 87px";

/** How that shape is drawn out or in, from its corners: a line when closed, round as the vowel opens. `open`: 0 to 1.
    Moved, not drawn again: the tablet's compositor does it without the page. */
export function mouthShape(open: number): string {
  return `scale(${(1.4 - 0.4 * open).toFixed(2)}, ${(0.2 + 0.8 * open).toFixed(2)})`;
}

const BETWEEN_BLINKS_MS = [2_200, 6_000] as const;
const BLINK_MS = 120;

/** Shuts and opens his eyes from time to time until the returned function is called. */
export function blinks(shut: (closed: boolean) => void, chance: () => number = Math.random): () => void {
  let timer = 0;
  const later = () => {
    const wait = BETWEEN_BLINKS_MS[0] + (BETWEEN_BLINKS_MS[1] - BETWEEN_BLINKS_MS[0]) * chance();
    timer = window.setTimeout(() => {
      shut(true);
      timer = window.setTimeout(() => {
        shut(false);
        later();
      }, BLINK_MS);
    }, wait);
  };
  later();
  return () => clearTimeout(timer);
}
