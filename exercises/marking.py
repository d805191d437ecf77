"""From what was answered or heard to the verdict of an exercise. Pure: the words' verdicts come in as plain words.

Reading aloud, from the verdicts (correct, incorrect, unsure) of its words:
- a word is correct when all its parts are (the article too), incorrect when one is surely misread;
- a sentence is incorrect when a content word is surely misread; correct when no word is surely misread and at least
  80 % are surely right; tool words misread leave it unsure, for they are too short to be heard surely;
- a text is incorrect when more than 10 % of its words are surely misread; correct when at most 10 % are and at least
  80 % are surely right.
All the rest is unsure, which never counts against the pupil: a false alarm hurts more than a miss.
"""

from collections.abc import Sequence
from typing import Literal, get_args

from exercises.exercise import Compute, Exercise, ReadAloud, Unit
from exercises.reading.tool_words import is_tool_word, load_tool_words

Mark = Literal["correct", "incorrect", "unsure"]

SURELY_RIGHT_PERCENT = 80
MISREAD_PERCENT = 10


def mark_number(exercise: Exercise, value: int) -> bool:
    """Whether a number is the answer of a computation. ValueError when the exercise has no number to find."""
    if not isinstance(exercise.content, Compute):
        raise ValueError(f"{exercise.id} is not answered by a number")
    return value == exercise.content.answer


def mark_reading(exercise: Exercise, verdicts: Sequence[str]) -> Mark:
    """The verdict of a read-aloud exercise from the verdict of each of its words, in order.

    ValueError when it is no read-aloud exercise, when verdicts do not match its words one to one, or when one is not
    correct, incorrect or unsure.
    """
    content = exercise.content
    if not isinstance(content, ReadAloud):
        raise ValueError(f"{exercise.id} is not read aloud")
    if len(verdicts) != len(content.words):
        raise ValueError(f"{exercise.id} has {len(content.words)} words, {len(verdicts)} verdicts were given")
    for verdict in verdicts:
        if verdict not in get_args(Mark):
            raise ValueError(f"{verdict!r} is no verdict of a word")
    right, misread = list(verdicts).count("correct"), list(verdicts).count("incorrect")
    if content.unit is Unit.WORD:
        return _mark_word(right, misread, len(verdicts))
    if content.unit is Unit.SENTENCE:
        return _mark_sentence(right, misread, _content_words_misread(content, verdicts), len(verdicts))
    return _mark_text(right, misread, len(verdicts))


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
