"""Figures handled by the pupil: which states he may reach from a start, which of them are the answer, and one that is.

What the hand changes of each tool is in `_CHANGED`; all the rest must stay as it was shown.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from typing import Annotated, Literal, assert_never

from pydantic import Field

from exercises.figures import (
    Balance,
    BarModel,
    Blocks,
    Chart,
    Clock,
    Collection,
    Figure,
    FractionBar,
    Grid,
    Money,
    NumberLine,
    Point,
    Ruler,
    Shape,
    Solid,
    TenFrame,
    blocks,
    value,
)
from exercises.frozen import Frozen

_CHANGED: dict[str, frozenset[str]] = {
    "blocks": frozenset({"thousands", "hundreds", "tens", "ones"}),
    "number_line": frozenset({"mark", "jumps"}),
    "ten_frame": frozenset({"filled", "second"}),
    "collection": frozenset({"groups"}),
    "bar_model": frozenset({"bars", "total", "difference"}),
    "fraction_bar": frozenset({"shaded"}),
    "money": frozenset({"laid"}),
    "clock": frozenset({"hour", "minute"}),
    "grid": frozenset({"cells", "segments", "moves", "robot"}),
    "balance": frozenset({"right", "leans"}),
    "ruler": frozenset({"end"}),
    "shape": frozenset({"turned"}),
    "solid": frozenset({"unfolded"}),
    "chart": frozenset({"values"}),
}
_HALF_DAY = 12 * 60


class Worth(Frozen):
    """The figure shows this number, give or take `within`. `fewest`: with the fewest pieces (ten traded for one).

    `within` is counted in the graduations of a line (1/denominator) and as `value` counts elsewhere.
    """

    goal: Literal["worth"] = "worth"
    value: int
    denominator: int = Field(default=1, ge=1, le=12)
    fewest: bool = False
    within: int = Field(default=0, ge=0)


class Same(Frozen):
    """The figure is one of these, whatever the order in which its pieces were put."""

    goal: Literal["same"] = "same"
    figures: tuple[Figure, ...] = Field(min_length=1)


Goal = Annotated[Worth | Same, Field(discriminator="goal")]


def may_become(start: Figure, state: Figure) -> bool:
    """Whether the hand can bring `start` to `state`: the same tool, and only what it moves has changed."""
    if start.tool != state.tool:
        return False
    changed = _CHANGED[start.tool]
    if start.model_dump(exclude=set(changed)) != state.model_dump(exclude=set(changed)):
        return False
    match start, state:
        case Money(), Money():
            return start.purse is not None and not Counter(state.laid) - Counter(start.laid) - Counter(start.purse)
        case _, FractionBar():
            return len(set(state.shaded)) == len(state.shaded) and all(
                0 <= place < state.parts * state.wholes for place in state.shaded
            )
        case _, NumberLine():
            return state.mark is None or state.start <= state.mark <= state.end
        case _, TenFrame():
            return state.filled + state.second <= 10 * state.frames
    return True


def reached(goal: Goal, state: Figure) -> bool:
    """Whether this state is what was to be done."""
    match goal:
        case Same():
            return settled(state) in {settled(figure) for figure in goal.figures}
        case Worth():
            shown = value(state)
            if shown is None:
                return False
            wanted, within = _wanted(goal, state)
            if isinstance(state, Clock):  # hands do not tell morning from evening
                shown, wanted = shown % _HALF_DAY, wanted % _HALF_DAY
            untidy = goal.fewest and settled(_with(state, wanted)) != settled(state)
            return abs(shown - wanted) <= within and not untidy
        case _ as never:
            assert_never(never)


def solved(start: Figure, goal: Goal) -> Figure:
    """A state that is the answer, reached from `start`. ValueError when none can be made: a fault of the content."""
    state = goal.figures[0] if isinstance(goal, Same) else _with(start, _wanted(goal, start)[0])
    if not may_become(start, state) or not reached(goal, state):
        raise ValueError(f"no state of this {start.tool} is the answer")
    return state


def settled(figure: Figure) -> Figure:
    """The same figure with its pieces in one order, so that two alike are equal."""
    match figure:
        case Money():
            return figure.model_copy(update={"laid": tuple(sorted(figure.laid, reverse=True))})
        case FractionBar():
            return figure.model_copy(update={"shaded": tuple(sorted(figure.shaded))})
        case Collection():
            return figure.model_copy(update={"groups": tuple(sorted(figure.groups))})
        case Clock():
            return figure.model_copy(update={"hour": figure.hour % 12})
        case NumberLine():
            return figure.model_copy(update={"jumps": ()})
        case Balance():
            right = tuple(sorted(figure.right, key=lambda weight: (weight.grams or 0, weight.label, weight.picture)))
            return figure.model_copy(update={"right": right})
        case Grid():
            segments = {step for segment in figure.segments for step in _steps(*segment)}
            return figure.model_copy(
                update={"cells": tuple(sorted(set(figure.cells))), "segments": tuple(sorted(segments))}
            )
        case Blocks() | TenFrame() | BarModel() | Ruler() | Shape() | Solid() | Chart():
            return figure
        case _ as never:
            assert_never(never)


def _steps(one: Point, other: Point) -> Iterator[tuple[Point, Point]]:
    """A segment from point to point of the board: drawn at once or piece by piece, it is the same."""
    (x, y), (end_x, end_y) = sorted((one, other))
    count = gcd(end_x - x, end_y - y) or 1
    across, up = (end_x - x) // count, (end_y - y) // count
    for place in range(count):
        yield (x + place * across, y + place * up), (x + (place + 1) * across, y + (place + 1) * up)


def _wanted(goal: Worth, state: Figure) -> tuple[Fraction, Fraction]:
    """The number to show and how far one may be from it."""
    unit = state.denominator if isinstance(state, NumberLine) else 1
    return Fraction(goal.value, goal.denominator), Fraction(goal.within, unit)


def _with(start: Figure, wanted: Fraction) -> Figure:
    """The figure made to show this number, with the fewest pieces."""
    match start:
        case Blocks():
            return blocks(int(wanted))
        case NumberLine():
            return start.model_copy(update={"mark": int(wanted * start.denominator)})
        case TenFrame():
            return start.model_copy(update={"filled": int(wanted) - start.second})
        case FractionBar():
            return start.model_copy(update={"shaded": tuple(range(int(wanted * start.parts)))})
        case Money():
            at_hand = Counter(start.laid) | Counter(start.purse or ())  # what is laid came out of the purse
            return start.model_copy(update={"laid": _paid(int(wanted), tuple(at_hand.elements()))})
        case Clock():
            return start.model_copy(update={"hour": int(wanted) // 60 % 24, "minute": int(wanted) % 60})
        case Ruler():
            return start.model_copy(update={"end": start.start + int(wanted)})
    return start


def _paid(cents: int, purse: tuple[int, ...]) -> tuple[int, ...]:
    """The fewest of these coins and notes that make a sum; none when they cannot."""
    fewest: dict[int, tuple[int, ...]] = {0: ()}
    for piece in sorted(purse, reverse=True):
        for total, laid in list(fewest.items()):
            more = total + piece
            if more <= cents and (more not in fewest or len(laid) + 1 < len(fewest[more])):
                fewest[more] = (*laid, piece)
    return fewest.get(cents, ())
