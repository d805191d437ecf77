// The journal of what teachers changed in a class.
import { api, unwrap } from "./client";
import type { Change, JournalKind, JournalPage } from "./types";

/** Newest first. `before`: the moment of the oldest change that is already here. */
export const changes = async (class_id: string, before?: string, limit = 50): Promise<Change[]> =>
  (
    await unwrap(
      api.GET("/api/classes/{class_id}/changes", { params: { path: { class_id }, query: { before, limit } } }),
    )
  ).changes;

export const undoChange = (change_id: string): Promise<Change> =>
  unwrap(api.POST("/api/changes/{change_id}/undo", { params: { path: { change_id } } }));

interface Filters {
  pupil_id?: string;
  kind?: JournalKind;
  since?: string;
}

/** The whole audit trail, newest first. `before`: the moment of the oldest line that is already here. */
export const journal = (class_id: string, filters: Filters & { before?: string }): Promise<JournalPage> =>
  unwrap(api.GET("/api/classes/{class_id}/journal", { params: { path: { class_id }, query: filters } }));

/** Where the same is a CSV file. */
export function journalFile(class_id: string, filters: Filters): string {
  const asked = Object.entries(filters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/api/classes/${class_id}/journal.csv?${new URLSearchParams(asked)}`;
}
