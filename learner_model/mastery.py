"""What a teacher is told of a pupil's knowledge: per skill how sure success is, a status by a written rule, and when it
will have to be seen again; and groups of pupils with the same need. Beliefs only: one more success never lowers it.

The rule of a status, for P = P(success on an easy exercise of the skill now):
    not_seen   never answered                                       « pas encore vu »
    review     2 successes or more, P >= 0.5, retention under a half  « à revoir »
    learning   P < 0.8                                              « en cours »
    fragile    P >= 0.8, but under 3 successes, or P less one deviation < 0.7  « acquis fragile »
    acquired   all else                                             « acquis »
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from learner_model.believed import Believed
from learner_model.candidates import Candidates, Floats, Ints
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


class SkillMastery(NamedTuple):
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


class Known(Mapping[str, SkillMastery]):
    """What is told of a pupil by skill, each made when asked for: of a class's ten thousand a page shows a part."""

    __slots__ = ("_places", "_rows")

    def __init__(self, places: Mapping[str, int], columns: Sequence[Sequence[Any]]) -> None:
        self._places, self._rows = places, list(zip(*columns, strict=True))

    def __getitem__(self, skill: str) -> SkillMastery:
        return SkillMastery(skill, *self._rows[self._places[skill]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Pupils who all need all these skills, the most urgent first."""

    skills: tuple[str, ...]
    pupils: tuple[str, ...]


def mastery_of(
    model: LearnerModel, state: PupilState | Believed, content: Candidates, now: float
) -> tuple[SkillMastery, ...]:
    """Every skill that the content practises, in its order. Lay out `content` once: Candidates.of(items)."""
    return tuple(map(SkillMastery, content.layout.skills, *_columns(model, state, content, now)))


def known_of(model: LearnerModel, state: PupilState | Believed, content: Candidates, now: float) -> Known:
    """The same by skill. For a whole class, give what `model.believed` remembers of each kept state."""
    return Known(content.layout.skill_index, _columns(model, state, content, now))


def _columns(
    model: LearnerModel, state: PupilState | Believed, content: Candidates, now: float
) -> tuple[Sequence[Any], ...]:
    """What SkillMastery holds after the skill, each over all skills."""
    believed = state if isinstance(state, Believed) else model.believed(state, content)
    view, skills = model.knowledge(believed, content, now), content.layout.skills
    known, doubt = view.known[: len(skills)], view.deviation[: len(skills)]
    wins, fails, practised, forgets = (
        one[: len(skills)] for one in (believed.wins, believed.fails, believed.practised, believed.forgets)
    )
    logit = np.log(known / (1.0 - known))
    low, high = _sigmoid(logit - doubt), _sigmoid(logit + doubt)
    codes = _codes(known, low, wins, fails, view.retention[: len(skills)])
    forgotten = np.where((practised > 0.0) & (forgets > 0.0) & (wins > 0.0), practised + forgets * DAY, 0.0)
    # As lists: reading an array number by number costs more than all the rest.
    return (
        [_STATUSES[code] for code in codes.tolist()],
        known.tolist(),
        low.tolist(),
        high.tolist(),
        wins.astype(int).tolist(),
        fails.astype(int).tolist(),
        [one or None for one in practised.tolist()],
        [one or None for one in forgotten.tolist()],
    )


def status(known: float, low: float, wins: int, fails: int, retention: float) -> Status:
    """The rule at the head of this module."""
    return _STATUSES[int(_codes(*(np.array(one) for one in (known, low, wins, fails, retention))))]


_STATUSES = tuple(Status)


def _codes(known: Floats, low: Floats, wins: Floats, fails: Floats, retention: Floats) -> Ints:
    """The rule over many skills, as places in Status. The first that holds decides."""
    rule = {
        Status.NOT_SEEN: wins + fails == 0,
        Status.REVIEW: (wins >= DUE_WINS) & (known >= LIKELY) & (retention < DUE),
        Status.LEARNING: known < KNOWN,
        Status.ACQUIRED: (wins >= SURE_WINS) & (low >= SAFE),
    }
    return np.select(list(rule.values()), [_STATUSES.index(one) for one in rule], _STATUSES.index(Status.FRAGILE))


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


def _sigmoid(x: Floats) -> Floats:
    result: Floats = 0.5 * (1.0 + np.tanh(0.5 * x))
    return result
