"""The path of a sitting: which exercises of a pupil belong to today's session, how many are done, until which end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from tutor.practice.schemas import PathOut

# A session ends after this long without activity.
SESSION_GAP = timedelta(minutes=30)
# How far back to look for the start of a session: no child sits longer.
LOOK_BACK = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: an exercise given, or an attempt on it, with what Rivet said.

    `given`: the exercise, when this is the moment it was given. `finished`: after it the pupil went on (or could):
    the exercise is a step of the path.
    """

    at: datetime
    served_id: UUID
    act: str
    line: str
    given: str | None = None
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """The session under way: the exercises given in it, in order, those finished, the lines heard and their acts."""

    given: tuple[str, ...] = ()
    finished: frozenset[UUID] = frozenset()
    lines: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    @property
    def fresh(self) -> bool:
        """Nothing was said yet: Rivet says hello."""
        return not self.lines


def sitting(events: Iterable[Event], now: datetime) -> Sitting:
    """The session that goes on at `now`: what follows the last pause longer than SESSION_GAP."""
    past = sorted((event for event in events if event.at <= now), key=lambda event: event.at)
    if not past or now - past[-1].at > SESSION_GAP:
        return Sitting()
    start = 0
    for index, (before, after) in enumerate(pairwise(past), start=1):
        if after.at - before.at > SESSION_GAP:
            start = index
    return Sitting(
        given=tuple(event.given for event in past[start:] if event.given is not None),
        finished=frozenset(event.served_id for event in past[start:] if event.finished),
        lines=frozenset(event.line for event in past[start:]),
        acts=frozenset(event.act for event in past[start:]),
    )


def path_before(sitting: Sitting, goal: int) -> PathOut:
    """The path while an exercise is open. A pupil who goes on after the end starts another path."""
    return PathOut(done=len(sitting.finished) % goal, goal=goal)


def path_after(sitting: Sitting, served_id: UUID, goal: int) -> PathOut:
    """The path once this exercise is finished: `done == goal` is the natural end."""
    steps = len(sitting.finished | {served_id})
    return PathOut(done=(steps - 1) % goal + 1, goal=goal)
