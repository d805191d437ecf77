"""The server's own verdict on an answer. What the tablet says counts for nothing but a number that was touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from exercises.exercise import (
    MINUTES,
    Ask,
    Build,
    Choose,
    Columns,
    Compute,
    Content,
    Count,
    Exercise,
    Form,
    Handle,
    ReadAloud,
    Write,
)
from exercises.figures import Figure
from exercises.given import Given
from exercises.handling import may_become
from exercises.marking import (
    mark_asked,
    mark_built,
    mark_chosen,
    mark_columns,
    mark_handled,
    mark_number,
    mark_reading,
    mark_written,
)
from exercises.maths.answers import number
from exercises.reading.turns import pupil_words
from speech.verdicts import Verdict
from tutor.errors import BadInputError
from tutor.practice.receipts import Hearing
from tutor.practice.schemas import (
    Answer,
    BuiltAnswer,
    ChosenAnswer,
    ColumnsAnswer,
    ConfirmedAnswer,
    HandledAnswer,
    HeardAnswer,
    HeardWord,
    JudgedAnswer,
    NumberAnswer,
    SkippedAnswer,
    WrittenAnswer,
)

_FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)


class UnreadableError(Exception):
    """Nobody can tell what was answered: it is asked again, and it is no attempt."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, with the words that were heard or the number that was answered."""

    verdict: Verdict
    words: tuple[HeardWord, ...] = ()
    number: int | None = None


def judge(exercise: Exercise, answer: Answer, hearing: Hearing | None) -> Judgement:
    """The verdict on this answer; `hearing` is what its receipt says, if it has one.

    Raises BadInputError when this kind of exercise is not answered so, UnreadableError for what cannot be read.
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
        case HeardAnswer(), Compute() | Ask() if hearing and said_up_to(content) is not None:
            return _marked(exercise, hearing.number)
        case ConfirmedAnswer(), Compute() | Ask() if hearing and hearing.likeliest is not None:
            return _marked(exercise, hearing.likeliest if answer.yes else None)
        case NumberAnswer(), Compute() | Count():
            return _marked(exercise, answer.value)
        case NumberAnswer(), Ask(form=Form.NUMBER):
            return _marked(exercise, answer.value)
        case WrittenAnswer(), Ask(form=form):
            value = number(answer.text.strip()) if form is Form.NUMBER else None
            return _judgement(mark_asked(exercise, answer.text), value)
        case ColumnsAnswer(), Columns():
            return _judgement(mark_columns(exercise, tuple(answer.digits)))
        case HandledAnswer(), Handle() if may_become(content.figure, answer.figure):
            return _judgement(mark_handled(exercise, answer.figure))
        case ChosenAnswer(), Choose() if all(place < len(content.options) for place in answer.options):
            return _judgement(mark_chosen(exercise, answer.options))
        case BuiltAnswer(), Build() if _tiles_of(content, answer.tiles):
            return _judgement(mark_built(exercise, answer.tiles))
        case WrittenAnswer(), Write():
            return _judgement(mark_written(exercise, answer.text) if answer.text.strip() else None)
    raise BadInputError("Cette réponse ne va pas avec cet exercice. Il faut répondre comme l’écran le propose.")


def said_up_to(content: Content) -> int | None:
    """The largest number to listen for; None when this is not answered by saying a number."""
    if isinstance(content, Ask):
        return content.largest if content.may_be_said else None
    return content.largest if isinstance(content, Compute) else None


def is_said(content: Content) -> bool:
    """Whether it may be answered by voice: a reading aloud, or a number."""
    return isinstance(content, ReadAloud) or said_up_to(content) is not None


def given_in(kept: Mapping[str, Any], number: int | None) -> Given:
    """What a kept answer gave, for hints and misconceptions; `number` as in its reply."""
    match kept["type"]:
        case "written":
            return Given(text=kept["text"], number=number)
        case "chosen":
            return Given(places=tuple(kept["options"]))
        case "built":
            return Given(places=tuple(kept["tiles"]))
        case "columns":
            rows = tuple(tuple(row) for row in kept["rows"])
            return Given(digits=tuple(kept["digits"]), carries=tuple(kept["carries"]), rows=rows)
        case "handled":
            return Given(figure=_FIGURE.validate_python(kept["figure"]))
    return Given(number=number)


def _marked_reading(exercise: Exercise, content: ReadAloud, hearing: Hearing) -> Verdict:
    words = hearing.words
    if len(words) != len(pupil_words(content)):
        return Verdict.UNSURE  # the text was changed after it was read: nobody can say any more
    if content.mode in MINUTES and hearing.fluency is not None:
        words = words[: hearing.fluency.reached]  # the minute ended there
    return Verdict(mark_reading(exercise, [word.verdict.value for word in words])) if words else Verdict.UNSURE


def _tiles_of(content: Build, places: list[int]) -> bool:
    """Whether these are tiles of the exercise, each once."""
    return len(set(places)) == len(places) and all(place < len(content.tiles) for place in places)


def _judgement(right: bool | None, number: int | None = None) -> Judgement:
    if right is None:
        raise UnreadableError
    return Judgement(Verdict.CORRECT if right else Verdict.INCORRECT, number=number)


def _marked(exercise: Exercise, number: int | None) -> Judgement:
    if number is None:
        return Judgement(Verdict.UNSURE)
    return Judgement(Verdict.CORRECT if mark_number(exercise, number) else Verdict.INCORRECT, number=number)
