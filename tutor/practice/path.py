"""The path of a sitting: which exercises of a pupil belong to today's session, how many are done, until which end.

A sitting lasts 10 to 15 minutes, but the path shows squares, one an exercise, never a clock. How many there are comes
from the pupil's own pace. A quick day adds squares while the end is out of sight; a slow one makes the pebble leap.
Nothing else moves: the path never shrinks under a child's feet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from tutor.practice.schemas import PathOut

# A session ends after this long without activity.
SESSION_GAP = timedelta(minutes=30)
# How far back to look for the start of a session: no child sits longer.
LOOK_BACK = timedelta(hours=4)
# What passes without a sign of the pupil counts as work up to here: a long text, not a fire drill.
LONGEST_STEP = timedelta(minutes=4)
USUAL_PACE = 60.0
"""Seconds an exercise, answer, help and Rivet's words included, for a pupil of whom nothing is known."""
# The usual pace, or the pupil's own, weighs as much as so many exercises against those of today.
USUAL_WEIGHT = 6
OWN_WEIGHT = 6
PACE_STEPS = 60
"""The last exercises that tell a pupil's own pace."""
FEWEST, MOST = 5, 36
"""Squares of a path."""
IN_SIGHT = 2
"""Squares before the end from which no square is added: the end does not flee."""
AGAIN_MINUTES = 5.0
"""What « Encore un peu » adds."""
AGAIN = 2
"""How often one may go on after the end before Rivet suggests a pause."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a sitting is: some minutes of work, unless a number of exercises is fixed."""

    minutes: float = 12.5
    exercises: int | None = None

    def seconds(self, lap: int) -> float:
        """Of work until the end: the first, then those of a pupil who goes on."""
        return 60 * (self.minutes if lap == 0 else min(AGAIN_MINUTES, self.minutes))


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
    """The session under way: the exercises given in it, in order, those finished, the lines heard and their acts.

    `steps`: seconds of work of each exercise finished, in order; `open`: since the last of them; `last`: when anything
    happened last; `pace`: the pupil's own, in seconds an exercise, before this session.
    """

    given: tuple[str, ...] = ()
    finished: frozenset[UUID] = frozenset()
    lines: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    steps: tuple[float, ...] = ()
    open: float = 0.0
    began: datetime | None = None
    last: datetime | None = None
    pace: float = USUAL_PACE

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
    steps, still_open = _steps(past[start:])
    return Sitting(
        given=tuple(event.given for event in past[start:] if event.given is not None),
        finished=frozenset(event.served_id for event in past[start:] if event.finished),
        lines=frozenset(event.line for event in past[start:]),
        acts=frozenset(event.act for event in past[start:]),
        steps=steps,
        open=still_open,
        began=past[start].at,
        last=past[-1].at,
    )


def _steps(events: Sequence[Event]) -> tuple[tuple[float, ...], float]:
    """Seconds of work until each exercise was finished for the first time, and those since."""
    steps: list[float] = []
    finished: set[UUID] = set()
    worked, before = 0.0, events[0].at
    for event in events:
        worked += _work(before, event.at)
        before = event.at
        if event.finished and event.served_id not in finished:
            finished.add(event.served_id)
            steps.append(worked)
            worked = 0.0
    return tuple(steps), worked


def _work(since: datetime, until: datetime) -> float:
    return max(0.0, min(until - since, LONGEST_STEP).total_seconds())


def own_pace(finished_at: Iterable[datetime]) -> float:
    """Seconds an exercise, from the moments when a pupil finished his last ones, in whatever sessions."""
    moments = sorted(finished_at)
    steps = [_work(one, other) for one, other in pairwise(moments) if other - one <= SESSION_GAP]
    return (USUAL_WEIGHT * USUAL_PACE + sum(steps)) / (USUAL_WEIGHT + len(steps))


@dataclass(frozen=True, slots=True)
class Walk:
    """Where one is: squares done of so many, and which lap this is (0: before the first end)."""

    done: int
    goal: int
    lap: int = 0

    @property
    def path(self) -> PathOut:
        """As the pupil sees it."""
        return PathOut(done=self.done, goal=self.goal)


def walk_before(sitting: Sitting, length: Length) -> Walk:
    """Where the pupil stands while an exercise is open. Who goes on after the end starts another path."""
    walk = _walked(sitting.steps, sitting.pace, length)
    if walk.done < walk.goal:
        return walk
    return Walk(0, _squares(length, walk.lap + 1, _today(sitting.steps, sitting.pace)), walk.lap + 1)


def path_before(sitting: Sitting, length: Length) -> PathOut:
    """The path while an exercise is open."""
    return walk_before(sitting, length).path


def path_after(sitting: Sitting, served_id: UUID, length: Length, at: datetime | None = None) -> PathOut:
    """The path once this exercise is finished, `at` this moment: `done == goal` is the natural end."""
    steps = sitting.steps
    if served_id not in sitting.finished:
        since = _work(sitting.last, at) if at is not None and sitting.last is not None else 0.0
        steps = (*steps, sitting.open + since)
    return _walked(steps, sitting.pace, length).path


def _walked(steps: Sequence[float], pace: float, length: Length) -> Walk:
    """Step by step, so that what was shown once stays true."""
    done, lap, worked = 0, 0, 0.0
    goal = _squares(length, lap, pace)
    for count, seconds in enumerate(steps, start=1):
        if done == goal:
            done, lap, worked = 0, lap + 1, 0.0
            goal = _squares(length, lap, _today(steps[: count - 1], pace))
        done += 1
        worked += seconds
        if length.exercises is not None:
            continue
        left = round(max(0.0, length.seconds(lap) - worked) / _today(steps[:count], pace))
        spare = goal - done - left
        # One square more or less is no reason to move anything, and one long text does not make a long day: by halves.
        if left == 0:
            done = goal
        elif spare > 1:
            done += spare // 2
        elif spare < -1 and goal - done > IN_SIGHT:
            goal = min(MOST, done + left)
    return Walk(done, goal, lap)


def _today(steps: Sequence[float], pace: float) -> float:
    return (OWN_WEIGHT * pace + sum(steps)) / (OWN_WEIGHT + len(steps))


def _squares(length: Length, lap: int, pace: float) -> int:
    if length.exercises is not None:
        return length.exercises
    return min(MOST, max(FEWEST, round(length.seconds(lap) / pace)))
