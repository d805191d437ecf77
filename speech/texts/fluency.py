"""How fluently a text was read: words read correctly a minute, and phrasing at punctuation.

MCLM by the official count (eduscol, evaluation of fluency): words reached less mistakes, a minute. Self-corrections are
no mistakes; words left out or skipped are; *unsure* never counts against.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from speech.verdicts import Verdict

FEWEST_WORDS: Final = 8
"""Below, a pace means nothing."""
_FEWEST_STOPS: Final = 3
_FEWEST_GAPS: Final = 12
_STOPS, _COMMAS = ".!?…", ",;:"
_PAUSE_SECONDS: Final = 0.2
_BREAK_SECONDS: Final = 0.35
_FALL: Final = 0.95
_CLOSING: Final = " »\"'”)"


@dataclass(frozen=True, slots=True)
class WordRead:
    """A word of the text as it was finally read: `start`, `end` in seconds, None when it was not.

    `pitch`: hertz at its end over the usual pitch of the reader; None when it has none.
    """

    word: str
    verdict: Verdict
    start: float | None
    end: float | None
    pitch: float | None = None


def reached(words: Sequence[WordRead]) -> int:
    """How many words of the text the reading went through: up to the last one that was read."""
    return next((place + 1 for place in reversed(range(len(words))) if words[place].start is not None), 0)


def reading_seconds(words: Sequence[WordRead]) -> float:
    """From the beginning of what was read first to the end of what was read last."""
    starts = [word.start for word in words if word.start is not None]
    ends = [word.end for word in words if word.end is not None]
    return max(ends) - min(starts) if starts and ends else 0.0


def mclm(words: Sequence[WordRead], seconds: float) -> int | None:
    """Words read correctly a minute; None when too little was read. `seconds`: how long the reading lasted."""
    through = words[: reached(words)]
    if len(through) < FEWEST_WORDS or seconds <= 0.0:
        return None
    right = sum(word.verdict is not Verdict.INCORRECT for word in through)
    return round(60.0 * right / seconds)


def phrasing(words: Sequence[WordRead]) -> int | None:
    """A cautious indication from 1 (word by word) to 4 (in groups, with the voice falling at the stops).

    After the phrasing of the EMDF scale, from what can be measured: pauses at punctuation, breaks elsewhere, pitch
    at the end of sentences. None when there is too little to tell.
    """
    at_marks, inside, falls = list[bool](), list[bool](), list[bool]()
    for word, following in pairwise(words):
        if word.end is None or following.start is None or following.start < word.end - 0.1:
            continue
        mark = word.word.rstrip(_CLOSING)[-1:]
        gap = following.start - word.end
        if mark and mark in _STOPS + _COMMAS:
            at_marks.append(gap >= _PAUSE_SECONDS)
        else:
            inside.append(gap >= _BREAK_SECONDS)
        if mark == "." and word.pitch is not None:
            falls.append(word.pitch <= _FALL)
    if len(at_marks) < _FEWEST_STOPS or len(inside) < _FEWEST_GAPS:
        return None
    marked, broken = sum(at_marks) / len(at_marks), sum(inside) / len(inside)
    if broken > 0.4:
        return 1
    if broken > 0.15 or marked < 0.5:
        return 2
    sings = len(falls) >= _FEWEST_STOPS and sum(falls) >= 0.6 * len(falls)
    return 4 if broken <= 0.05 and marked >= 0.8 and sings else 3
