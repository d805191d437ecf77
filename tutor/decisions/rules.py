"""Which decision wins, and what follows for one pupil today. Pure: no database, no clock.

A decision for a pupil outranks one for his group, which outranks one for his class; at the same level the later one
outranks the earlier. A block holds until it is lifted by a decision that outranks it and names the same work, a skill
of the blocked subject, or a text by its name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import IntEnum
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from exercises.exercise import Exercise
from tutor.decisions.asked import Aim, Asked, Assign, Block, Boost, Lasting, Pause, PlanFor, Target, TargetKind

Flags = NDArray[np.bool_]


class Level(IntEnum):
    """For whom; the higher outranks the lower."""

    CLASS = 0
    GROUP = 1
    PUPIL = 2


@dataclass(frozen=True, slots=True)
class Order:
    """A decision as it holds for one pupil."""

    id: UUID
    level: Level
    made_at: datetime
    asked: Asked
    starts: date | None = None
    ends: date | None = None

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """The higher outranks the lower; never equal for two decisions."""
        return self.level, self.made_at, str(self.id)

    def holds_on(self, today: date) -> bool:
        """Whether its days have come and are not over."""
        if isinstance(self.asked, PlanFor):
            return max(step.ends for step in self.asked.steps) >= today
        return (self.starts is None or self.starts <= today) and (self.ends is None or today <= self.ends)


@dataclass(frozen=True, slots=True)
class Task:
    """Work to be given first: until `times` exercises, or until the skill is acquired; at most so many a day."""

    order: Order
    target: Target
    since: datetime
    times: int | None = None
    a_day: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise that a pupil finished: on what, and when."""

    exercise_id: str
    skills: tuple[str, ...]
    activity: str
    domain: str
    at: datetime

    def is_of(self, target: Target) -> bool:
        """Whether it was on this work; a text is told by its exercises, not here."""
        match target.kind:
            case TargetKind.SKILL:
                return target.id in self.skills
            case TargetKind.ACTIVITY:
                return self.activity == target.id
            case TargetKind.DOMAIN:
                return self.domain == target.id
        return False


@dataclass(frozen=True)
class Will:
    """What holds today for one pupil, the strongest first."""

    today: date
    orders: tuple[Order, ...] = ()

    @classmethod
    def of(cls, orders: Iterable[Order], today: date) -> "Will":
        """Those whose days these are."""
        held = [one for one in orders if one.holds_on(today)]
        return cls(today, tuple(sorted(held, key=lambda one: one.rank, reverse=True)))

    @property
    def paused(self) -> bool:
        """Only what the teacher asked."""
        return any(isinstance(one.asked, Pause) for one in self.orders)

    @property
    def band(self) -> tuple[float, float] | None:
        """The success that is aimed at."""
        return next(((one.asked.low, one.asked.high) for one in self.orders if isinstance(one.asked, Aim)), None)

    @property
    def minutes(self) -> float | None:
        """Of a session."""
        return next((one.asked.minutes for one in self.orders if isinstance(one.asked, Lasting)), None)

    @property
    def boosted(self) -> frozenset[str]:
        """Skills to come more often: a stronger block takes them out all the same."""
        return frozenset(one.asked.target.id for one in self.orders if isinstance(one.asked, Boost))

    def with_order(self, order: Order) -> "Will":
        """The same, and one more."""
        return Will.of([*self.orders, order], self.today)

    def tasks(self) -> list[Task]:
        """What is to be given first, in order."""
        found: list[Task] = []
        for order in self.orders:
            if isinstance(order.asked, Assign):
                since = max(order.made_at, _morning(order.starts)) if order.starts else order.made_at
                found.append(Task(order, order.asked.target, since, order.asked.times))
            elif isinstance(order.asked, PlanFor):
                found.extend(
                    Task(order, step.target, max(order.made_at, _morning(step.starts)), None, order.asked.a_day)
                    for step in order.asked.steps
                    if step.starts <= self.today <= step.ends
                )
        return found

    def blocks(self, exercise: Exercise) -> bool:
        """Whether this exercise may not be given."""
        return any(
            block.holds(exercise) and not any(one.holds(exercise) for one in lifted) for block, lifted in self._blocks()
        )

    def blocked(self, count: int, on: Callable[[Target], Flags]) -> Flags:
        """The same for `count` exercises at once; `on` tells which of them are of a work."""
        found = np.zeros(count, dtype=bool)
        for block, lifted in self._blocks():
            hit = on(block)
            for one in lifted:
                hit = hit & ~on(one)
            found |= hit
        return found

    def _blocks(self) -> list[tuple[Target, list[Target]]]:
        """Each blocked work, with the works for which it is lifted."""
        named = [(order.rank, target) for order in self.orders for target in self._named(order)]
        return [
            (
                order.asked.target,
                [target for rank, target in named if rank > order.rank and lifts(target, order.asked.target)],
            )
            for order in self.orders
            if isinstance(order.asked, Block)
        ]

    def _named(self, order: Order) -> Sequence[Target]:
        if isinstance(order.asked, Assign | Boost):
            return [order.asked.target]
        if isinstance(order.asked, PlanFor):
            return [step.target for step in order.asked.steps if step.starts <= self.today <= step.ends]
        return []


def lifts(named: Target, blocked: Target) -> bool:
    """Whether asking for `named` goes against a block: the same work, a skill of the blocked subject, a text."""
    if named == blocked or named.kind is TargetKind.TEXT:
        return True
    return (
        blocked.kind is TargetKind.DOMAIN
        and named.kind is TargetKind.SKILL
        and named.id.partition(".")[0] == blocked.id
    )


def is_over(task: Task, done: Sequence[Done], today: date, acquired: Callable[[], frozenset[str]]) -> bool:
    """Whether a task on a skill, a kind or a subject asks for nothing more today. Texts: see what is left."""
    made = [one for one in done if one.at >= task.since and one.is_of(task.target)]
    if task.times is not None and len(made) >= task.times:
        return True
    if task.a_day is not None and sum(1 for one in made if one.at >= _morning(today)) >= task.a_day:
        return True
    return task.times is None and task.target.kind is TargetKind.SKILL and task.target.id in acquired()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
