"""MCLM of one minute of reading, as the ear heard it and as the teacher corrects it. Pure.

MCLM = 60 × (words reached − words missed) / seconds. The minute begins with the first word read (E.L.FE's rule); words
reached are those of the text up to the last one begun within 60 s. Missed are those misread, left out or in a line that
was jumped over, as in E.L.FE and in the programme's resources (docs/campagnes.md); self-corrections and doubts are not.
Seconds: 60, or less for who came to the end of the text before, or stopped long before the minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from speech.endpointing import PATIENCE_FOR_MEASURE
from speech.texts.fluency import FEWEST_WORDS
from speech.verdicts import Verdict

MINUTE: Final = 60.0
_NEARLY: Final = MINUTE - PATIENCE_FOR_MEASURE.trailing
"""Whose last word ended later was stopped by the minute: silence ends a reading no sooner than this before it."""


class Mark(StrEnum):
    """What a teacher says of a word of a reading. The last two: what the ear said holds again."""

    READ = "read"
    MISSED = "missed"
    STOPPED = "stopped"
    """He read up to this word."""
    AS_HEARD = "as_heard"
    STOP_AS_HEARD = "stop_as_heard"


class Word(Protocol):
    """A word of the text as the ear heard it; times in seconds, None when it was not read."""

    @property
    def verdict(self) -> Verdict: ...  # noqa: D102
    @property
    def start(self) -> float | None: ...  # noqa: D102
    @property
    def end(self) -> float | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Corrections:
    """The teacher's last word: by place, whether a word was read; and the place of the last word read."""

    words: Mapping[int, bool] = field(default_factory=dict)
    stop: int | None = None

    def __len__(self) -> int:
        return len(self.words) + (self.stop is not None)

    def mark(self, place: int) -> Mark:
        """How a word stands."""
        return Mark.AS_HEARD if place not in self.words else Mark.READ if self.words[place] else Mark.MISSED


@dataclass(frozen=True, slots=True)
class Measure:
    """What a minute of reading gives. `mclm`: None when too little was heard to tell.

    `missed`: places of the words not counted as read, of the `reached` first ones. `finished`: to the end of the text.
    `short`: it stopped long before the minute, and before the end.
    """

    mclm: int | None
    seconds: float
    reached: int
    missed: tuple[int, ...]
    finished: bool
    short: bool


def corrections_of(marks: Iterable[tuple[int, Mark]]) -> Corrections:
    """What holds after these marks, made in this order."""
    words: dict[int, bool] = {}
    stop: int | None = None
    for place, mark in marks:
        match mark:
            case Mark.STOPPED:
                stop = place
            case Mark.STOP_AS_HEARD:
                stop = None
            case Mark.AS_HEARD:
                words.pop(place, None)
            case Mark.READ | Mark.MISSED:
                words[place] = mark is Mark.READ
    return Corrections(words, stop)


def measure(words: Sequence[Word], corrections: Corrections = Corrections(), *, drowned: bool = False) -> Measure:
    """The minute of a reading. `drowned`: others were so loud that nobody can tell what was left out."""
    starts = [word.start for word in words if word.start is not None]
    if not starts:
        return Measure(None, 0.0, 0, (), finished=False, short=False)
    limit = min(starts) + MINUTE
    inside = [place for place, word in enumerate(words) if word.start is not None and word.start < limit]
    heard = inside[-1] + 1
    reached = heard if corrections.stop is None else min(len(words), corrections.stop + 1)
    missed = tuple(
        place for place in range(reached) if not _was_read(words[place], corrections.words.get(place), place < heard)
    )
    lasted = max(min(end, limit) for place in inside if (end := words[place].end) is not None) - min(starts)
    finished = reached == len(words)
    short = not finished and lasted < _NEARLY
    seconds = round(lasted if finished or short else MINUTE, 1)
    too_little = reached < FEWEST_WORDS and (short or finished)
    mclm = None if drowned or too_little or seconds <= 0 else int(60 * (reached - len(missed)) / seconds + 0.5)
    return Measure(mclm, seconds, reached, missed, finished, short)


def _was_read(word: Word, corrected: bool | None, heard: bool) -> bool:
    """Beyond where the ear followed him, what the teacher says he went through was read, but for what she marks."""
    if corrected is not None:
        return corrected
    return not heard or word.verdict is not Verdict.INCORRECT
