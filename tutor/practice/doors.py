"""Two doors, now and then: two kinds of work that both suit the pupil, of which he chooses one. Pure rules."""

import random
from collections.abc import Mapping, Sequence
from typing import Any, Final

from exercises.activities import Activity
from exercises.doors import BEHIND, DOOR_OF, Door
from learner_model import Candidates, LearnerModel, Plan, PupilState
from tutor.practice.choosing import Shelf
from tutor.practice.path import Walk
from tutor.practice.reasons import was_chosen

EVERY: Final = 4
"""Exercises given before doors are offered, and between two choices."""
SLACK: Final = 0.08
"""How far from the success that is aimed at what stands behind a door may be."""
_ANY_TIME: Final = ("stretch", "consolidate", "due_review")
"""Reasons that leave room for a choice: not an easy win after misses, not looking for the level."""


def are_due(reasons: Sequence[Mapping[str, Any]], walk: Walk) -> bool:
    """Whether doors may be offered, after what was given in this session for these reasons, in order.

    Never at the first step of a path, nor so near its end that the choice would lead nowhere.
    """
    since = 0
    for reason in reversed(reasons):
        if was_chosen(reason):
            break
        since += 1
    return since >= EVERY and walk.done > 0 and walk.goal - walk.done > 1


def two_doors(
    learner: LearnerModel,
    state: PupilState,
    shelf: Shelf,
    candidates: Candidates,
    plan: Plan,
    now: float,
    rng: random.Random,
) -> tuple[Door, Door] | None:
    """The door of what comes next and another that suits as well, in any order; None when there is no real choice."""
    first = learner.choose(state, candidates, now, rng, plan)
    door = DOOR_OF[Activity(first.item.kind)]
    elsewhere = candidates.where(candidates.allowed & ~shelf.behind(BEHIND[door]))
    if first.reason.because not in _ANY_TIME or not elsewhere.allowed.any():
        return None
    second = learner.choose(state, elsewhere, now, rng, plan)
    for one in (first, second):
        if not plan.low - SLACK <= one.reason.probability <= plan.high + SLACK:
            return None
    pair = [door, DOOR_OF[Activity(second.item.kind)]]
    rng.shuffle(pair)
    return pair[0], pair[1]
