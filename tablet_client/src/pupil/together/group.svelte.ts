// A group around this tablet: gathering, whose turn, the exercise of the one who shows, and the star it lights.

import * as together from "../../api/together";
import type { AttemptIn, AttemptOut, Group, PictureId, PupilFace, Role, Served } from "../../api/types";
import { speaker } from "../../audio/speaker.svelte";
import { PHRASES } from "../phrases";
import { Sitting } from "../sitting.svelte";

export const FEWEST = 2;
export const MOST = 4;
export const ROLES: Record<Role, { word: string; said: string }> = {
  show: { word: "Tu montres", said: PHRASES.roleShow },
  explain: { word: "Tu expliques", said: PHRASES.roleExplain },
  check: { word: "Tu vérifies", said: PHRASES.roleCheck },
  tell: { word: "Tu racontes", said: PHRASES.roleTell },
};

export class GroupSitting extends Sitting {
  stage = $state<"gather" | "sky" | "exercise" | "full">("gather");
  group = $state<Group | null>(null);
  classmates = $state<PupilFace[]>([]);
  roles = $state<Record<string, Role>>({});
  /** The star that was lit last is still warm. */
  justLit = $state(false);
  #player = "";
  #said: string[] = [];

  /** Opens the group of this tablet, or finds it again. */
  async gather(): Promise<void> {
    const group = await this.patient(() => together.openGroup());
    if (!group) return;
    this.stage = "gather";
    this.mood = "happy";
    this.#take(group);
    this.classmates = (await this.patient(() => together.classmates())) ?? [];
  }

  /** Rejects when these are not his pictures. */
  async join(pupil: PupilFace, pictures: PictureId[]): Promise<void> {
    if (this.group) this.#take(await together.joinGroup(this.group.id, pupil.id, pictures));
  }

  async leave(pupil: PupilFace): Promise<void> {
    const { group } = this;
    const left = group && (await this.patient(() => together.leaveGroup(group.id, pupil.id)));
    if (left) this.#take(left);
  }

  async end(): Promise<void> {
    speaker.stop();
    const { group } = this;
    // Nobody waits for it: it ends by itself when nobody touches it any more.
    if (group) await together.endGroup(group.id).catch(() => {});
  }

  /** To the sky, where one of them takes the hand; past a constellation that is full, to the next one. */
  lookUp(): void {
    const { group } = this;
    if (group && group.lit === group.goal) this.group = { ...group, sky: group.next_sky, lit: 0 };
    this.stage = "sky";
    this.justLit = false;
    this.mood = "happy";
    void this.say(PHRASES.whoShows);
  }

  /** Each line is a text of its own for the school's voice. */
  override say(...texts: string[]): Promise<boolean> {
    this.#said = texts;
    return super.say(...texts);
  }

  sayAgain(): void {
    void this.say(...this.#said);
  }

  /** This child touched his face: his exercise. */
  async hand(pupil: PupilFace): Promise<void> {
    this.#player = pupil.id;
    await super.next();
    // The group ended while nobody touched it, or his turn has passed: they gather again.
    if (this.stage !== "exercise") await this.next();
  }

  /** Something refused the answer: the group is over, or its child has left. */
  override async next(): Promise<void> {
    speaker.stop();
    await this.gather();
  }

  override async goOn(): Promise<void> {
    const { group } = this;
    if (!group) return;
    this.stage = this.justLit && group.lit === group.goal ? "full" : "sky";
    this.mood = "happy";
    void this.say(...group.lines.map((line) => line.text));
  }

  /** They choose who shows next. */
  protected override get asksAhead(): boolean {
    return false;
  }

  protected override async ask(): Promise<Served> {
    const turn = await together.beginTurn(this.group?.id ?? "", this.#player);
    this.group = turn.group;
    this.roles = Object.fromEntries(turn.roles.map((one) => [one.pupil_id, one.role]));
    this.justLit = false;
    this.stage = "exercise";
    return turn.served;
  }

  protected override async submit(attempt: AttemptIn): Promise<AttemptOut> {
    const reply = await together.answerTurn(this.group?.id ?? "", attempt);
    this.group = reply.group;
    this.justLit = reply.lit;
    return reply.attempt;
  }

  #take(group: Group): void {
    this.group = group;
    void this.say(...group.lines.map((line) => line.text));
  }
}
