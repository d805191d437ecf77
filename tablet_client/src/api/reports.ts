// Reports of a class: files to take away, and the proposal for the report book.
import { api, unwrap } from "./client";
import { nameIn } from "./file-name";
import type { Lsu, ReportTable } from "./types";

/** Days (`2026-11-16`), both included. */
export interface Period {
  since: string;
  until: string;
}

export interface Taken {
  name: string;
  content: Blob;
}

const AS_FILE = { parseAs: "blob" } as const;

type Call = Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** The file of an answer, under the name that the server gives it. */
export async function taken(call: Call): Promise<Taken> {
  const content = (await unwrap(call)) as Blob;
  const { response } = await call;
  return { name: nameIn(response.headers.get("Content-Disposition") ?? ""), content };
}

const asked = (class_id: string, period: Period) => ({
  params: { path: { class_id }, query: { ...period } },
  ...AS_FILE,
});

/** A page for each pupil, or for one. */
export const families = (class_id: string, period: Period, pupil?: string): Promise<Taken> =>
  taken(
    api.GET("/api/classes/{class_id}/reports/families.pdf", {
      params: { path: { class_id }, query: pupil ? { ...period, pupil_id: pupil } : { ...period } },
      ...AS_FILE,
    }),
  );

export const summary = (class_id: string, period: Period): Promise<Taken> =>
  taken(api.GET("/api/classes/{class_id}/reports/summary.pdf", asked(class_id, period)));

export const spreadsheet = (class_id: string, period: Period): Promise<Taken> =>
  taken(api.GET("/api/classes/{class_id}/reports/tables.ods", asked(class_id, period)));

export const csv = (class_id: string, period: Period, table: ReportTable): Promise<Taken> =>
  taken(
    api.GET("/api/classes/{class_id}/reports/table.csv", {
      params: { path: { class_id }, query: { ...period, table } },
      ...AS_FILE,
    }),
  );

export const cards = (class_id: string): Promise<Taken> =>
  taken(api.GET("/api/classes/{class_id}/cards.pdf", { params: { path: { class_id } }, ...AS_FILE }));

export const lsu = (class_id: string): Promise<Lsu> =>
  unwrap(api.GET("/api/classes/{class_id}/reports/lsu", { params: { path: { class_id } } }));
