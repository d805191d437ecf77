"""Who works on the parts of a log: here one part after another; tutor.academy has the same over many machines."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from learner_model.in_parts.part import Part, Sums

T = TypeVar("T")


class Crew(Protocol):
    """Holds the parts, in an order that never changes. `each`: something else for each part, given first."""

    def change(self, step: Callable[..., Part], *given: Any, each: Sequence[Any] | None = None) -> None:
        """Every part becomes `step(part, *given)`."""

    def total(self, count: Callable[..., Sums], *given: Any) -> Sums:
        """The sums of all parts, added by `added`'s tree."""

    def collect(self, look: Callable[..., T], *given: Any) -> list[T]:
        """What each part answers, in order."""


class Alone:
    """A crew of one: this process."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = list(parts)

    def change(self, step: Callable[..., Part], *given: Any, each: Sequence[Any] | None = None) -> None:
        """See Crew. A part that has changed is let go before the next one changes."""
        for place, part in enumerate(self.parts):
            own = (each[place],) if each is not None else ()
            self.parts[place] = step(part, *own, *given)

    def total(self, count: Callable[..., Sums], *given: Any) -> Sums:
        """See Crew."""
        return added([count(part, *given) for part in self.parts])

    def collect(self, look: Callable[..., T], *given: Any) -> list[T]:
        """See Crew."""
        return [look(part, *given) for part in self.parts]


def pair(one: Sums, other: Sums) -> Sums:
    """Two parts' sums together."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


def in_pairs(sums: list[T], add: Callable[[T, T], T]) -> T:
    """One out of many by a tree of neighbours: the same additions in the same order, wherever they are done."""
    while len(sums) > 1:
        sums = [add(*sums[n : n + 2]) if n + 1 < len(sums) else sums[n] for n in range(0, len(sums), 2)]
    return sums[0]


def added(sums: list[Sums]) -> Sums:
    """The sums of all parts."""
    return in_pairs(sums, pair)
