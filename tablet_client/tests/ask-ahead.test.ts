import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import type { AttemptIn, AttemptOut, Domain, Served } from "../src/api/types";

vi.stubGlobal("location", new URL("http://ecole.test/eleve"));
vi.stubGlobal("removeEventListener", () => undefined);

const { Sitting } = await import("../src/pupil/sitting.svelte");

const GOAL = 4;

/** A school at the end of the line: what it was asked, and what it says. */
class Asked extends Sitting {
  asked = 0;
  broken = 0;
  done = 0;
  // biome-ignore lint/suspicious/noThenProperty: the server's word
  answerOf: Pick<AttemptOut, "then"> = { then: "next" };

  override instruct(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override say(): Promise<boolean> {
    return Promise.resolve(true);
  }

  protected override ask(): Promise<Served> {
    this.asked += 1;
    if (this.broken-- > 0) return Promise.reject(new Error("cut"));
    const content = { kind: "compute" };
    const path = { done: this.done, goal: GOAL };
    const line = { act: "any", text: "" };
    return Promise.resolve({
      served_id: `${this.asked}`,
      activity: "compute",
      content,
      path,
      line,
    } as unknown as Served);
  }

  protected override submit(attempt: AttemptIn): Promise<AttemptOut> {
    if (this.answerOf.then === "next") this.done += 1;
    return Promise.resolve({
      ...this.answerOf,
      id: attempt.id,
      path: { done: this.done, goal: GOAL },
    } as unknown as AttemptOut);
  }
}

async function begun(domain: Domain | null = null): Promise<Asked> {
  const sitting = new Asked({ id: "1", first_name: "Léo", avatar: "panda" });
  await sitting.begin(domain);
  return sitting;
}

async function answer(sitting: Asked): Promise<void> {
  await sitting.answer(sitting.served as Served, { type: "skipped" }, 0);
  await new Promise((resolve) => setTimeout(resolve)); // whether there are doors is known
}

test("what comes next is asked for once, while what became of the answer is looked at", async () => {
  const sitting = await begun();
  await answer(sitting);
  expect(sitting.asked).toBe(2);
  await sitting.goOn();
  expect(sitting.asked).toBe(2);
  expect(sitting.served?.served_id).toBe("2");
});

test("nothing is asked for while one tries again, nor at the end of the path before one wants more", async () => {
  const sitting = await begun();
  // biome-ignore lint/suspicious/noThenProperty: the server's word
  sitting.answerOf = { then: "again" };
  await answer(sitting);
  expect(sitting.asked).toBe(1);
  // biome-ignore lint/suspicious/noThenProperty: the server's word
  sitting.answerOf = { then: "next" };
  sitting.done = GOAL - 1;
  await answer(sitting);
  await sitting.goOn();
  expect(sitting.screen).toBe("end");
  expect(sitting.asked).toBe(1);
  await sitting.next();
  expect(sitting.asked).toBe(2);
});

test("what could not be had ahead is asked for again", async () => {
  const sitting = await begun();
  sitting.broken = 1;
  await answer(sitting);
  await sitting.goOn();
  expect(sitting.asked).toBe(3);
  expect(sitting.served?.served_id).toBe("3");
});

test("who chooses otherwise is not given what was asked for before", async () => {
  const sitting = await begun("reading");
  await answer(sitting);
  await sitting.begin("maths");
  expect(sitting.served?.served_id).toBe("3");
});

test("who turns the sound off is not given what was asked for before", async () => {
  const sitting = await begun();
  await answer(sitting);
  await sitting.hearsOtherwise();
  expect(sitting.served?.served_id).toBe("3");
});

test("who has left is asked nothing and shown nothing any more", async () => {
  const sitting = await begun();
  sitting.close();
  await sitting.next();
  expect(sitting.asked).toBe(1);
  expect(sitting.served?.served_id).toBe("1");
});
