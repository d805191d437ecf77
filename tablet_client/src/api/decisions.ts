// What a class's teachers decide, and their groups of need.
import { api, unwrap } from "./client";
import type { Band, Change, DecisionIn, DecisionMade, Decisions, DecisionTargets, NeedGroupChanged } from "./types";

const ofClass = (class_id: string) => ({ params: { path: { class_id } } });
const ofGroup = (need_group_id: string) => ({ params: { path: { need_group_id } } });

export const decisions = (classId: string): Promise<Decisions> =>
  unwrap(api.GET("/api/classes/{class_id}/decisions", ofClass(classId)));

export const targets = (classId: string): Promise<DecisionTargets> =>
  unwrap(api.GET("/api/classes/{class_id}/targets", ofClass(classId)));

export const decide = (classId: string, body: DecisionIn): Promise<DecisionMade> =>
  unwrap(api.POST("/api/classes/{class_id}/decisions", { ...ofClass(classId), body }));

export const stop = (decision_id: string): Promise<DecisionMade> =>
  unwrap(api.DELETE("/api/decisions/{decision_id}", { params: { path: { decision_id } } }));

/** null: as for his group or his class. */
export const changeBand = (pupil_id: string, band: Band | null): Promise<{ change: Change; band: Band }> =>
  unwrap(api.PUT("/api/pupils/{pupil_id}/band", { params: { path: { pupil_id } }, body: { band } }));

export const makeGroup = (
  classId: string,
  body: { name: string; pupils: string[]; skills: string[] },
): Promise<NeedGroupChanged> => unwrap(api.POST("/api/classes/{class_id}/need-groups", { ...ofClass(classId), body }));

export const changeGroup = (
  id: string,
  body: { version: number; name?: string; pupils?: string[]; skills?: string[] },
): Promise<NeedGroupChanged> => unwrap(api.PATCH("/api/need-groups/{need_group_id}", { ...ofGroup(id), body }));

export const removeGroup = (id: string): Promise<NeedGroupChanged> =>
  unwrap(api.DELETE("/api/need-groups/{need_group_id}", ofGroup(id)));

/** The sheet to print, as a file. */
export const sheet = (id: string, skill: string): Promise<Blob> =>
  unwrap(
    api.GET("/api/need-groups/{need_group_id}/sheet", {
      params: { path: { need_group_id: id }, query: { skill } },
      parseAs: "blob",
    }),
  );
