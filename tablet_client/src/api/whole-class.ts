// Questions to a whole class, slates up: what may be asked, each question, the tally, the results.
import { api, unwrap } from "./client";
import type { ClassQuestion, ClassTally, QuestionResult, RoundEnd, WholeClass } from "./types";

const ofClass = (class_id: string) => ({ params: { path: { class_id } } });
const ofRound = (round_id: string) => ({ params: { path: { round_id } } });

export const wholeClass = (classId: string): Promise<WholeClass> =>
  unwrap(api.GET("/api/classes/{class_id}/whole-class", ofClass(classId)));

// As in practice.ts: openapi-fetch forgets that a pair has two elements.
export const beginRound = (classId: string, skill: string): Promise<ClassQuestion> =>
  unwrap(
    api.POST("/api/classes/{class_id}/whole-class", { ...ofClass(classId), body: { skill } }),
  ) as Promise<unknown> as Promise<ClassQuestion>;

export const nextQuestion = (roundId: string): Promise<ClassQuestion> =>
  unwrap(
    api.POST("/api/whole-class/{round_id}/questions", ofRound(roundId)),
  ) as Promise<unknown> as Promise<ClassQuestion>;

export const countSlates = (round_id: string, number: number, body: ClassTally): Promise<QuestionResult> =>
  unwrap(api.PUT("/api/whole-class/{round_id}/questions/{number}", { params: { path: { round_id, number } }, body }));

export const endRound = (roundId: string): Promise<RoundEnd> =>
  unwrap(api.POST("/api/whole-class/{round_id}/end", ofRound(roundId)));
