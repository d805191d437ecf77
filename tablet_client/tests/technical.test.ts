import { describe, expect, test } from "vitest";
import type { Technical } from "../src/api/types";
import { certificateFact, serverFacts, size } from "../src/teacher/technique/facts";

const DATES = { name: "Marelle", fingerprint: "AA:BB", begins: "2026-09-01T08:00:00Z", ends: "2028-11-10T08:00:00Z" };
const SEEN: Technical = {
  version: "0.1.0",
  python: "3.11.7",
  system: "Linux",
  ear: "whisper-base",
  voice: "kokoro",
  models: [{ name: "whisper-base", state: "installed", optional: false }],
  now: "2026-11-02T08:00:00Z",
  timezone: "Europe/Paris",
  disk_free_bytes: 40e9,
  disk_bytes: 64e9,
  data_folder: "/srv/marelle",
  database: "SQLite",
  database_bytes: 12e6,
  last_backup: "2026-11-02T07:30:00Z",
  network: {
    port: 8443,
    reach: [],
    welcome: [],
    welcome_trouble: null,
    mdns_trouble: null,
    certificate: {
      authority: { ...DATES, days_left: 3600 },
      server: { ...DATES, days_left: 739 },
      holds: ["localhost"],
      left_out: [],
      renewed_from: "2028-09-11T08:00:00Z",
      trouble: null,
    },
  },
};
const wrong = (seen: Partial<Technical>, offset: number | null = 0): string[] =>
  serverFacts({ ...SEEN, ...seen }, offset)
    .filter((fact) => !fact.well)
    .map((fact) => fact.id);

describe("what a technician is told", () => {
  test("a server that is well has nothing to do", () => {
    expect(wrong({}, null)).toEqual([]);
    expect(certificateFact(SEEN)?.well).toBe(true);
    expect(certificateFact(SEEN)?.found).toContain("11 septembre 2028");
  });

  test("each thing that is wrong is named by itself", () => {
    expect(wrong({ disk_free_bytes: 5e8 })).toEqual(["disk"]);
    expect(wrong({ ear: null })).toEqual(["models"]);
    expect(wrong({ models: [{ name: "vosk", state: "missing", optional: true }] })).toEqual([]);
    expect(wrong({ models: [{ name: "whisper-base", state: "corrupt", optional: false }] })).toEqual(["models"]);
    expect(wrong({ last_backup: "2026-10-20T08:00:00Z" })).toEqual(["backup"]);
    expect(wrong({ last_backup: null })).toEqual(["backup"]);
    expect(wrong({}, 10 * 60_000)).toEqual(["clock"]);
    expect(serverFacts(SEEN, -10 * 60_000)[0]?.found).toContain("10 minutes en retard");
  });

  test("a certificate that could not be renewed, or does not cover an address, says so", () => {
    const network = SEEN.network as NonNullable<Technical["network"]>;
    const of = (more: object) =>
      certificateFact({ ...SEEN, network: { ...network, certificate: { ...network.certificate, ...more } } });
    expect(of({ trouble: "l’horloge est fausse" })?.todo).toContain("l’horloge");
    expect(of({ left_out: ["203.0.113.6"] })?.todo).toContain("203.0.113.6");
    expect(of({ server: { ...DATES, days_left: 12 } })?.well).toBe(false);
    expect(certificateFact({ ...SEEN, network: null })).toBeNull();
  });

  test("sizes are for people", () => {
    expect(size(41.26e9)).toBe("41,3\u00a0Go");
    expect(size(300)).toBe("1\u00a0Mo");
  });
});
