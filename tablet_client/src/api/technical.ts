// How the server is, for a technician.
import { api, unwrap } from "./client";
import type { Technical } from "./types";

export const POSTER = "/api/technique/affiche.pdf";
export const AUTHORITY = "/certificat";

export const technical = (): Promise<Technical> => unwrap(api.GET("/api/technique"));

/** Another server certificate, under the same authority. */
export const renewCertificate = (): Promise<unknown> => unwrap(api.POST("/api/technique/certificate"));
