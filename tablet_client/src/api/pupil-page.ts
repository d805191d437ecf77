// A pupil's page: what comes next, what he misreads, his days, the answers of one of them, a verdict corrected.
import { api, unwrap } from "./client";
import type { Corrected, PupilAttempts, PupilDays, PupilMiscues, PupilNext, Verdict } from "./types";

const of = (pupil_id: string) => ({ params: { path: { pupil_id } } });

export const next = (pupilId: string): Promise<PupilNext> =>
  unwrap(api.GET("/api/dashboard/pupils/{pupil_id}/next", of(pupilId)));

export const miscues = (pupilId: string): Promise<PupilMiscues> =>
  unwrap(api.GET("/api/dashboard/pupils/{pupil_id}/miscues", of(pupilId)));

export const days = (pupilId: string): Promise<PupilDays> =>
  unwrap(api.GET("/api/dashboard/pupils/{pupil_id}/days", of(pupilId)));

/** All the answers of one school day (`2026-11-16`), 200 at most. */
export const answersOf = (pupil_id: string, on: string): Promise<PupilAttempts> =>
  unwrap(api.GET("/api/pupils/{pupil_id}/attempts", { params: { path: { pupil_id }, query: { on, limit: 200 } } }));

/** `seen`: the number of the correction on the screen, 0 for none. */
export const correct = (answer_id: string, verdict: Verdict, seen: number): Promise<Corrected> =>
  unwrap(
    api.POST("/api/dashboard/answers/{answer_id}/correction", {
      params: { path: { answer_id } },
      body: { verdict, seen },
    }),
  );
