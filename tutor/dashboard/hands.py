"""Who needs a hand right now: three rules on the last minutes of a pupil at work, each with what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, Literal

from speech.verdicts import Verdict
from tutor.dashboard.class_repository import Answered

LOOKED_AT: Final = timedelta(minutes=15)
"""A sitting lasts about that long: what happened before is no longer what blocks."""

MISSED: Final = 3
"""Exercises in a row whose first answer was wrong. At 75 % of success three in a row come by chance once in 64 times,
so about once in ten sittings: often enough to be worth a look, seldom enough not to weary."""

UNHEARD: Final = 4
"""Exercises in a row whose first answer could not be judged: the ear doubts of one in ten or so."""

STOPPED: Final = (timedelta(minutes=4), timedelta(minutes=15))
"""No sign for so long in front of an exercise; beyond the second, the tablet has been put away."""

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Hand:
    """Why a pupil may need somebody, and what to do: two short sentences."""

    kind: Literal["missed", "unheard", "stopped"]
    why: str
    todo: str


def hand_for(last: Sequence[Answered], waiting_since: datetime | None, now: datetime) -> Hand | None:
    """`last`: a pupil's answers of the last `LOOKED_AT`, in order.

    `waiting_since`: his last sign, if he has an exercise before him.
    """
    firsts = [next(answers).verdict for _, answers in groupby(last, key=lambda one: one.served_id)]
    missed, unheard = _ending(firsts, Verdict.INCORRECT), _ending(firsts, Verdict.UNSURE)
    if missed >= MISSED:
        return Hand(
            "missed",
            f"{missed} exercices manqués de suite.",
            "Relisez la consigne ensemble, puis faites le prochain à deux.",
        )
    if unheard >= UNHEARD:
        return Hand(
            "unheard",
            f"{unheard} réponses de suite que Marelle n'a pas pu juger.",
            "Vérifiez le micro, parlez plus près de la tablette, ou cherchez une place plus calme.",
        )
    if waiting_since is not None and STOPPED[0] <= now - waiting_since <= STOPPED[1]:
        minutes = int((now - waiting_since).total_seconds() // 60)
        return Hand(
            "stopped",
            f"Devant le même exercice depuis {minutes} minutes.",
            "Demandez ce qui bloque. L'oreille jaune redit la consigne.",
        )
    return None


def _ending(verdicts: Sequence[str], verdict: Verdict) -> int:
    """How many of them in a row at the end."""
    count = 0
    for one in reversed(verdicts):
        if one != verdict.value:
            break
        count += 1
    return count
