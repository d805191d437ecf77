"""How demanding the ear is. The teacher chooses; `speech.phones.judging.STRICTNESS` says what each level costs."""

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
