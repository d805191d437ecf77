"""A run of known facts, now and then: a few exercises in a row, that tell the teacher how easily facts come back.

The pupil sees no clock and no count: each fact is an exercise as any other, and its attempt is kept as any other. Only
the reason of what is served says that it was in a run, and at which place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from exercises.catalogue import Catalogue
from exercises.exercise import Grade
from exercises.maths.fluency import Facts, facts_of_grade
from learner_model import Candidates, Item, PupilState, Status, mastery_of
from tutor.practice.items import item_of
from tutor.practice.parts import Parts
from tutor.practice.path import SESSION_GAP
from tutor.practice.schemas import PathOut
from tutor.practice.tables import Served

RUN: Final = 8
"""Facts in a run: enough to tell a pace, few enough to be no chore."""
REST: Final = timedelta(days=7)
"""Between two runs of the same facts."""
BETWEEN: Final = timedelta(hours=16)
"""Between two runs of any facts: one a day."""


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that was given in a run, its place there (from 1), and when."""

    exercise_id: str
    place: int
    at: datetime

    @classmethod
    def of(cls, served: Served) -> "Given | None":
        """What was served, if it was in a run."""
        return cls(served.exercise_id, served.run_place, served.served_at) if served.run_place else None


@dataclass(frozen=True, slots=True)
class NextFact:
    """What the next fact is to be chosen among, and its place in the run."""

    candidates: Candidates
    place: int


def has_room(path: PathOut) -> bool:
    """Whether a run fits in what is left of today's path; nobody starts the day with one."""
    return 0 < path.done <= max(1, path.goal - RUN)


def next_fact(
    parts: Parts, grade: Grade, past: Sequence[Given], state: PupilState, now: datetime, *, may_begin: bool
) -> NextFact | None:
    """The run that goes on, else one that begins; None when there is no room for one, or too little is known.

    `past`: what was given in runs for as long as facts rest, in order.
    """
    last = past[-1] if past else None
    goes_on = last is not None and last.place < RUN and now - last.at <= SESSION_GAP
    if not goes_on and (not may_begin or (last is not None and now - last.at < BETWEEN)):
        return None
    for facts, held in _facts(parts.catalogue, grade):
        if not any(facts.train(skill) for skill in state.beliefs):
            continue
        if last is not None and goes_on:
            if last.exercise_id not in held:
                continue
            place = last.place + 1
        elif any(one.exercise_id in held for one in past):
            continue
        else:
            place = 1
        had = {held[one.exercise_id].content for one in past[len(past) - place + 1 :] if one.exercise_id in held}
        known = [one for one in _known(held, parts, state, now) if one.content not in had]
        if len({one.content for one in known}) > RUN - place:
            return NextFact(parts.shelf.these(one.exercise for one in known), place)
    return None


@lru_cache(maxsize=2 * len(Grade))
def _facts(catalogue: Catalogue, grade: Grade) -> tuple[tuple[Facts, Mapping[str, Item]], ...]:
    """The exercises that ask the facts of a year, those of the years before included."""
    years = list(Grade)[: list(Grade).index(grade) + 1]
    return tuple(
        (
            facts,
            {one.id: item_of(one) for one in catalogue.exercises.values() if one.grade in years and facts.hold(one)},
        )
        for facts in facts_of_grade(grade)
    )


def _known(held: Mapping[str, Item], parts: Parts, state: PupilState, now: datetime) -> list[Item]:
    """Those of which every skill is acquired."""
    mastery = mastery_of(parts.learner, state, parts.shelf.everything, now.timestamp())
    acquired = {one.skill for one in mastery if one.status is Status.ACQUIRED}
    return [one for one in held.values() if acquired.issuperset(one.skills)]
