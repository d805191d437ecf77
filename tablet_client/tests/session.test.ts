import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import type { SessionInfo } from "../src/api/types";

/** A school that answers when it is told to. */
const asked: { what: string; answer: (body: unknown) => void }[] = [];

vi.stubGlobal("location", new URL("http://ecole.test/"));
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
vi.stubGlobal("document", { documentElement: { dataset: {}, style: { setProperty: () => undefined } } });
vi.stubGlobal("fetch", (request: Request) => {
  const what = `${request.method} ${new URL(request.url).pathname}`;
  return new Promise<Response>((resolve) => {
    asked.push({ what, answer: (body) => resolve(Response.json(body)) });
  });
});
const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => kept.set(name, value),
  removeItem: (name: string) => kept.delete(name),
});

const { session } = await import("../src/api/session.svelte");
const { comfort } = await import("../src/ui/comfort.svelte");
const { disk } = await import("../src/offline/tablet");

const VISITOR: SessionInfo = { role: "visitor", csrf_token: "v", voice: "tablet" };

function infoOf(name: string): SessionInfo {
  const pupil = { id: name, first_name: name, avatar: "panda" as const };
  const seal = { who: name, key: btoa(name.padEnd(32, ".")) };
  return { role: "pupil", csrf_token: name, pupil, seal, comfort: { chosen: {}, locked: false }, voice: "tablet" };
}

async function answer(what: string, body: unknown): Promise<void> {
  const place = await vi.waitUntil(() => asked.findIndex((one) => one.what === what) + 1);
  asked.splice(place - 1, 1)[0]?.answer(body);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

async function enter(name: string): Promise<void> {
  const entering = session.signInCard(name);
  await answer("POST /api/signin/card", infoOf(name));
  await entering;
}

beforeEach(() => {
  asked.length = 0;
  kept.clear();
});

test("what was asked about a pupil who has left since does not bring him back", async () => {
  await enter("lou");
  const late = session.refresh();
  await vi.waitUntil(() => asked.length === 1);
  const leaving = session.signOut();
  await answer("GET /api/session", infoOf("lou"));
  await late;
  await answer("GET /api/session", infoOf("lou"));
  await answer("POST /api/signout", {});
  await answer("GET /api/session", VISITOR);
  await leaving;
  expect(session.role).toBe("visitor");
  expect(await (await disk)?.count("me")).toBe(0);
});

test("a leaving that was owed does not sign the next pupil out", async () => {
  await enter("lou");
  const leaving = session.signOut();
  await vi.waitUntil(() => asked.length === 1);
  await enter("samir");
  await answer("GET /api/session", infoOf("lou"));
  await answer("GET /api/session", VISITOR);
  await leaving;
  expect(session.info?.pupil?.id).toBe("samir");
  expect(asked.map((one) => one.what)).not.toContain("POST /api/signout");
});

test("what a pupil has just chosen for himself is not undone by what the school knew before", async () => {
  await enter("lou");
  comfort.use({ sound: "off" });
  const looking = session.refresh();
  await answer("GET /api/session", infoOf("lou"));
  await looking;
  expect(comfort.now.sound).toBe("off");
  await enter("samir");
  expect(comfort.now.sound).toBe("all");
});
