// Fluency campaigns of a class: the texts, the results, the readings and their corrections.
import { api, unwrap } from "./client";
import type {
  Campaign,
  CampaignList,
  CampaignMark,
  CampaignReading,
  ChangedCampaign,
  ChangedReading,
  TextChoice,
  TextChoices,
} from "./types";

const of = (campaign_id: string) => ({ params: { path: { campaign_id } } });
const ofPupil = (campaign_id: string, pupil_id: string) => ({ params: { path: { campaign_id, pupil_id } } });
const ofClass = (class_id: string) => ({ params: { path: { class_id } } });

export const campaigns = (classId: string): Promise<CampaignList> =>
  unwrap(api.GET("/api/classes/{class_id}/campaigns", ofClass(classId)));

export const choices = (classId: string): Promise<TextChoices> =>
  unwrap(api.GET("/api/classes/{class_id}/campaign-texts", ofClass(classId)));

export const open = (
  classId: string,
  text: Pick<TextChoice, "source" | "id">,
  recording: boolean,
): Promise<ChangedCampaign> =>
  unwrap(
    api.POST("/api/classes/{class_id}/campaigns", {
      ...ofClass(classId),
      body: { source: text.source, text_id: text.id, recording },
    }),
  );

export const campaign = (id: string): Promise<Campaign> => unwrap(api.GET("/api/campaigns/{campaign_id}", of(id)));

export const close = (id: string): Promise<ChangedCampaign> =>
  unwrap(api.POST("/api/campaigns/{campaign_id}/close", of(id)));

export const remove = async (id: string) => (await unwrap(api.DELETE("/api/campaigns/{campaign_id}", of(id)))).change;

export const setAbsent = (id: string, pupilId: string, absent: boolean): Promise<Campaign> =>
  unwrap(
    api.PUT("/api/campaigns/{campaign_id}/pupils/{pupil_id}/absent", { ...ofPupil(id, pupilId), body: { absent } }),
  );

/** The last reading counts. */
export const again = (id: string, pupilId: string): Promise<ChangedCampaign> =>
  unwrap(api.POST("/api/campaigns/{campaign_id}/pupils/{pupil_id}/again", ofPupil(id, pupilId)));

export const reading = (id: string, pupilId: string): Promise<CampaignReading> =>
  unwrap(api.GET("/api/campaigns/{campaign_id}/pupils/{pupil_id}", ofPupil(id, pupilId)));

export const mark = (
  id: string,
  pupilId: string,
  attempt_id: string,
  word: number,
  mark: CampaignMark,
): Promise<ChangedReading> =>
  unwrap(
    api.POST("/api/campaigns/{campaign_id}/pupils/{pupil_id}/words", {
      ...ofPupil(id, pupilId),
      body: { attempt_id, word, mark },
    }),
  );

/** The table and the marked texts, or one pupil's. */
export const pdfFile = (id: string, pupilId?: string): string =>
  `/api/campaigns/${id}/pdf${pupilId ? `?pupil_id=${pupilId}` : ""}`;

export const soundFile = (recordingId: string): string => `/api/recordings/${recordingId}`;

export const csvFile = (id: string): string => `/api/campaigns/${id}/csv`;
