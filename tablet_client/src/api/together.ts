// A group around this tablet. It lives as long as the sign-in of the pupil whose tablet it is.
import { api, unwrap } from "./client";
import type { AttemptIn, Group, GroupAttempt, GroupTurn, PictureId, PupilFace } from "./types";

const of = (group_id: string) => ({ params: { path: { group_id } } });

export async function classmates(): Promise<PupilFace[]> {
  return (await unwrap(api.GET("/api/together/classmates"))).pupils;
}

export const openGroup = (): Promise<Group> => unwrap(api.POST("/api/together/groups"));

export async function endGroup(id: string): Promise<void> {
  await unwrap(api.DELETE("/api/together/groups/{group_id}", of(id)));
}

export const joinGroup = (id: string, pupil_id: string, pictures: PictureId[]): Promise<Group> =>
  unwrap(api.POST("/api/together/groups/{group_id}/members", { ...of(id), body: { pupil_id, pictures } }));

export const leaveGroup = (group_id: string, pupil_id: string): Promise<Group> =>
  unwrap(
    api.DELETE("/api/together/groups/{group_id}/members/{pupil_id}", { params: { path: { group_id, pupil_id } } }),
  );

// As in practice.ts: openapi-fetch forgets that a pair has two elements.
export const beginTurn = (id: string, pupil_id: string): Promise<GroupTurn> =>
  unwrap(
    api.POST("/api/together/groups/{group_id}/turns", { ...of(id), body: { pupil_id } }),
  ) as Promise<unknown> as Promise<GroupTurn>;

export const answerTurn = (id: string, body: AttemptIn): Promise<GroupAttempt> =>
  unwrap(
    api.POST("/api/together/groups/{group_id}/attempts", { ...of(id), body }),
  ) as Promise<unknown> as Promise<GroupAttempt>;
