// What a class tells its academy: shown, shared or not, taken as files.
import { api, unwrap } from "./client";
import { type Taken, taken } from "./reports";
import type { Indicators } from "./types";

const AS_FILE = { parseAs: "blob" } as const;

export const indicators = (class_id: string, month?: string): Promise<Indicators> =>
  unwrap(
    api.GET("/api/classes/{class_id}/indicators", {
      params: { path: { class_id }, query: month ? { month } : {} },
    }),
  );

export const share = (class_id: string, shared: boolean): Promise<Indicators> =>
  unwrap(api.PUT("/api/classes/{class_id}/indicators", { params: { path: { class_id } }, body: { shared } }));

export const csv = (class_id: string, month: string): Promise<Taken> =>
  taken(
    api.GET("/api/classes/{class_id}/indicators.csv", {
      params: { path: { class_id }, query: { month } },
      ...AS_FILE,
    }),
  );

export const geojson = (class_id: string, month: string): Promise<Taken> =>
  taken(
    api.GET("/api/classes/{class_id}/indicators.geojson", {
      params: { path: { class_id }, query: { month } },
      ...AS_FILE,
    }),
  );
