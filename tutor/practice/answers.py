"""The server's own verdict on an answer. What the tablet says counts for nothing but a number that was touched."""

from dataclasses import dataclass

from exercises.exercise import Build, Choose, Compute, Count, Exercise, Mode, ReadAloud, Write
from exercises.marking import mark_built, mark_chosen, mark_number, mark_reading, mark_written
from exercises.reading.turns import pupil_words
from speech.verdicts import Verdict
from tutor.errors import BadInputError
from tutor.practice.receipts import Hearing
from tutor.practice.schemas import (
    Answer,
    BuiltAnswer,
    ChosenAnswer,
    ConfirmedAnswer,
    HeardAnswer,
    HeardWord,
    JudgedAnswer,
    NumberAnswer,
    SkippedAnswer,
    WrittenAnswer,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, with the words that were heard or the number that was answered."""

    verdict: Verdict
    words: tuple[HeardWord, ...] = ()
    number: int | None = None


def judge(exercise: Exercise, answer: Answer, hearing: Hearing | None) -> Judgement:
    """The verdict on this answer; `hearing` is what its receipt says, if it has one.

    Raises BadInputError when this kind of exercise is not answered so.
    """
    content = exercise.content
    words = tuple(hearing.words) if hearing else ()
    match answer, content:
        case SkippedAnswer(), _:
            return Judgement(Verdict.UNSURE)
        case JudgedAnswer(), ReadAloud():
            return Judgement(Verdict.UNSURE, words)
        case HeardAnswer(), ReadAloud() if hearing:
            return Judgement(_marked_reading(exercise, content, hearing), words)
        case HeardAnswer(), Compute() if hearing:
            return _marked(exercise, hearing.number)
        case ConfirmedAnswer(), Compute() if hearing and hearing.likeliest is not None:
            return _marked(exercise, hearing.likeliest if answer.yes else None)
        case NumberAnswer(), Compute() | Count():
            return _marked(exercise, answer.value)
        case ChosenAnswer(), Choose() if all(place < len(content.options) for place in answer.options):
            return _judgement(mark_chosen(exercise, answer.options))
        case BuiltAnswer(), Build() if _tiles_of(content, answer.tiles):
            return _judgement(mark_built(exercise, answer.tiles))
        case WrittenAnswer(), Write():
            return _judgement(mark_written(exercise, answer.text))
    raise BadInputError("Cette réponse ne va pas avec cet exercice. Il faut répondre comme l’écran le propose.")


def _marked_reading(exercise: Exercise, content: ReadAloud, hearing: Hearing) -> Verdict:
    words = hearing.words
    if len(words) != len(pupil_words(content)):
        return Verdict.UNSURE  # the text was changed after it was read: nobody can say any more
    if content.mode is Mode.ONE_MINUTE and hearing.fluency is not None:
        words = words[: hearing.fluency.reached]  # the minute ended there
    return Verdict(mark_reading(exercise, [word.verdict.value for word in words])) if words else Verdict.UNSURE


def _tiles_of(content: Build, places: list[int]) -> bool:
    """Whether these are tiles of the exercise, each once."""
    return len(set(places)) == len(places) and all(place < len(content.tiles) for place in places)


def _judgement(right: bool) -> Judgement:
    return Judgement(Verdict.CORRECT if right else Verdict.INCORRECT)


def _marked(exercise: Exercise, number: int | None) -> Judgement:
    if number is None:
        return Judgement(Verdict.UNSURE)
    return Judgement(Verdict.CORRECT if mark_number(exercise, number) else Verdict.INCORRECT, number=number)
