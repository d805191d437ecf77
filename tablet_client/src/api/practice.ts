// The pupil's path: ask what comes next, send an answer.
import { Outbox } from "../offline/outbox";
import { api, unwrap } from "./client";
import type { ClassDoor, Domain, Served } from "./types";

export function openClass(code: string): Promise<ClassDoor> {
  return unwrap(api.POST("/api/signin/class", { body: { class_code: code } }));
}

export function next(domain: Domain | null): Promise<Served> {
  return unwrap(api.POST("/api/practice/next", { body: { domain } }));
}

export const outbox = new Outbox((body) => unwrap(api.POST("/api/practice/attempts", { body })));
