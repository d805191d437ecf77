import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { ApiError, OfflineError } from "../src/api/errors";
import type { AheadExercise, AheadReply, AttemptIn, AttemptOut } from "../src/api/types";
import { Alone } from "../src/offline/alone";
import { Outbox } from "../src/offline/outbox";
import { Seal, toBytes, toText } from "../src/offline/seal";
import { Stock } from "../src/offline/stock";
import { type Disk, openDisk } from "../src/offline/tablet";

let disks = 0;
let disk: Promise<Disk | null>;
let present: Seal | null;
const seal = () => Promise.resolve(present);
const sealOf = (who: string) => Seal.of({ who, key: toText(new TextEncoder().encode(who.padEnd(32, "."))) });

beforeEach(async () => {
  disk = openDisk(`tablet-${disks++}`);
  present = await sealOf("lou");
});

function attempt(id: string): AttemptIn {
  const answer = { type: "written" as const, text: "lapin" };
  return { id, served_id: "s", answer, latency_ms: 1, hints: 0, occurred_at: "2026-01-01T00:00:00Z" };
}

/** The school's side: keeps what it got, answers or fails as told. */
class School {
  readonly got: string[] = [];
  readonly sealed: [string, string][] = [];
  failing: Error | null = null;
  refusing = new Set<string>();

  send = async (sent: AttemptIn): Promise<AttemptOut> => {
    if (this.failing) throw this.failing;
    if (this.refusing.has(sent.id)) throw new ApiError(404, "not_found", "cet exercice n’est plus là");
    this.got.push(sent.id);
    return { id: sent.id, verdict: "correct" } as AttemptOut;
  };

  sendSealed = async (who: string, sealed: string): Promise<void> => {
    if (this.failing) throw this.failing;
    this.sealed.push([who, sealed]);
  };

  outbox(): Outbox {
    return new Outbox(this.send, this.sendSealed, disk, seal);
  }
}

async function everything(): Promise<string> {
  const open = await disk;
  const found = await Promise.all((["outbox", "stock"] as const).map(async (name) => (await open?.getAll(name)) ?? []));
  const bytes = found.flat().map(({ sealed, ...rest }) => JSON.stringify(rest) + String.fromCharCode(...sealed));
  return bytes.join();
}

describe("the seal", () => {
  test("opens for its pupil, for nobody else, and not once touched", async () => {
    const whole = await (present as Seal).close({ text: "un lapin" });
    expect(await present?.open(whole)).toEqual({ text: "un lapin" });
    await expect((await sealOf("samir"))?.open(whole)).rejects.toThrow();
    whole[20] = (whole[20] as number) ^ 1;
    await expect(present?.open(whole)).rejects.toThrow();
  });

  test("its key cannot be taken out of the browser, and lives on the disk", async () => {
    const { who, key } = present as Seal;
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
    const nothing = new Uint8Array();
    await (await disk)?.put("me", { who, key, face: nothing, place: null }, "me");
    const found = await (await disk)?.get("me", "me");
    expect(await new Seal(who, found?.key as CryptoKey).open(await (present as Seal).close(1))).toBe(1);
  });

  test("bytes to text and back", () => {
    const bytes = new Uint8Array([0, 255, 62, 63, 251]);
    expect(toBytes(toText(bytes))).toEqual(bytes);
    expect(toText(bytes)).not.toMatch(/[+/]/);
  });
});

describe("the outbox", () => {
  test("an answer is sent and forgotten", async () => {
    const school = new School();
    const outbox = school.outbox();
    expect((await outbox.submit(attempt("a"))).verdict).toBe("correct");
    expect(await outbox.waiting()).toBe(0);
  });

  test("an answer that an earlier sending took along has its reply all the same", async () => {
    const outbox = new School().outbox();
    await outbox.keep(attempt("a"));
    const [reply] = await Promise.all([outbox.submit(attempt("a")), outbox.flush()]);
    expect(reply.verdict).toBe("correct");
  });

  test("answers given without network are sent in order, once, even by a tablet that was restarted", async () => {
    const school = new School();
    school.failing = new OfflineError();
    const before = school.outbox();
    for (const id of ["a", "b", "a"]) await expect(before.submit(attempt(id))).rejects.toThrow(OfflineError);
    school.failing = null;
    const after = school.outbox();
    await after.submit(attempt("c"));
    await after.flush();
    expect(school.got).toEqual(["a", "b", "c"]);
  });

  test("what the server refuses for good is not sent again and holds nobody up", async () => {
    const school = new School();
    school.refusing.add("a");
    const outbox = school.outbox();
    await expect(outbox.submit(attempt("a"))).rejects.toThrow("plus là");
    await outbox.submit(attempt("b"));
    expect(school.got).toEqual(["b"]);
  });

  test("who was signed out meanwhile loses nothing", async () => {
    const school = new School();
    school.failing = new ApiError(401, "not_signed_in", "reconnecte-toi");
    const outbox = school.outbox();
    await expect(outbox.submit(attempt("a"))).rejects.toThrow("reconnecte-toi");
    expect(await outbox.waiting()).toBe(1);
  });

  test("what a pupil left is unreadable, is not sent as the next one's, and is sent on sealed", async () => {
    const school = new School();
    school.failing = new OfflineError();
    await expect(school.outbox().submit(attempt("a"))).rejects.toThrow();
    expect(await everything()).not.toContain("lapin");
    present = await sealOf("samir");
    school.failing = null;
    const next = school.outbox();
    await next.submit(attempt("b"));
    expect(school.got).toEqual(["b"]);
    await next.flushOthers();
    await next.flushOthers();
    expect(school.sealed.map(([who]) => who)).toEqual(["lou"]);
    const opened = await (await sealOf("lou"))?.open<AttemptIn>(toBytes(school.sealed[0]?.[1] ?? ""));
    expect(opened?.answer).toEqual({ type: "written", text: "lapin" });
  });

  test("what the server will never take of another pupil holds nobody up", async () => {
    const school = new School();
    school.failing = new OfflineError();
    await expect(school.outbox().submit(attempt("a"))).rejects.toThrow();
    present = await sealOf("samir");
    school.failing = new ApiError(422, "invalid_input", "trop long");
    await school.outbox().flushOthers();
    school.failing = null;
    await school.outbox().flushOthers();
    expect(school.sealed).toEqual([]);
  });

  test("where nothing can be sealed, memory serves and the disk stays empty", async () => {
    present = null;
    const school = new School();
    school.failing = new OfflineError();
    const outbox = school.outbox();
    await expect(outbox.submit(attempt("a"))).rejects.toThrow();
    expect(await everything()).toBe("");
    school.failing = null;
    await outbox.flush();
    expect(school.got).toEqual(["a"]);
  });
});

const reply = (verdict: AheadReply["verdict"], then: AheadReply["then"], step?: 1 | 2 | 3): AheadReply => ({
  verdict,
  then,
  line: { act: then, text: `${verdict} ${then}` },
  help: step ? { step, figure: null, kept: [], solution: null } : null,
});

function exercise(id: string, domain: "reading" | "maths" = "reading"): AheadExercise {
  const content = { kind: "choose", prompt: { text: "le lapin" }, options: [{}, {}, {}], right: 2 };
  return {
    served: { served_id: id, domain, content, path: { done: 10, goal: 12 } } as unknown as AheadExercise["served"],
    right: ["0 2"],
    after_right: [reply("correct", "next"), reply("correct", "next")],
    after_wrong: [reply("incorrect", "again", 1), reply("incorrect", "help", 2)],
    judged: [],
    skipped: reply("unsure", "next"),
    end: { act: "session_end", text: "fini" },
  };
}

describe("the stock", () => {
  test("is kept over a restart, unreadable, and given in order, none twice, the subject that is asked for first", async () => {
    const stock = new Stock(disk, seal);
    await stock.add([exercise("a"), exercise("b", "maths"), exercise("c")]);
    expect(await everything()).not.toContain("lapin");
    const again = new Stock(disk, seal);
    await again.open();
    expect(again.ids).toEqual(["a", "b", "c"]);
    const taken = [
      await again.take("maths"),
      await again.take("maths"),
      await again.take(null),
      await again.take(null),
    ];
    expect(taken.map((one) => one?.served.served_id)).toEqual(["b", "a", "c", undefined]);
    await stock.open();
    expect(stock.size).toBe(0);
  });

  test("another pupil finds none of it, and what the school no longer knows goes", async () => {
    const stock = new Stock(disk, seal);
    await stock.add([exercise("a"), exercise("b")]);
    await stock.keepOnly(["a", "b"], ["b"]);
    expect(stock.ids).toEqual(["b"]);
    present = await sealOf("samir");
    await stock.open();
    expect(stock.size).toBe(0);
    expect(await everything()).toBe("");
  });
});

describe("an exercise done alone", () => {
  const answer = (...options: number[]): AttemptIn => ({ ...attempt("x"), answer: { type: "chosen", options } });

  test("a miss brings a hint and leaves what is right, a second one the help, then the path goes on", () => {
    const alone = new Alone(exercise("a"));
    const first = alone.answer(answer(0, 1), { done: 3, goal: 12 });
    expect([first.then, first.help?.kept, first.path.done]).toEqual(["again", [0], 3]);
    const second = alone.answer(answer(1), { done: 3, goal: 12 });
    expect([second.then, second.help?.kept, second.path.done]).toEqual(["help", [], 4]);
  });

  test("the last step ends the day", () => {
    const right = new Alone(exercise("a")).answer(answer(2, 0), { done: 11, goal: 12 });
    expect([right.verdict, right.path.done, right.line.text]).toEqual(["correct", 12, "fini"]);
  });

  test("after a restart the misses are not forgotten", () => {
    expect(new Alone(exercise("a"), 1).answer(answer(1), { done: 0, goal: 12 }).then).toBe("help");
  });

  test("passing is no miss", () => {
    const alone = new Alone(exercise("a"));
    alone.answer({ ...attempt("x"), answer: { type: "skipped" } }, { done: 0, goal: 12 });
    expect(alone.misses).toBe(0);
  });
});
