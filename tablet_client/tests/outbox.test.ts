import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { ApiError, OfflineError } from "../src/api/errors";
import type { AttemptIn, AttemptOut } from "../src/api/types";
import { Outbox } from "../src/offline/outbox";

let boxes = 0;
const newName = () => `outbox-${boxes++}`;

function attempt(id: string): AttemptIn {
  const answer = { type: "number" as const, value: 3 };
  return { id, served_id: "s", answer, latency_ms: 1, hints: 0, occurred_at: "2026-01-01T00:00:00Z" };
}

/** The school's side: keeps what it got, answers or fails as told. */
class School {
  readonly got: string[] = [];
  failing: Error | null = null;
  refusing = new Set<string>();

  send = async (sent: AttemptIn): Promise<AttemptOut> => {
    if (this.failing) throw this.failing;
    if (this.refusing.has(sent.id)) throw new ApiError(404, "not_found", "inconnu");
    this.got.push(sent.id);
    return { id: sent.id } as AttemptOut;
  };
}

describe("the outbox", () => {
  test("gives back the school's answer and keeps nothing", async () => {
    const school = new School();
    const outbox = new Outbox(school.send, newName());
    expect((await outbox.submit("lou", attempt("a"))).id).toBe("a");
    expect(await outbox.waiting("lou")).toBe(0);
  });

  test("keeps answers while the school is silent, and sends them once, in order", async () => {
    const school = new School();
    const name = newName();
    const outbox = new Outbox(school.send, name);
    school.failing = new OfflineError();
    for (const id of ["a", "b", "c"]) await expect(outbox.submit("lou", attempt(id))).rejects.toThrow(OfflineError);
    expect(await outbox.waiting("lou")).toBe(3);

    school.failing = null;
    const afterRestart = new Outbox(school.send, name);
    await afterRestart.flush("lou");
    expect(school.got).toEqual(["a", "b", "c"]);
    expect(await afterRestart.waiting("lou")).toBe(0);
  });

  test("the same answer tried again is kept once", async () => {
    const school = new School();
    const outbox = new Outbox(school.send, newName());
    school.failing = new OfflineError();
    await expect(outbox.submit("lou", attempt("a"))).rejects.toThrow();
    school.failing = null;
    await outbox.submit("lou", attempt("a"));
    expect(school.got).toEqual(["a"]);
  });

  test("an answer the school refuses for good does not block the next ones", async () => {
    const school = new School();
    const outbox = new Outbox(school.send, newName());
    school.refusing.add("a");
    await expect(outbox.submit("lou", attempt("a"))).rejects.toThrow("inconnu");
    await outbox.submit("lou", attempt("b"));
    expect(school.got).toEqual(["b"]);
    expect(await outbox.waiting("lou")).toBe(0);
  });

  test("never sends a pupil's answers under another pupil's session", async () => {
    const school = new School();
    const outbox = new Outbox(school.send, newName());
    school.failing = new OfflineError();
    await expect(outbox.submit("lou", attempt("a"))).rejects.toThrow();
    school.failing = null;
    await outbox.submit("samir", attempt("b"));
    expect(school.got).toEqual(["b"]);
    expect(await outbox.waiting("lou")).toBe(1);
  });

  test("a session that ended keeps the answer for the next sign-in", async () => {
    const school = new School();
    const outbox = new Outbox(school.send, newName());
    school.failing = new ApiError(401, "not_signed_in", "reconnecte-toi");
    await expect(outbox.submit("lou", attempt("a"))).rejects.toThrow("reconnecte-toi");
    expect(await outbox.waiting("lou")).toBe(1);
  });
});
