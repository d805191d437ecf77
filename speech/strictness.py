"""How demanding the ear is. The teacher chooses; `speech.phones.judging.STRICTNESS` says what each level costs."""

import math
from enum import StrEnum

from speech.phones.judging import STRICTNESS


class StrictnessLevel(StrEnum):
    """Indulgent accepts more and accuses less; exigeant the reverse. Doubt stays doubt at every level."""

    INDULGENT = "indulgent"
    NORMAL = "normal"
    EXIGEANT = "exigeant"


def moved(threshold: float, level: StrictnessLevel, *, of_correct: bool) -> float:
    """A probability threshold fitted for the normal level, at another one.

    Its log-odds move as far as those of the same threshold of `STRICTNESS` do: a word is correct above 1 - 1 / miss
    and incorrect below 1 / false_alarm.
    """
    wanted, normal = (
        _log_odds(1 - 1 / costs.miss if of_correct else 1 / costs.false_alarm)
        for costs in (STRICTNESS[level], STRICTNESS[StrictnessLevel.NORMAL])
    )
    return 1 / (1 + math.exp(-(_log_odds(threshold) + wanted - normal)))


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
