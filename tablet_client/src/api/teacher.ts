// What a teacher does: her classes, their pupils, their cards, what they are doing.
import { api, unwrap } from "./client";
import type {
  Band,
  Class,
  ClassChange,
  ClassComfort,
  ClassNeeds,
  ComfortIn,
  GivenText,
  Grade,
  LiveTable,
  Misconception,
  Note,
  OwnText,
  OwnTextChange,
  OwnTextIn,
  Progression,
  ProgressionLine,
  ProgressionPreview,
  Pupil,
  PupilAttempts,
  PupilComfort,
  PupilFluency,
  PupilSkills,
  SignInCard,
  SignInCards,
  TextCheck,
  TextReadings,
} from "./types";

const ofClass = (class_id: string) => ({ params: { path: { class_id } } });
const ofText = (text_id: string) => ({ params: { path: { text_id } } });
const ofPupil = (pupil_id: string) => ({ params: { path: { pupil_id } } });

export const classes = (): Promise<Class[]> => unwrap(api.GET("/api/classes"));

export const createClass = (name: string, grade: Grade): Promise<Class> =>
  unwrap(api.POST("/api/classes", { body: { name, grade } }));

export const changeClass = (id: string, body: ClassChange): Promise<Class> =>
  unwrap(api.PATCH("/api/classes/{class_id}", { ...ofClass(id), body }));

export const pupils = (classId: string): Promise<Pupil[]> =>
  unwrap(api.GET("/api/classes/{class_id}/pupils", ofClass(classId)));

export const addPupil = (classId: string, first_name: string): Promise<Pupil> =>
  unwrap(api.POST("/api/classes/{class_id}/pupils", { ...ofClass(classId), body: { first_name } }));

export const changePupil = (
  id: string,
  body: { first_name?: string; archived?: boolean; band?: Band; version?: number },
): Promise<Pupil> => unwrap(api.PATCH("/api/pupils/{pupil_id}", { ...ofPupil(id), body }));

/** A new card: the pupil's earlier card no longer opens anything. */
export const newCard = (pupilId: string): Promise<SignInCard> =>
  unwrap(api.POST("/api/pupils/{pupil_id}/card", ofPupil(pupilId)));

/** Pupils who said to Rivet something that deserves to be listened to, the last first. */
export const notes = async (classId: string): Promise<Note[]> =>
  (await unwrap(api.GET("/api/classes/{class_id}/notes", ofClass(classId)))).notes;

export const seeNote = (note_id: string): Promise<Note> =>
  unwrap(api.POST("/api/notes/{note_id}/seen", { params: { path: { note_id } } }));

export const cards = (classId: string): Promise<SignInCards> =>
  unwrap(api.GET("/api/classes/{class_id}/cards", ofClass(classId)));

export const live = (classId: string): Promise<LiveTable> =>
  unwrap(api.GET("/api/classes/{class_id}/live", ofClass(classId)));

export const attempts = (pupilId: string): Promise<PupilAttempts> =>
  unwrap(api.GET("/api/pupils/{pupil_id}/attempts", ofPupil(pupilId)));

export const skills = (pupilId: string): Promise<PupilSkills> =>
  unwrap(api.GET("/api/pupils/{pupil_id}/skills", ofPupil(pupilId)));

export const fluency = (pupilId: string): Promise<PupilFluency> =>
  unwrap(api.GET("/api/pupils/{pupil_id}/fluency", ofPupil(pupilId)));

export const needs = (classId: string): Promise<ClassNeeds> =>
  unwrap(api.GET("/api/classes/{class_id}/needs", ofClass(classId)));

export const progression = (classId: string): Promise<Progression> =>
  unwrap(api.GET("/api/classes/{class_id}/progression", ofClass(classId)));

/** A ready progression, or lines. `version`: of the one that was on the screen. */
export const followProgression = (
  classId: string,
  wanted: { ready: string } | { lines: ProgressionLine[] },
  version: number,
): Promise<Progression> =>
  unwrap(api.PUT("/api/classes/{class_id}/progression", { ...ofClass(classId), body: { ...wanted, version } }));

export const forgetProgression = (classId: string, version: number): Promise<Progression> =>
  unwrap(
    api.DELETE("/api/classes/{class_id}/progression", {
      params: { path: { class_id: classId }, query: { version } },
    }),
  );

export const progressionFile = (classId: string): string => `/api/classes/${classId}/progression/csv`;

export async function previewProgression(classId: string, file: File): Promise<ProgressionPreview> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return unwrap(api.POST("/api/classes/{class_id}/progression/csv", { ...ofClass(classId), body: { content } }));
}

export const texts = (classId: string): Promise<OwnText[]> =>
  unwrap(api.GET("/api/classes/{class_id}/texts", ofClass(classId)));

export const checkText = (classId: string, text: string, numbers_in_words = false): Promise<TextCheck> =>
  unwrap(api.POST("/api/classes/{class_id}/texts/check", { ...ofClass(classId), body: { text, numbers_in_words } }));

export const createText = (classId: string, body: OwnTextIn): Promise<OwnText> =>
  unwrap(api.POST("/api/classes/{class_id}/texts", { ...ofClass(classId), body }));

export const changeText = (id: string, body: OwnTextChange): Promise<OwnText> =>
  unwrap(api.PATCH("/api/texts/{text_id}", { ...ofText(id), body }));

/** To the whole class, to these pupils, or to nobody (`[]`). */
export const giveText = (id: string, to: "class" | string[]): Promise<GivenText> =>
  unwrap(
    api.PUT("/api/texts/{text_id}/readers", {
      ...ofText(id),
      body: { whole_class: to === "class", pupils: to === "class" ? [] : to },
    }),
  );

export const readings = (id: string): Promise<TextReadings> =>
  unwrap(api.GET("/api/texts/{text_id}/readings", ofText(id)));
/** What a pupil gets wrong in the same way again and again. */
export const misconceptions = async (pupilId: string): Promise<Misconception[]> =>
  (await unwrap(api.GET("/api/dashboard/pupils/{pupil_id}/misconceptions", ofPupil(pupilId)))).misconceptions;

/** How the screens are of those of a class who have chosen nothing, and of one pupil. */
export const classComfort = (classId: string): Promise<ClassComfort> =>
  unwrap(api.GET("/api/classes/{class_id}/comfort", ofClass(classId)));

export const presetClass = (classId: string, body: ComfortIn): Promise<ClassComfort> =>
  unwrap(api.PUT("/api/classes/{class_id}/comfort", { ...ofClass(classId), body }));

export const pupilComfort = (pupilId: string): Promise<PupilComfort> =>
  unwrap(api.GET("/api/pupils/{pupil_id}/comfort", ofPupil(pupilId)));

export const presetPupil = (pupilId: string, body: ComfortIn): Promise<PupilComfort> =>
  unwrap(api.PUT("/api/pupils/{pupil_id}/comfort", { ...ofPupil(pupilId), body }));

/** Back to what his class has. */
export const forgetPupilComfort = (pupilId: string): Promise<PupilComfort> =>
  unwrap(api.DELETE("/api/pupils/{pupil_id}/comfort", ofPupil(pupilId)));
