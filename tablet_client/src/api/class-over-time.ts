// A class over time: a week of work, the map of skills, the alerts and those set aside.
import { api, unwrap } from "./client";
import type { Alert, Change, ClassAlerts, ClassWeek, Domain, SkillsMap } from "./types";

/** The week of that day (`2026-11-16`), this one when there is none. */
export const week = (class_id: string, of?: string): Promise<ClassWeek> =>
  unwrap(api.GET("/api/classes/{class_id}/week", { params: { path: { class_id }, query: of ? { of } : {} } }));

/** `since`: only the skills worked on since that day. */
export const skillsMap = (class_id: string, domain: Domain, since?: string): Promise<SkillsMap> =>
  unwrap(
    api.GET("/api/classes/{class_id}/skills-map", {
      params: { path: { class_id }, query: since ? { domain, since } : { domain } },
    }),
  );

export const alerts = (class_id: string): Promise<ClassAlerts> =>
  unwrap(api.GET("/api/classes/{class_id}/alerts", { params: { path: { class_id } } }));

/** Not shown for two weeks, unless it worsens. */
export const setAside = async (class_id: string, alert: Alert): Promise<Change> =>
  (
    await unwrap(
      api.POST("/api/classes/{class_id}/alerts/aside", {
        params: { path: { class_id } },
        body: { pupil_id: alert.pupil.id, kind: alert.kind, about: alert.about },
      }),
    )
  ).change;
