import { describe, expect, test } from "vitest";
import { Clock } from "../src/api/clock.svelte";
import { ApiError, OfflineError } from "../src/api/errors";
import { checks, type Facts } from "../src/care/checks";
import { signOf } from "../src/care/signs";
import { mishapOf, troubleOf } from "../src/care/troubles";

describe("what a failure is", () => {
  test("each has its picture", () => {
    expect(troubleOf(new OfflineError(), false)).toBe("network");
    expect(troubleOf(new OfflineError(), true)).toBe("gone");
    expect(troubleOf(new ApiError(503, "unavailable", "occupé", 2_000), true)).toBe("full");
    expect(troubleOf(new ApiError(429, "too_many", "doucement"), true)).toBe("full");
    expect(troubleOf(new ApiError(503, "unavailable", "disque plein"), true)).toBe("disk");
    expect(troubleOf(new ApiError(500, "internal", "problème"), true)).toBe("restarting");
    expect(troubleOf(new ApiError(502, "internal", "problème"), true)).toBe("restarting");
  });

  test("an error that nobody caught breaks the page, or is nothing", () => {
    expect(mishapOf(new TypeError("x is undefined"))).toBe("script");
    expect(mishapOf(new TypeError("Failed to fetch dynamically imported module: /assets/Talk.js"))).toBe("old");
    expect(mishapOf(new TypeError("Importing a module script failed."))).toBe("old");
    expect(mishapOf(undefined, "ResizeObserver loop completed with undelivered notifications.")).toBeNull();
    expect(mishapOf(new OfflineError())).toBeNull();
    expect(mishapOf(new DOMException("stopped", "AbortError"))).toBeNull();
  });
});

describe("a tablet whose clock is wrong", () => {
  const here = Date.parse("2026-11-02T08:00:00Z");
  const late = (minutes: number) => new Date(here + minutes * 60_000).toUTCString();

  test("says the school's time, and an adult is told", () => {
    const clock = new Clock();
    clock.compare(late(120), here, here + 40);
    expect(clock.wrong).toBe(true);
    expect(clock.now(here).slice(0, 16)).toBe("2026-11-02T10:00");
  });

  test("a few seconds are left alone", () => {
    const clock = new Clock();
    clock.compare(new Date(here + 4_000).toUTCString(), here, here + 40);
    expect(clock.wrong).toBe(false);
    expect(clock.now(here)).toBe("2026-11-02T08:00:00.000Z");
  });

  test("a slow answer does not undo what a quick one said; a clock set right is seen", () => {
    const clock = new Clock();
    clock.compare(late(10), here, here + 40);
    const measured = clock.offset;
    clock.compare(late(10), here, here + 9_000);
    expect(clock.offset).toBe(measured);
    clock.compare(late(0), here, here + 400);
    expect(clock.wrong).toBe(false);
  });

  test("an answer without a date says nothing", () => {
    const clock = new Clock();
    clock.compare(null, here, here + 40);
    expect(clock.offset).toBeNull();
    expect(clock.now(here)).toBe("2026-11-02T08:00:00.000Z");
  });
});

describe("what an adult is told", () => {
  const well = { unsafe: 0, refused: false, secure: true, clockWrong: false };

  test("one small sign, the worst first", () => {
    expect(signOf(well)).toBeNull();
    expect(signOf({ ...well, refused: true })?.kind).toBe("microphone");
    expect(signOf({ ...well, refused: true, clockWrong: true })?.kind).toBe("clock");
    expect(signOf({ unsafe: 2, refused: true, secure: false, clockWrong: true })?.text).toContain(
      "2 réponses attendent",
    );
    expect(signOf({ ...well, unsafe: 1 })?.text).toContain("1 réponse attend");
  });

  test("a tick for what is well, what to do for the rest", () => {
    const facts: Facts = {
      secure: true,
      host: "ecole.test:8443",
      answered: 12.4,
      kept: true,
      offset: 800,
      disk: true,
      room: { usedMb: 4, leftMb: 2_300 },
      pageVersion: "0.1.0",
      serverVersion: "0.1.0",
      welcomePort: null,
    };
    expect(checks(facts).every((check) => check.well)).toBe(true);
    const bad = checks({
      secure: false,
      host: "192.0.2.7:8443",
      answered: null,
      kept: false,
      offset: -7_200_000,
      disk: false,
      room: null,
      pageVersion: "0.1.0",
      serverVersion: "0.2.0",
      welcomePort: 8080,
    });
    expect(bad.some((check) => check.well)).toBe(false);
    expect(bad[0]?.todo).toContain("https://192.0.2.7:8443");
    expect(bad.find((check) => check.id === "certificate")?.todo).toContain("http://192.0.2.7:8080");
    expect(bad.find((check) => check.id === "clock")?.found).toBe("La tablette avance de 2 heures sur le serveur.");
    expect(checks({ ...facts, room: { usedMb: 4, leftMb: 20 } }).find((check) => check.id === "storage")?.well).toBe(
      false,
    );
  });
});
