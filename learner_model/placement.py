"""Where a pupil stands at the start: 10 to 12 questions chosen to learn most, then a level per domain with its doubt.

While it lasts, `LearnerModel.choose` with `Plan(placement=True)` asks of each domain in turn, near what the pupil is
believed to succeed at two times in three, whatever its prerequisites.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from learner_model.model import LearnerModel
from learner_model.parameters import GRADE_ABILITY
from learner_model.state import PupilState

FEWEST, MOST = 10, 12
SURE = 0.6
"""After FEWEST answers, placement ends when every domain's level is known within this standard deviation (logits)."""


@dataclass(frozen=True, slots=True)
class Level:
    """`ability` in logits (scale common to all grades), its standard `deviation`, and the `grade` that starts there."""

    domain: str
    ability: float
    deviation: float
    grade: str


def placed(model: LearnerModel, state: PupilState, domains: Sequence[str], now: float) -> bool:
    """Whether enough was asked. Unsure answers do not count."""
    answers = sum(sum(state.answers(domain)) for domain in domains)
    if answers < FEWEST:
        return False
    return answers >= MOST or all(level.deviation <= SURE for level in levels(model, state, domains, now))


def levels(model: LearnerModel, state: PupilState, domains: Sequence[str], now: float) -> tuple[Level, ...]:
    """The level believed in each domain, in the order given. `grade`: the last whose usual start is not above it."""
    found = []
    for domain in domains:
        ability, variance = model.ability(state, domain, now)
        starts = {**GRADE_ABILITY, **model.parameters.grade_ability}
        reached = [grade for grade in GRADE_ABILITY if starts[grade] <= ability + 0.5 * (starts["ce1"] - starts["cp"])]
        found.append(Level(domain, ability, math.sqrt(variance), reached[-1] if reached else next(iter(GRADE_ABILITY))))
    return tuple(found)
