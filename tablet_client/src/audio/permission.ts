// Whether the browser would ask before it gives the microphone: then Rivet explains first what will be seen.

export type Permission = "granted" | "prompt" | "denied" | "unknown";

/** What the browser says; "unknown" where it cannot tell (no Permissions API, or none for microphones). */
export async function microphonePermission(browser: Pick<Navigator, "permissions"> = navigator): Promise<Permission> {
  try {
    return (await browser.permissions.query({ name: "microphone" as PermissionName })).state;
  } catch {
    return "unknown";
  }
}

/** What this tablet remembers; it is about the tablet, never about a child. */
export interface Remembered {
  /** The microphone was given since the page was opened: Firefox and Safari may still say "prompt". */
  here: boolean;
  /** It was given one day. */
  before: boolean;
}

/** Must a child be shown what the browser is about to ask? A refusal is not asked again: the browser says no alone. */
export function needsExplaining(permission: Permission, { here, before }: Remembered): boolean {
  if (permission === "prompt") return !here;
  return permission === "unknown" && !here && !before;
}
