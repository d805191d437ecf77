// Somebody else changed the same thing meanwhile: the server says so instead of losing his change.
import { ApiError } from "../../api/errors";

export function changedMeanwhile(error: unknown): boolean {
  return error instanceof ApiError && error.code === "changed_meanwhile";
}
