// An exercise answered where no server is: the tablet marks it, and Rivet says what the server prepared for him.
import type { AheadExercise, AheadReply, AttemptIn, AttemptOut, Path } from "../api/types";
import { isRight, rightAlready } from "./marking";

export class Alone {
  readonly exercise: AheadExercise;
  misses: number;

  constructor(exercise: AheadExercise, misses = 0) {
    this.exercise = exercise;
    this.misses = misses;
  }

  /** `path`: as it was before. */
  answer({ id, answer }: AttemptIn, path: Path): AttemptOut {
    const { served, right, end } = this.exercise;
    const told = this.#told(answer);
    const last = told.help !== null && told.then === "help";
    const kept = told.help && !last ? rightAlready(served.content, answer, right) : [];
    const goesOn = told.then !== "again";
    const after = goesOn ? { ...path, done: (path.done % path.goal) + 1 } : path;
    const atTheEnd = told.then === "next" && after.done === after.goal;
    return {
      ...told,
      id,
      words: [],
      number: answer.type === "number" ? answer.value : null,
      line: atTheEnd ? end : told.line,
      help: told.help && { ...told.help, kept },
      path: after,
    };
  }

  #told(answer: AttemptIn["answer"]): AheadReply {
    const { served, right, after_right, after_wrong, judged, skipped } = this.exercise;
    if (answer.type === "judged") return judged[answer.same ? 0 : 1] ?? skipped;
    if (answer.type === "skipped") return skipped;
    const misses = this.misses;
    if (isRight(served.content, answer, right)) return after_right[misses] ?? skipped;
    this.misses += 1;
    return after_wrong[misses] ?? skipped;
  }
}
