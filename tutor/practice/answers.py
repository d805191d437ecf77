"""The server's own verdict on an answer. What the tablet says counts for nothing but a number that was touched."""

from dataclasses import dataclass

from exercises.exercise import Compute, Exercise, ReadAloud
from exercises.marking import mark_number, mark_reading
from speech.verdicts import Verdict
from tutor.errors import BadInputError
from tutor.practice.receipts import Hearing
from tutor.practice.schemas import (
    Answer,
    ConfirmedAnswer,
    HeardAnswer,
    HeardWord,
    JudgedAnswer,
    NumberAnswer,
    SkippedAnswer,
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
            return Judgement(_marked_reading(exercise, content, words), words)
        case HeardAnswer(), Compute() if hearing:
            return _marked(exercise, hearing.number)
        case ConfirmedAnswer(), Compute() if hearing and hearing.likeliest is not None:
            return _marked(exercise, hearing.likeliest if answer.yes else None)
        case NumberAnswer(), Compute():
            return _marked(exercise, answer.value)
    raise BadInputError("Cette réponse ne va pas avec cet exercice. Il faut lire à voix haute, ou donner un nombre.")


def _marked_reading(exercise: Exercise, content: ReadAloud, words: tuple[HeardWord, ...]) -> Verdict:
    if len(words) != len(content.words):
        return Verdict.UNSURE  # the text was changed after it was read: nobody can say any more
    return Verdict(mark_reading(exercise, [word.verdict.value for word in words]))


def _marked(exercise: Exercise, number: int | None) -> Judgement:
    if number is None:
        return Judgement(Verdict.UNSURE)
    return Judgement(Verdict.CORRECT if mark_number(exercise, number) else Verdict.INCORRECT, number=number)
