// A pupil's data: given to his family, erased, kept until when.
import { api, unwrap } from "./client";
import type { Kept } from "./types";

/** The address of the zip. */
export const exported = (pupilId: string): string => `/api/pupils/${pupilId}/export.zip`;

export const retention = async (): Promise<Kept[]> => (await unwrap(api.GET("/api/retention"))).kinds;

/** For good: his name is typed again. */
export const anonymise = (pupil_id: string, name: string): Promise<unknown> =>
  unwrap(api.POST("/api/pupils/{pupil_id}/anonymise", { params: { path: { pupil_id } }, body: { name } }));
