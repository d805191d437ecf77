"""How demanding the ear is. The teacher chooses; `speech.phones.judging.STRICTNESS` says what each level costs."""

import math
from enum import StrEnum
from typing import Final

from speech.phones.judging import STRICTNESS, Strictness


class StrictnessLevel(StrEnum):
    """Indulgent accepts more and accuses less; exigeant the reverse. Doubt stays doubt at every level."""

    INDULGENT = "indulgent"
    NORMAL = "normal"
    EXIGEANT = "exigeant"


NEVER: Final = 1e12
"""The cost of what must not be said."""


def costs_of(level: StrictnessLevel, noisy: bool = False, drowned: bool = False) -> Strictness:
    """What mistakes cost at this level; twice as much in noise, where doubt is wiser; drowned, nothing is misread."""
    costs = STRICTNESS[level]
    if drowned:
        return Strictness(NEVER, 2 * costs.miss)
    return Strictness(2 * costs.false_alarm, 2 * costs.miss) if noisy else costs


def moved(threshold: float, costs: Strictness, *, of_correct: bool) -> float:
    """A probability threshold fitted for the normal level, at other costs.

    Its log-odds move as far as those of `Strictness` do: a word is correct above 1 - 1 / miss and incorrect below
    1 / false_alarm.
    """
    wanted, normal = (
        _log_odds(1 - 1 / each.miss if of_correct else 1 / each.false_alarm)
        for each in (costs, STRICTNESS[StrictnessLevel.NORMAL])
    )
    return 1 / (1 + math.exp(-(_log_odds(threshold) + wanted - normal)))


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
