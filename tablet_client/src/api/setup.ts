// Setting classes up: lists of pupils, the end of the year, the bin, who has the class, one's own password.
import { api, unwrap } from "./client";
import type {
  Binned,
  Change,
  FilePreview,
  Grade,
  ListPreview,
  SubstituteMade,
  Team,
  YearChange,
  YearChanged,
} from "./types";

const ofClass = (class_id: string) => ({ params: { path: { class_id } } });
const ofMember = (class_id: string, teacher_id: string) => ({ params: { path: { class_id, teacher_id } } });

/** A list as it is sent: what was pasted, or a file in base64. */
export type List = { text: string } | { content: string };

export async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export const previewList = (classId: string, list: List, class_label: string | null): Promise<ListPreview> =>
  unwrap(api.POST("/api/classes/{class_id}/pupils/preview", { ...ofClass(classId), body: { ...list, class_label } }));

export const importPupils = async (classId: string, first_names: string[]): Promise<Change> =>
  (await unwrap(api.POST("/api/classes/{class_id}/pupils/import", { ...ofClass(classId), body: { first_names } })))
    .change;

export const previewSchoolFile = (list: List): Promise<FilePreview> =>
  unwrap(api.POST("/api/school-file/preview", { body: list }));

export const makeClasses = async (
  classes: { name: string; grade: Grade; first_names: string[] }[],
): Promise<string[]> => (await unwrap(api.POST("/api/school-file", { body: { classes } }))).class_ids;

export const team = (classId: string): Promise<Team> =>
  unwrap(api.GET("/api/classes/{class_id}/colleagues", ofClass(classId)));

export const share = (classId: string, login: string): Promise<Change> =>
  unwrap(api.POST("/api/classes/{class_id}/colleagues", { ...ofClass(classId), body: { login } }));

export const removeColleague = (classId: string, id: string): Promise<Change> =>
  unwrap(api.DELETE("/api/classes/{class_id}/colleagues/{teacher_id}", ofMember(classId, id)));

export const welcome = (classId: string, name: string, day: string | null): Promise<SubstituteMade> =>
  unwrap(api.POST("/api/classes/{class_id}/substitutes", { ...ofClass(classId), body: { name, day } }));

export const dismiss = (classId: string, id: string): Promise<Change> =>
  unwrap(api.DELETE("/api/classes/{class_id}/substitutes/{teacher_id}", ofMember(classId, id)));

export const changeYear = (classId: string, body: YearChange): Promise<YearChanged> =>
  unwrap(api.POST("/api/classes/{class_id}/year-change", { ...ofClass(classId), body }));

export const bin = async (): Promise<Binned[]> => (await unwrap(api.GET("/api/bin"))).things;

export const binClass = (id: string): Promise<Change> =>
  unwrap(api.POST("/api/classes/{class_id}/bin", { params: { path: { class_id: id } } }));

export const binPupil = (id: string): Promise<Change> =>
  unwrap(api.POST("/api/pupils/{pupil_id}/bin", { params: { path: { pupil_id: id } } }));

export const binText = (id: string): Promise<Change> =>
  unwrap(api.POST("/api/texts/{text_id}/bin", { params: { path: { text_id: id } } }));

export function restore({ kind, id }: Binned): Promise<Change> {
  if (kind === "class")
    return unwrap(api.POST("/api/bin/classes/{class_id}/restore", { params: { path: { class_id: id } } }));
  if (kind === "pupil")
    return unwrap(api.POST("/api/bin/pupils/{pupil_id}/restore", { params: { path: { pupil_id: id } } }));
  return unwrap(api.POST("/api/bin/texts/{text_id}/restore", { params: { path: { text_id: id } } }));
}

/** For good: the name is typed again. */
export const erase = (kind: "class" | "pupil", id: string, name: string): Promise<unknown> =>
  kind === "class"
    ? unwrap(api.POST("/api/classes/{class_id}/erase", { params: { path: { class_id: id } }, body: { name } }))
    : unwrap(api.POST("/api/pupils/{pupil_id}/erase", { params: { path: { pupil_id: id } }, body: { name } }));
