"""What a teacher is told of a pupil's knowledge: per skill how sure success is, a status by a written rule, and when it
will have to be seen again; and groups of pupils with the same need. Beliefs only: one more success never lowers it.

The rule of a status, for P = P(success on an easy exercise of the skill now):
    not_seen   never answered                                       « pas encore vu »
    review     2 successes or more, P >= 0.5, retention under a half  « à revoir »
    learning   P < 0.8                                              « en cours »
    fragile    P >= 0.8, but under 3 successes, or P less one deviation < 0.7  « acquis fragile »
    acquired   all else                                             « acquis »
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learner_model.candidates import Candidates
from learner_model.choosing import DUE
from learner_model.model import LearnerModel
from learner_model.parameters import DAY
from learner_model.state import PupilState

KNOWN, SAFE = 0.8, 0.7
LIKELY = 0.5
DUE_WINS, SURE_WINS = 2, 3
GROUP = (2, 6)
"""Fewest and most pupils of a group."""
SHOWN_NEEDS = 3


class Status(StrEnum):
    """Where a pupil is with a skill."""

    NOT_SEEN = "not_seen"
    LEARNING = "learning"
    FRAGILE = "fragile"
    ACQUIRED = "acquired"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class SkillMastery:
    """`probability` of success on an easy exercise now, between `low` and `high` give or take a standard deviation.

    `forgotten_at`: when half of what practice brought will be forgotten, if nothing is done (seconds since 1970; None
    without a success).
    """

    skill: str
    status: Status
    probability: float
    low: float
    high: float
    successes: int
    failures: int
    practised_at: float | None
    forgotten_at: float | None


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Pupils who all need all these skills, the most urgent first."""

    skills: tuple[str, ...]
    pupils: tuple[str, ...]


def mastery_of(model: LearnerModel, state: PupilState, content: Candidates, now: float) -> tuple[SkillMastery, ...]:
    """Every skill that the content practises, in its order. Lay out `content` once: Candidates.of(items)."""
    view = model.view(state, content, now)
    found = []
    for place, skill in enumerate(content.layout.skills):
        known, doubt = float(view.known[place]), float(view.skill_deviation[place])
        logit = math.log(known / (1.0 - known))
        low, high = _sigmoid(logit - doubt), _sigmoid(logit + doubt)
        belief = state.beliefs.get(skill)
        wins, fails = (belief.wins, belief.fails) if belief is not None else (0, 0)
        practised = float(belief.practised) if belief is not None and belief.practised else None
        half_life = state.half_life(skill)
        found.append(
            SkillMastery(
                skill=skill,
                status=status(known, low, wins, fails, float(view.retention[place])),
                probability=known,
                low=low,
                high=high,
                successes=wins,
                failures=fails,
                practised_at=practised,
                forgotten_at=practised + half_life * DAY if practised is not None and half_life and wins else None,
            )
        )
    return tuple(found)


def status(known: float, low: float, wins: int, fails: int, retention: float) -> Status:
    """The rule at the head of this module."""
    if wins + fails == 0:
        return Status.NOT_SEEN
    if wins >= DUE_WINS and known >= LIKELY and retention < DUE:
        return Status.REVIEW
    if known < KNOWN:
        return Status.LEARNING
    return Status.ACQUIRED if wins >= SURE_WINS and low >= SAFE else Status.FRAGILE


def needs_of(mastery: Sequence[SkillMastery]) -> tuple[str, ...]:
    """What a pupil should work on with help: skills begun and not there yet, or to be seen again; weakest first."""
    needed = [one for one in mastery if one.status in (Status.LEARNING, Status.REVIEW)]
    return tuple(one.skill for one in sorted(needed, key=lambda one: (one.probability, one.skill)))


def groups(needs: Mapping[str, Sequence[str]]) -> tuple[NeedGroup, ...]:
    """Pupils (by id) with the same need, each in one group at most; those who share none with anybody are left out.

    The skill that most pupils still alone need makes a group, named by it and by the other skills that all its members
    need. A skill needed by more than a group holds makes several. Always the same for the same needs.
    """
    alone = {pupil: frozenset(skills) for pupil, skills in needs.items()}
    found: list[NeedGroup] = []
    while True:
        counts: dict[str, int] = {}
        for skills in alone.values():
            for skill in skills:
                counts[skill] = counts.get(skill, 0) + 1
        if not counts:
            return tuple(found)
        skill = min(counts, key=lambda one: (-counts[one], one))
        if counts[skill] < GROUP[0]:
            return tuple(found)
        having = sorted(pupil for pupil, skills in alone.items() if skill in skills)
        # Those who share most with the first one, so that a group has more than one thing to work on together.
        first = alone[having[0]]
        having.sort(key=lambda pupil: (-len(first & alone[pupil]), pupil))
        members = having[: GROUP[1]] if len(having) != GROUP[1] + 1 else having[: GROUP[1] - 1]
        shared = frozenset.intersection(*(alone[pupil] for pupil in members)) - {skill}
        order = [one for one in needs[members[0]] if one in shared]
        found.append(NeedGroup((skill, *order)[:SHOWN_NEEDS], tuple(sorted(members))))
        for pupil in members:
            del alone[pupil]


def _sigmoid(x: float) -> float:
    return 0.5 * (1.0 + math.tanh(0.5 * x))
