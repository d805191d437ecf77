// The pupil's path: ask what comes next, send an answer.
import { mySeal } from "../offline/me";
import { Outbox } from "../offline/outbox";
import { disk } from "../offline/tablet";
import { api, unwrap } from "./client";
import type { AheadExercise, AttemptOut, ClassDoor, Domain, DoorId, MyReading, Served, Today } from "./types";

export function openClass(code: string): Promise<ClassDoor> {
  return unwrap(api.POST("/api/signin/class", { body: { class_code: code } }));
}

// openapi-fetch forgets that a pair has two elements: the casts give replies their generated types again.
export function next(domain: Domain | null, door: DoorId | null = null): Promise<Served> {
  return unwrap(api.POST("/api/practice/next", { body: { domain, door } })) as Promise<unknown> as Promise<Served>;
}

/** Two kinds of work to choose between; none most of the time. */
export async function doors(domain: Domain | null): Promise<DoorId[]> {
  return (await unwrap(api.POST("/api/practice/doors", { body: { domain } }))).doors;
}

/** What went well in the session of today. */
export function today(): Promise<Today> {
  return unwrap(api.GET("/api/practice/today"));
}

/** The pupil's own last readings, the oldest first. */
export async function myReadings(): Promise<MyReading[]> {
  return (await unwrap(api.GET("/api/practice/my-readings"))).readings;
}

/** Exercises for when the network is gone; `keep`: those of the held ones that are still good. */
export function ahead(held: string[]): Promise<{ keep: string[]; exercises: AheadExercise[] }> {
  return unwrap(api.POST("/api/practice/ahead", { body: { held } })) as Promise<unknown> as Promise<{
    keep: string[];
    exercises: AheadExercise[];
  }>;
}

export const outbox = new Outbox(
  (body) => unwrap(api.POST("/api/practice/attempts", { body })) as Promise<unknown> as Promise<AttemptOut>,
  async (who, sealed) => {
    await unwrap(api.POST("/api/practice/sealed", { body: { who, sealed } }));
  },
  disk,
  mySeal,
);
