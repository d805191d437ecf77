// Errors that nobody caught: a kind screen with a way on, instead of a page that no longer answers. Told to nobody
// outside this tablet. Screens loaded on demand ({#await import(...)}) that do not come end here too.
import { api, unwrap } from "../api/client";
import { patiently, type Waiting } from "../offline/patience";
import { mishapOf, type TroubleKind } from "./troubles";

const KEPT = "marelle-mishaps";
/** So often in a row within this time, the same place will not do: one goes on from the door. */
const AGAIN = 3;
const LATELY_MS = 60_000;

export class Mishap {
  kind = $state<TroubleKind | null>(null);
  reason = $state("");
  /** A part of the client did not come because the school is away. */
  waiting = $state<Waiting | null>(null);
  #missing = false;

  watch(): void {
    addEventListener("error", ({ error, message }) => this.#happened(error, message));
    addEventListener("unhandledrejection", ({ reason }) => this.#happened(reason));
  }

  /** The same place with a fresh page; from the door when that place keeps breaking. */
  goOn(): void {
    const recent = [...times(), Date.now()].filter((time) => Date.now() - time < LATELY_MS);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(recent));
    } catch {
      // Without storage it is simply tried again.
    }
    if (recent.length >= AGAIN) location.replace("/");
    else location.reload();
  }

  #happened(error: unknown, message = ""): void {
    const kind = mishapOf(error, message);
    if (!kind || this.kind) return;
    if (kind === "old") {
      void this.#withoutFile();
      return;
    }
    this.kind = kind;
    this.reason = error instanceof Error ? `${error.name}\u00a0: ${error.message}` : message;
  }

  /** The school answers: the file is gone, with the version it belonged to. It does not: once it is back, from afresh
      (a browser may remember that a file did not come; a page loaded without network would be the browser's own). */
  async #withoutFile(): Promise<void> {
    if (this.#missing) return;
    this.#missing = true;
    let asked = 0;
    const school = () => {
      asked += 1;
      return unwrap(api.GET("/api/session"));
    };
    try {
      await patiently(school, (waiting) => {
        this.waiting = waiting;
      });
    } catch {
      asked = 1; // it answers, be it to say no
    }
    this.#missing = false;
    if (asked > 1) this.goOn();
    else this.kind = "old";
  }
}

function times(): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((time) => typeof time === "number") : [];
  } catch {
    return [];
  }
}

export const mishap = new Mishap();
