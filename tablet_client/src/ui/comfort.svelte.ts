// How a child sees, hears and handles the screens: his own, or what his teacher chose for him. Everything is written on
// <html> as data attributes and variables, so that style sheets follow without a word of script. What nobody chose
// follows what the tablet's own settings ask for.

export interface Comfort {
  theme: "light" | "dim";
  contrast: "normal" | "high";
  font: "andika" | "lexend" | "opendyslexic";
  /** Of letters, 1 as drawn: 0.9 to 1.5. */
  size: number;
  /** Widens letters and words together, 0 to 1. */
  spacing: number;
  /** Syllables in two colours: where the exercise wants it, everywhere, nowhere. */
  syllables: "exercise" | "always" | "never";
  motion: "full" | "reduced";
  hand: "right" | "left";
  /** `voice`: instructions and models are said, nothing else sounds. */
  sound: "all" | "voice" | "off";
  microphone: boolean;
}

/** What somebody chose; what is missing or null was not chosen. */
export type Chosen = { [Name in keyof Comfort]?: Comfort[Name] | null };

export const USUAL: Readonly<Comfort> = {
  theme: "light",
  contrast: "normal",
  font: "andika",
  size: 1,
  spacing: 0,
  syllables: "exercise",
  motion: "full",
  hand: "right",
  sound: "all",
  microphone: true,
};

/** What a tablet's own settings may ask for. */
const ASKED: readonly [string, Partial<Comfort>][] = [
  ["(prefers-color-scheme: dark)", { theme: "dim" }],
  ["(prefers-contrast: more)", { contrast: "high" }],
  ["(prefers-reduced-motion: reduce)", { motion: "reduced" }],
];

export type Asks = (media: string) => boolean;

/** What was chosen, over what the tablet asks for, over what is usual. */
export function comfortOf(chosen: Chosen, asks: Asks): Comfort {
  const found: Comfort = { ...USUAL };
  for (const [media, wanted] of ASKED) if (asks(media)) Object.assign(found, wanted);
  return Object.assign(found, without(chosen));
}

/** The same without what was not chosen. */
function without(chosen: Chosen): Partial<Comfort> {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null && value !== undefined));
}

/** The variables that style sheets read: how large letters are, how far apart letters and words stand. */
export function variablesOf({ size, spacing }: Pick<Comfort, "size" | "spacing">): Record<string, string> {
  return {
    "--letter-size": String(size),
    "--letter-spread": String(spacing),
    "--letter-gap": `${(0.18 * spacing).toFixed(3)}em`,
    "--word-gap": `${(0.9 * spacing).toFixed(3)}em`,
  };
}

/** Andika is there from the start, and stays where the others, which come when somebody wants them, cannot be had. */
export async function loadFont(font: Comfort["font"]): Promise<void> {
  try {
    if (font === "lexend") await import("./fonts/lexend.css");
    if (font === "opendyslexic") await import("./fonts/opendyslexic.css");
  } catch {
    // No screen is broken by its letters.
  }
}

class ComfortNow {
  #kept = $state<Comfort>({ ...USUAL });
  #chosen = $state.raw<Chosen>({});
  #locked = $state(false);
  /** What he chose last is not at the school yet. */
  unkept = false;

  get now(): Readonly<Comfort> {
    return this.#kept;
  }

  /** What was chosen for this child, by himself or his teacher. */
  get chosen(): Readonly<Chosen> {
    return this.#chosen;
  }

  /** His teacher keeps it as it is. */
  get locked(): boolean {
    return this.#locked;
  }

  /** A child signed in, with what was chosen for him. */
  take(chosen: Chosen, locked = false): void {
    this.#chosen = without(chosen);
    this.#locked = locked;
    this.unkept = false;
    this.#follow();
  }

  use(wanted: Partial<Comfort>): void {
    this.take({ ...this.#chosen, ...wanted }, this.#locked);
    this.unkept = true;
  }

  /** Nobody is at the tablet any more. */
  forget(): void {
    this.take({});
  }

  /** From the first screen on, and when the tablet's settings change. */
  start(): void {
    for (const [media] of ASKED) matchMedia(media).addEventListener("change", () => this.#follow());
    this.#follow();
  }

  #follow(): void {
    this.#kept = comfortOf(this.#chosen, (media) => matchMedia(media).matches);
    const { theme, contrast, font, motion, hand } = this.#kept;
    const root = document.documentElement;
    Object.assign(root.dataset, { theme, contrast, font, motion, hand });
    for (const [name, value] of Object.entries(variablesOf(this.#kept))) root.style.setProperty(name, value);
    void loadFont(font);
  }
}

export const comfort = new ComfortNow();
