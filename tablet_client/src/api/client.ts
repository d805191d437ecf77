// HTTP with the school's server, typed by its OpenAPI. Adds the CSRF token and turns every failure into
// ApiError (the server said no) or OfflineError (nothing came back).
import createClient from "openapi-fetch";
import { clock } from "./clock.svelte";
import { ApiError, OfflineError } from "./errors";
import type { paths } from "./schema";
import type { SessionInfo } from "./types";

const PATIENCE_MS = 15_000;

let csrfToken = "";

export function useCsrfToken(token: string): void {
  csrfToken = token;
}

async function fetchOnce(request: Request): Promise<Response> {
  if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrfToken);
  const asked = Date.now();
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    clock.compare(response.headers.get("Date"), asked, Date.now());
    return response;
  } catch {
    throw new OfflineError();
  }
}

async function refreshCsrfToken(): Promise<boolean> {
  const response = await fetchOnce(new Request("/api/session"));
  if (!response.ok) return false;
  const fresh = ((await response.json()) as SessionInfo).csrf_token;
  const changed = fresh !== csrfToken;
  csrfToken = fresh;
  return changed;
}

/** A session may have been renewed by another tab: one refused change is tried again with a fresh token. */
async function send(request: Request): Promise<Response> {
  const again = request.method === "GET" ? null : request.clone();
  const response = await fetchOnce(request);
  if (response.status === 403 && again && (await refreshCsrfToken())) return fetchOnce(again);
  return response;
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

/** The data of a call, or a thrown ApiError. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  const told = (error ?? {}) as { code?: unknown; message?: unknown };
  throw new ApiError(
    response.status,
    typeof told.code === "string" ? told.code : "internal",
    typeof told.message === "string"
      ? told.message
      : "Le serveur de l’école n’a pas pu répondre. Il faut essayer encore.",
    retryAfter(response),
  );
}
