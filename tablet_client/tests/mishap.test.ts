import { beforeEach, expect, test, vi } from "vitest";

const reloaded = vi.fn();
const page = new EventTarget();
vi.stubGlobal("location", Object.assign(new URL("http://ecole.test/eleve"), { reload: reloaded }));
vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
vi.stubGlobal("navigator", { onLine: true });
vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => {} });
vi.stubGlobal("fetch", () => (away ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(answer())));

const { Mishap } = await import("../src/care/mishap.svelte");

const NO_SCREEN = new TypeError("Failed to fetch dynamically imported module: http://ecole.test/assets/Talk.js");
const answer = () => new Response("{}", { headers: { "Content-Type": "application/json" } });
let away = false;

/** What becomes of a screen that does not come: {#await import(...)} without {:catch} rejects so. */
function without(): InstanceType<typeof Mishap> {
  const mishap = new Mishap();
  mishap.watch();
  page.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: NO_SCREEN }));
  return mishap;
}

beforeEach(() => {
  vi.useRealTimers();
  reloaded.mockClear();
});

test("a screen that does not come while the school answers is of an old version", async () => {
  away = false;
  const mishap = without();
  await vi.waitFor(() => expect(mishap.kind).toBe("old"));
  expect(mishap.waiting).toBeNull();
  expect(reloaded).not.toHaveBeenCalled();
});

test("without network Rivet waits with the child, and the page begins afresh once the school is back", async () => {
  vi.useFakeTimers();
  away = true;
  const mishap = without();
  await vi.waitFor(() => expect(mishap.waiting?.kind).toBe("gone"), { timeout: 5_000 });
  expect(mishap.kind).toBeNull();
  expect(reloaded).not.toHaveBeenCalled();
  away = false;
  mishap.waiting?.tryNow();
  vi.useRealTimers();
  await vi.waitFor(() => expect(reloaded).toHaveBeenCalledOnce());
  expect(mishap.waiting).toBeNull();
});
