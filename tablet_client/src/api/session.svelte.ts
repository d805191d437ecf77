// Who is signed in on this tablet.
import { forgetMe, keepMe, leaving } from "../offline/me";
import { comfort } from "../ui/comfort.svelte";
import { api, unwrap, useCsrfToken } from "./client";
import type { PictureId, SessionInfo } from "./types";

/** How long a pupil who leaves waits for the school: not at all, or nearly. */
const LEAVING_MS = 3_000;

class Session {
  info = $state<SessionInfo | null>(null);
  /** Changes with whoever is there: what was asked for someone before him comes too late. */
  #turn = 0;

  get role(): SessionInfo["role"] {
    return this.info?.role ?? "visitor";
  }

  async refresh(): Promise<void> {
    const turn = this.#turn;
    await this.settle();
    const info = await unwrap(api.GET("/api/session"));
    if (turn === this.#turn) this.#take(info);
  }

  /** Whoever left while the school could not be told is signed out before anything else. */
  async settle(): Promise<void> {
    if (!leaving.owed) return;
    const { csrf_token } = await unwrap(api.GET("/api/session"));
    if (!leaving.owed) return; // somebody has signed in meanwhile
    useCsrfToken(csrf_token);
    await unwrap(api.POST("/api/signout"));
    leaving.paid();
  }

  /** After a restart without network: who was there a moment ago. */
  resume(info: SessionInfo): void {
    if (this.info) return;
    comfort.take(info.comfort?.chosen ?? {}, info.comfort?.locked);
    this.info = info;
  }

  async signInPupil(classCode: string, pupilId: string, pictures: PictureId[]): Promise<void> {
    const body = { class_code: classCode, pupil_id: pupilId, pictures };
    this.#enter(await unwrap(api.POST("/api/signin/pupil", { body })));
  }

  async signInCard(token: string): Promise<void> {
    this.#enter(await unwrap(api.POST("/api/signin/card", { body: { token } })));
  }

  async signInTeacher(login: string, password: string): Promise<void> {
    this.#enter(await unwrap(api.POST("/api/signin/teacher", { body: { login, password } })));
  }

  /** By the code of somebody who replaces a teacher for a day. */
  async signInSubstitute(code: string): Promise<void> {
    this.#enter(await unwrap(api.POST("/api/signin/substitute", { body: { code } })));
  }

  /** Her other devices are signed out. */
  async changePassword(current: string, wanted: string): Promise<void> {
    this.#take(await unwrap(api.PUT("/api/my-password", { body: { current, new: wanted } })));
  }

  /** Nothing stays on the tablet, whether the school can be told now or later. */
  async signOut(): Promise<void> {
    this.#turn += 1;
    leaving.owe();
    await forgetMe();
    const later = new Promise<void>((resolve) => setTimeout(resolve, LEAVING_MS));
    await Promise.race([this.refresh().catch(() => undefined), later]);
    if (leaving.owed) this.forget();
  }

  /** The screen goes back to the door even when the school cannot be told. */
  forget(): void {
    comfort.forget();
    if (this.info) this.info = { ...this.info, role: "visitor", pupil: null, teacher: null };
  }

  /** Signing in ended the session of whoever was there before. */
  #enter(info: SessionInfo): void {
    this.#turn += 1;
    leaving.paid();
    this.#take(info);
  }

  #take({ seal, ...info }: SessionInfo): void {
    // What he has just chosen himself is on its way to the school.
    if (!comfort.unkept || info.pupil?.id !== this.info?.pupil?.id)
      comfort.take(info.comfort?.chosen ?? {}, info.comfort?.locked);
    useCsrfToken(info.csrf_token);
    if (info.pupil && seal) void keepMe(info, seal);
    else void forgetMe();
    this.info = info;
  }
}

export const session = new Session();
