"""From what was answered or heard to the verdict of an exercise. Pure: the words' verdicts come in as plain words.

Reading aloud, from the verdicts (correct, incorrect, unsure) of its words:
- a word, syllable or letter is correct when all its parts are (the article too), incorrect when one is surely misread;
- a sentence is incorrect when a content word is surely misread; correct when no word is surely misread and at least
  80 % are surely right; tool words misread leave it unsure, for they are too short to be heard surely;
- a text is incorrect when more than 10 % of its words are surely misread; correct when at most 10 % are and at least
  80 % are surely right.
All the rest is unsure, which never counts against the pupil: a false alarm hurts more than a miss.
Read in turns, only the pupil's words count; read for one minute, only those reached.
"""

import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal, get_args

from exercises.exercise import (
    MINUTES,
    Ask,
    Build,
    Choose,
    Columns,
    Compute,
    Count,
    Exercise,
    Form,
    Handle,
    ReadAloud,
    Unit,
    Write,
)
from exercises.figures import Figure
from exercises.given import Row, number_of
from exercises.handling import may_become, reached, settled
from exercises.maths.answers import accepts
from exercises.reading.tool_words import is_tool_word, load_tool_words
from exercises.reading.turns import pupil_words

Mark = Literal["correct", "incorrect", "unsure"]

SURELY_RIGHT_PERCENT = 80
MISREAD_PERCENT = 10


def mark_number(exercise: Exercise, value: int) -> bool:
    """Whether a number is the answer of a computation, a count or a question. ValueError when none is to be found."""
    content = exercise.content
    if isinstance(content, Ask) and content.form is Form.NUMBER:
        return accepts(content, str(value)) is True
    if not isinstance(content, Compute | Count):
        raise ValueError(f"{exercise.id} is not answered by a number")
    return value == content.answer


def mark_asked(exercise: Exercise, text: str) -> bool | None:
    """Whether this text is an answer; None when it cannot be read, which is no attempt."""
    if not isinstance(exercise.content, Ask):
        raise ValueError(f"{exercise.id} is not answered by a short text")
    return accepts(exercise.content, text)


def mark_columns(exercise: Exercise, digits: Row) -> bool | None:
    """Whether these digits, from the units, are the result; None when none was entered."""
    if not isinstance(exercise.content, Columns):
        raise ValueError(f"{exercise.id} is no written operation")
    if all(digit is None for digit in digits):
        return None
    return all(digit is None or digit < 10 for digit in digits) and number_of(digits) == exercise.content.result


def mark_handled(exercise: Exercise, figure: Figure) -> bool | None:
    """Whether this state is the goal; None when nothing was moved. ValueError for a state that no hand can make."""
    content = exercise.content
    if not isinstance(content, Handle):
        raise ValueError(f"{exercise.id} is not answered by handling")
    if not may_become(content.figure, figure):
        raise ValueError(f"{exercise.id} has another {content.figure.tool} on the table")
    return None if settled(figure) == settled(content.figure) else reached(content.goal, figure)


def mark_chosen(exercise: Exercise, places: Sequence[int]) -> bool:
    """Whether these options, in any order, are the right ones. ValueError for a place where no option is."""
    content = exercise.content
    if not isinstance(content, Choose):
        raise ValueError(f"{exercise.id} is not answered by choosing")
    if not places or not all(0 <= place < len(content.options) for place in places):
        raise ValueError(f"{exercise.id} has options 0 to {len(content.options) - 1}")
    return set(places) == set(content.answers)


def mark_built(exercise: Exercise, places: Sequence[int]) -> bool:
    """Whether these tiles, in this order, are an accepted answer. ValueError for a tile that is not there or twice."""
    content = exercise.content
    if not isinstance(content, Build):
        raise ValueError(f"{exercise.id} is not answered with tiles")
    if not places or len(set(places)) != len(places) or not all(0 <= place < len(content.tiles) for place in places):
        raise ValueError(f"{exercise.id} has tiles 0 to {len(content.tiles) - 1}, each once")
    return tuple(content.tiles[place] for place in places) in content.answers


def right_already(exercise: Exercise, places: Sequence[int]) -> list[int]:
    """What may stay of a wrong answer, by place: the right options among several, or the first tiles that are right."""
    match exercise.content:
        case Choose(answers=answers) if len(answers) > 1:
            return [place for place in places if place in answers]
        case Build(tiles=tiles, answers=answers):
            put = [tiles[place] for place in places]
            return list(places[: max(_same_start(put, answer) for answer in answers)])
    return []


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def mark_written(exercise: Exercise, text: str) -> bool:
    """Whether this is an accepted spelling. Capitals, spaces around and between words, and the last point are free."""
    content = exercise.content
    if not isinstance(content, Write):
        raise ValueError(f"{exercise.id} is not answered in writing")
    return spelled(text) in {spelled(answer) for answer in content.answers}


def spelled(text: str) -> str:
    """A spelling without what is free: capitals, spaces around and between words, the last point."""
    plain = unicodedata.normalize("NFC", text).replace("'", "’").casefold()
    return " ".join(plain.split()).strip(" .!?…")


def mark_reading(exercise: Exercise, verdicts: Sequence[str]) -> Mark:
    """The verdict of a read-aloud exercise from the verdict of each word that the pupil read, in order.

    ValueError when it is no read-aloud exercise, when verdicts do not match its words one to one, or when one is not
    correct, incorrect or unsure.
    """
    content = exercise.content
    if not isinstance(content, ReadAloud):
        raise ValueError(f"{exercise.id} is not read aloud")
    words = pupil_words(content)
    if content.mode in MINUTES and verdicts:
        words = words[: len(verdicts)]
    if len(verdicts) != len(words):
        raise ValueError(f"{exercise.id} has {len(words)} words to read, {len(verdicts)} verdicts were given")
    for verdict in verdicts:
        if verdict not in get_args(Mark):
            raise ValueError(f"{verdict!r} is no verdict of a word")
    right, misread = list(verdicts).count("correct"), list(verdicts).count("incorrect")
    if content.unit is Unit.SENTENCE:
        return _mark_sentence(right, misread, _content_words_misread(content, verdicts), len(verdicts))
    if content.unit is Unit.TEXT:
        return _mark_text(right, misread, len(verdicts))
    return _mark_word(right, misread, len(verdicts))


def _mark_word(right: int, misread: int, words: int) -> Mark:
    if misread:
        return "incorrect"
    return "correct" if right == words else "unsure"


def _mark_sentence(right: int, misread: int, content_misread: int, words: int) -> Mark:
    if content_misread:
        return "incorrect"
    return "correct" if not misread and right * 100 >= SURELY_RIGHT_PERCENT * words else "unsure"


def _mark_text(right: int, misread: int, words: int) -> Mark:
    if misread * 100 > MISREAD_PERCENT * words:
        return "incorrect"
    return "correct" if right * 100 >= SURELY_RIGHT_PERCENT * words else "unsure"


def _content_words_misread(content: ReadAloud, verdicts: Sequence[str]) -> int:
    tool_words = load_tool_words()
    return sum(
        verdict == "incorrect" and not is_tool_word(word.text, tool_words)
        for word, verdict in zip(content.words, verdicts, strict=True)
    )
