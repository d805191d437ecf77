// Recording of reading aloud in a class: set, agreed to, erased.
import { api, unwrap } from "./client";
import type { RecordingSetting } from "./types";

const ofClass = (class_id: string) => ({ params: { path: { class_id } } });

export const recording = (classId: string): Promise<RecordingSetting> =>
  unwrap(api.GET("/api/classes/{class_id}/recording", ofClass(classId)));

/** The families were told first. */
export const record = (classId: string, days: number, keep_days: number): Promise<RecordingSetting> =>
  unwrap(
    api.PUT("/api/classes/{class_id}/recording", {
      ...ofClass(classId),
      body: { days, keep_days, families_told: true },
    }),
  );

export const recordNoMore = (classId: string): Promise<RecordingSetting> =>
  unwrap(api.DELETE("/api/classes/{class_id}/recording", ofClass(classId)));

export const eraseRecordings = (classId: string): Promise<RecordingSetting> =>
  unwrap(api.DELETE("/api/classes/{class_id}/recordings", ofClass(classId)));

export const noteConsent = (pupil_id: string, given: boolean): Promise<RecordingSetting> =>
  unwrap(api.PUT("/api/pupils/{pupil_id}/recording-consent", { params: { path: { pupil_id } }, body: { given } }));

/** HTML that our server makes. */
export const recordingNotice = async (class_id: string, days: number, keep_days: number): Promise<string> =>
  (
    await unwrap(
      api.GET("/api/classes/{class_id}/recording/notice", {
        params: { path: { class_id }, query: { days, keep_days } },
      }),
    )
  ).html;
