"""From a wrong answer to the misconceptions that explain it, the likelier first. Pure: history is passed in.

One answer is enough where many were possible. Where the screen offered but a few, or where a slip of attention
looks the same, chance alone would hit: a misconception is then named once the pupil has answered as it would each time,
or nearly, that it could be seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Importing a family registers its detectors. Of two that fit, the one registered first is named, all else being equal.
from exercises.maths.misconceptions import calculation, columns, measures, numbers, situations  # noqa: F401
from exercises.maths.misconceptions.question import Answer, Question, Working
from exercises.maths.misconceptions.registry import DETECTORS, Detector

FEW_CHOICES = 5
CHANCES_NEEDED = 3
SHARE_NEEDED = 0.75


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a pupil answered as a misconception would, of the times it could be told from a right answer."""

    times: int = 0
    chances: int = 0


History = Mapping[str, Seen]
_NOTHING = Seen()


def detectors() -> Mapping[str, Detector]:
    """Every detector by its name, all families registered."""
    return DETECTORS


def detect(
    asked: Question, answered: Answer, working: Working | None = None, history: History | None = None
) -> list[str]:
    """The ids of the misconceptions that give this answer, the likelier first; none for a right answer.

    The pupil's history comes first, then what the working shows, then the order of the detectors.
    """
    known = history or {}
    marked = working.marked if working else None
    fitting = [each for each in DETECTORS.values() if answered in each.shown(asked)]
    few = asked.choices is not None and asked.choices < FEW_CHOICES
    fitting = [each for each in fitting if not (few or each.habit) or _confirmed(known.get(each.id, _NOTHING))]

    def doubt(place: int) -> tuple[bool, int]:
        one = fitting[place]
        contradicted = marked is not None and one.marked is not None and one.marked is not marked
        return contradicted, -known.get(one.id, _NOTHING).times

    return [fitting[place].id for place in sorted(range(len(fitting)), key=doubt)]


def seen(past: Iterable[tuple[Question, Answer]]) -> dict[str, Seen]:
    """The history of a pupil's answers, right and wrong.

    An answer that several misconceptions explain counts for the one already met most: each is told by the answers
    that it alone explains.
    """
    found: dict[str, Seen] = {}
    unclear: list[list[str]] = []
    for asked, answered in past:
        fitting = []
        for each in DETECTORS.values():
            answers = each.shown(asked)
            if answers:
                was = found.get(each.id, _NOTHING)
                found[each.id] = Seen(was.times, was.chances + 1)
            if answered in answers:
                fitting.append(each.id)
        if fitting:
            unclear.append(fitting)
    for fitting in sorted(unclear, key=len):
        likeliest = max(fitting, key=lambda one: found[one].times)
        was = found[likeliest]
        found[likeliest] = Seen(was.times + 1, was.chances)
    return found


def _confirmed(before: Seen) -> bool:
    """Whether the answers before, with this one, are more than chance."""
    times, chances = before.times + 1, before.chances + 1
    return chances >= CHANCES_NEEDED and times >= SHARE_NEEDED * chances
