// The pupil's path: ask what comes next, send an answer.
import { Outbox } from "../offline/outbox";
import { api, unwrap } from "./client";
import type { AttemptOut, ClassDoor, Domain, Served } from "./types";

export function openClass(code: string): Promise<ClassDoor> {
  return unwrap(api.POST("/api/signin/class", { body: { class_code: code } }));
}

// openapi-fetch forgets that a pair has two elements: the casts give replies their generated types again.
export function next(domain: Domain | null): Promise<Served> {
  return unwrap(api.POST("/api/practice/next", { body: { domain } })) as Promise<unknown> as Promise<Served>;
}

export const outbox = new Outbox(
  (body) => unwrap(api.POST("/api/practice/attempts", { body })) as Promise<unknown> as Promise<AttemptOut>,
);
