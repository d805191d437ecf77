// Who is signed in on this tablet.
import { api, unwrap, useCsrfToken } from "./client";
import type { PictureId, SessionInfo } from "./types";

class Session {
  info = $state<SessionInfo | null>(null);

  get role(): SessionInfo["role"] {
    return this.info?.role ?? "visitor";
  }

  async refresh(): Promise<void> {
    this.#take(await unwrap(api.GET("/api/session")));
  }

  async signInPupil(classCode: string, pupilId: string, pictures: PictureId[]): Promise<void> {
    const body = { class_code: classCode, pupil_id: pupilId, pictures };
    this.#take(await unwrap(api.POST("/api/signin/pupil", { body })));
  }

  async signInCard(token: string): Promise<void> {
    this.#take(await unwrap(api.POST("/api/signin/card", { body: { token } })));
  }

  async signInTeacher(login: string, password: string): Promise<void> {
    this.#take(await unwrap(api.POST("/api/signin/teacher", { body: { login, password } })));
  }

  async signOut(): Promise<void> {
    await unwrap(api.POST("/api/signout"));
    await this.refresh();
  }

  /** The screen goes back to the door even when the school cannot be told. */
  forget(): void {
    if (this.info) this.info = { ...this.info, role: "visitor", pupil: null, teacher: null };
  }

  #take(info: SessionInfo): void {
    this.info = info;
    useCsrfToken(info.csrf_token);
  }
}

export const session = new Session();
