// Every sentence that may be said in an exercise, so that Rivet has his voice without the school.
import type { AheadExercise } from "../api/types";
import { PHRASES } from "../pupil/phrases";
import { bare, textLines } from "../pupil/reading/words";

const SCREENS = [
  PHRASES.whatToDo,
  PHRASES.readThenListen,
  PHRASES.listenAndCompare,
  PHRASES.readTogether,
  PHRASES.cannotHearNow,
  PHRASES.touchTheDigits,
  PHRASES.countTogether,
  PHRASES.lookAtTheFrames,
  PHRASES.takeYourTime,
  PHRASES.keptGoOn,
  PHRASES.allDone,
  PHRASES.waiting,
];

export function* spokenIn(exercises: readonly AheadExercise[]): Generator<string> {
  yield* SCREENS;
  for (const { served, after_right, after_wrong, judged, skipped, end } of exercises) {
    const { content, instruction, line } = served;
    yield line.text;
    yield instruction;
    if ("prompt" in content && content.prompt.say) yield content.prompt.say;
    if (content.kind === "choose") yield* content.options.flatMap((option) => option.say ?? []);
    if (content.kind === "read_aloud") {
      yield* textLines(content.text);
      if (content.words.length > 1) yield* content.words.map((word) => bare(word.text));
    }
    for (const reply of [...after_right, ...after_wrong, ...judged, skipped]) yield reply.line.text;
    const solution = after_wrong.at(-1)?.help?.solution;
    if (solution?.text && content.kind === "write") yield solution.text;
    if (solution?.tiles && content.kind === "build") {
      if (content.joined === "\n") yield* solution.tiles;
      else yield solution.tiles.join(content.joined);
    }
    yield end.text;
  }
}
