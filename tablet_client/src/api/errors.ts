// What can go wrong between the tablet and the school's server.

/** The server answered that it could not: `message` is a French sentence fit for whoever is at the tablet. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** The same request may well succeed later: the server is full, restarting, or asks to wait. */
  get passing(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/** No answer came: Wi-Fi, server or certificate. */
export class OfflineError extends Error {
  constructor() {
    super("L’école ne répond pas. Il faut vérifier le Wi-Fi de la tablette.");
    this.name = "OfflineError";
  }
}

/** One sentence for a person, whatever happened. */
export function sentence(error: unknown): string {
  if (error instanceof ApiError || error instanceof OfflineError) return error.message;
  return "Quelque chose d’imprévu s’est passé. Il faut essayer encore.";
}
