// What a teacher does: her classes, their pupils, their cards, what they are doing.
import { api, unwrap } from "./client";
import type {
  Class,
  ClassChange,
  Grade,
  LiveTable,
  Misconception,
  Pupil,
  PupilAttempts,
  PupilListResult,
  SignInCard,
  SignInCards,
} from "./types";

const ofClass = (class_id: string) => ({ params: { path: { class_id } } });
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

export const addPupilList = (classId: string, text: string): Promise<PupilListResult> =>
  unwrap(api.POST("/api/classes/{class_id}/pupils/list", { ...ofClass(classId), body: { text } }));

export const changePupil = (id: string, body: { first_name?: string; archived?: boolean }): Promise<Pupil> =>
  unwrap(api.PATCH("/api/pupils/{pupil_id}", { ...ofPupil(id), body }));

/** A new card: the pupil's earlier card no longer opens anything. */
export const newCard = (pupilId: string): Promise<SignInCard> =>
  unwrap(api.POST("/api/pupils/{pupil_id}/card", ofPupil(pupilId)));

export const cards = (classId: string): Promise<SignInCards> =>
  unwrap(api.GET("/api/classes/{class_id}/cards", ofClass(classId)));

export const live = (classId: string): Promise<LiveTable> =>
  unwrap(api.GET("/api/classes/{class_id}/live", ofClass(classId)));

export const attempts = (pupilId: string): Promise<PupilAttempts> =>
  unwrap(api.GET("/api/pupils/{pupil_id}/attempts", ofPupil(pupilId)));

/** What a pupil gets wrong in the same way again and again. */
export const misconceptions = async (pupilId: string): Promise<Misconception[]> =>
  (await unwrap(api.GET("/api/dashboard/pupils/{pupil_id}/misconceptions", ofPupil(pupilId)))).misconceptions;
