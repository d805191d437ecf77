import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Answer, AttemptIn, AttemptOut, Help, Prompt, Served, Solution } from "../src/api/types";

vi.stubGlobal("location", new URL("http://ecole.test/eleve"));

const { BuildTurn } = await import("../src/pupil/doing/build.svelte");
const { ChooseTurn } = await import("../src/pupil/doing/choose.svelte");
const { CountTurn } = await import("../src/pupil/doing/count.svelte");
const { LOOK_MS, STEP_MS } = await import("../src/pupil/doing/hand-turn.svelte");
const { WriteTurn } = await import("../src/pupil/doing/write.svelte");
const { Sitting } = await import("../src/pupil/sitting.svelte");

const prompt: Prompt = { say: null, text: null, script: "print", picture: null, title: null, passage: null };
const path = { done: 1, goal: 12 };

/** What the school's server answers next (verdict, what follows, help), and what it was sent. */
type Reply = [AttemptOut["verdict"], AttemptOut["then"], Help | null];
let replies: Reply[] = [];
let sent: Answer[] = [];

const RIGHT: Reply = ["correct", "next", null];
const MISS: Reply = missKeeping([]);
function missKeeping(kept: number[]): Reply {
  return ["incorrect", "again", { step: 1, kept, solution: null }];
}
function help(solution: Partial<Solution>): Reply {
  const none = { number: null, options: null, tiles: null, text: null };
  return ["incorrect", "help", { step: 2, kept: [], solution: { ...none, ...solution } }];
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  sent = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    if (!request.url.endsWith("/attempts")) return Response.json({}, { status: 404 }); // what comes next, asked ahead
    const attempt = (await request.json()) as AttemptIn;
    sent.push(attempt.answer);
    const line = { act: "any", text: "Voilà." };
    const [verdict, what, help] = replies.shift() ?? RIGHT;
    // biome-ignore lint/suspicious/noThenProperty: the server's word
    const reply = { id: attempt.id, verdict, words: [], number: null, line, then: what, help, path };
    return Response.json(reply);
  });
});
afterEach(() => vi.useRealTimers());

const sitting = () => new Sitting({ id: "p", first_name: "Inès", avatar: "renard" });
const served = (content: Served["content"]) => ({ served_id: "s", content, instruction: "" }) as Served;

function choosing(right: number) {
  const options = ["a", "o", "u", "i"].map((text) => ({ text, script: "print" as const, picture: null, say: null }));
  const content = { kind: "choose" as const, prompt, options, right };
  return new ChooseTurn(served(content), content, sitting());
}
function building(tiles: string[], joined: "" | " " | "\n" = "") {
  const content = { kind: "build" as const, prompt, tiles, joined, places: 2 };
  return new BuildTurn(served(content), content, sitting());
}
function writing(letters = "") {
  const content = { kind: "write" as const, prompt, letters };
  return new WriteTurn(served(content), content, sitting());
}
function counting() {
  const content = { kind: "count" as const, prompt, most: 4 };
  return new CountTurn(served(content), content, sitting());
}

describe("choosing", () => {
  test("a touch takes one option, another touch another, and only « c’est fini » answers", async () => {
    const turn = choosing(1);
    turn.choose(2);
    turn.choose(0);
    expect(turn.chosen).toEqual([0]);
    expect(sent).toEqual([]);
    replies = [RIGHT];
    await turn.submit();
    expect(sent).toEqual([{ type: "chosen", options: [0] }]);
    expect(turn.stage).toBe("done");
  });

  test("the wrong one fades after a look, and cannot be taken again", async () => {
    const turn = choosing(1);
    replies = [MISS];
    turn.choose(1);
    const over = turn.submit();
    await vi.waitFor(() => expect(turn.verdict).toBe("incorrect"));
    expect(turn.chosen).toEqual([1]);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await over;
    expect(turn.faded).toEqual([1]);
    expect(turn.verdict).toBeNull();
    turn.choose(1);
    expect(turn.chosen).toEqual([]);
  });

  test("of several, those that are right stay", async () => {
    const turn = choosing(2);
    replies = [missKeeping([3])];
    turn.choose(1);
    turn.choose(3);
    const over = turn.submit();
    await vi.waitFor(() => expect(turn.verdict).toBe("incorrect"));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await over;
    expect(turn.chosen).toEqual([3]);
    expect(turn.faded).toEqual([]);
  });

  test("a touch does not wait for the look to end", async () => {
    const turn = choosing(1);
    replies = [MISS];
    turn.choose(1);
    void turn.submit();
    await vi.waitFor(() => expect(turn.stage === "ready" && turn.verdict).toBe("incorrect"));
    turn.choose(0);
    expect([turn.chosen, turn.faded, turn.verdict]).toEqual([[0], [1], null]);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect([turn.chosen, turn.faded]).toEqual([[0], [1]]);
  });
});

describe("building", () => {
  test("tiles are put, taken back and moved", () => {
    const turn = building(["la", "pin", "ra"]);
    turn.toggle(1);
    turn.toggle(0);
    expect(turn.built).toBe("pinla");
    turn.move(0, -1);
    expect(turn.built).toBe("lapin");
    turn.place(2, 1);
    expect(turn.built).toBe("larapin");
    turn.toggle(2);
    expect(turn.built).toBe("lapin");
    turn.move(1, 1);
    turn.move(0, -1);
    expect(turn.built).toBe("lapin");
  });

  test("the beginning that is right stays after a miss, then the help builds the answer tile by tile", async () => {
    const turn = building(["a", "b", "a", "c"]);
    replies = [missKeeping([0]), help({ tiles: ["a", "a", "b"] })];
    for (const tile of [0, 1, 3]) turn.place(tile);
    const first = turn.submit();
    await vi.waitFor(() => expect(turn.verdict).toBe("incorrect"));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await first;
    expect(turn.placed).toEqual([0]);
    turn.place(3);
    const second = turn.submit();
    await vi.waitFor(() => expect(turn.stage).toBe("help"));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(turn.placed).toEqual([0]);
    await vi.advanceTimersByTimeAsync(2 * STEP_MS);
    expect(turn.placed).toEqual([0, 2, 1]);
    await vi.advanceTimersByTimeAsync(STEP_MS);
    await second;
    expect(turn.hints).toBe(2);
    turn.place(3);
    expect(turn.placed).toHaveLength(3);
  });
});

describe("writing", () => {
  test("letters come and go, an apostrophe is the French one, only given letters are taken", () => {
    const free = writing();
    for (const letter of "l'é") free.rewrite(free.text + letter);
    expect(free.text).toBe("l’é");
    free.erase();
    expect(free.text).toBe("l’");
    const few = writing("aou");
    few.rewrite("xaouz");
    expect(few.text).toBe("aou");
  });

  test("what was written stays after a miss, and the help writes the answer letter by letter", async () => {
    const turn = writing();
    replies = [MISS, help({ text: "été" })];
    turn.rewrite("ete");
    const first = turn.submit();
    await vi.waitFor(() => expect(turn.verdict).toBe("incorrect"));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await first;
    expect([turn.text, turn.verdict]).toEqual(["ete", null]);
    const second = turn.submit();
    await vi.waitFor(() => expect(turn.stage).toBe("help"));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(turn.text).toBe("é");
    await vi.advanceTimersByTimeAsync(3 * STEP_MS);
    await second;
    expect(turn.text).toBe("été");
  });

  test("nothing but spaces is no answer", async () => {
    const turn = writing();
    turn.type(" ");
    await turn.submit();
    expect(sent).toEqual([]);
  });
});

describe("counting", () => {
  test("a stone a tap, never more than there may be, one taken back", () => {
    const turn = counting();
    for (let taps = 0; taps < 6; taps++) turn.tap();
    expect(turn.stones).toBe(4);
    turn.takeOne();
    expect(turn.stones).toBe(3);
  });

  test("a success after a miss is remembered for the end", async () => {
    const turn = counting();
    replies = [MISS, RIGHT];
    turn.tap();
    const first = turn.submit();
    await vi.waitFor(() => expect(turn.verdict).toBe("incorrect"));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await first;
    expect(turn.stones).toBe(0);
    turn.tap();
    turn.tap();
    await turn.submit();
    expect(sent.at(-1)).toEqual({ type: "number", value: 2 });
    expect(turn.stage).toBe("done");
  });
});
