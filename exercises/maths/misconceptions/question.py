"""What a detector needs of an exercise: the task, its numbers and the right answer, whatever the screen looks like.

A question is also written in one line (`columns_sub 42 17`), for the examples of the data.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Answer = int | tuple[int, ...]
"""A number; or a fraction (3, 4), a time (3, 30), an order (12, 25, 31), points (x, y, x, y...)."""


class Task(StrEnum):
    """What is asked. The numbers of each are in the order said here; amounts of money are in cents."""

    ADD = "add"  # terms
    SUB = "sub"  # from, taken
    MUL = "mul"  # factors
    DIV = "div"  # shared, parts: the whole quotient
    COLUMNS_ADD = "columns_add"
    COLUMNS_SUB = "columns_sub"
    COLUMNS_MUL = "columns_mul"
    DOUBLE = "double"
    HALF = "half"
    GAP_ADD = "gap_add"  # 48 + __ = 100: 48, 100
    GAP_FROM = "gap_from"  # __ - 3 = 8: 3, 8
    BALANCE = "balance"  # 8 + 4 = __ + 5: 8, 4, 5
    WRITE = "write"  # a number heard or read in words, to write in digits
    GROUPS = "groups"  # 52 hundreds: 52, 100
    UNITS = "units"  # 3 units and 4 tens, as said: 3, 1, 4, 10
    HOW_MANY = "how_many"  # how many tens in 347: 347, 10
    DIGIT = "digit"  # the digit of tens in 347: 347, 10
    BLOCKS = "blocks"  # base-ten pieces, the largest first
    LARGEST = "largest"  # which of these numbers
    ORDER = "order"  # these numbers, the smallest first
    AFTER = "after"
    BEFORE = "before"
    SEQUENCE = "sequence"  # terms at a constant step: the next one
    LINE = "line"  # start, step, how many steps away the arrow is
    PARITY = "parity"  # 0: even, 1: odd
    FRACTION = "fraction"  # coloured parts, parts
    LARGEST_FRACTION = "largest_fraction"  # numerator, denominator, numerator...
    ORDER_FRACTIONS = "order_fractions"
    ADD_FRACTIONS = "add_fractions"  # two fractions of the same denominator
    AMOUNT = "amount"  # euros, cents
    ADD_MONEY = "add_money"
    CHANGE = "change"  # paid, price
    COINS = "coins"  # the value of each coin and note
    CLOCK = "clock"  # hour, minutes
    DURATION = "duration"  # hour, minutes, hour, minutes: minutes from one to the other
    DAYS = "days"  # from one date to another
    RULER = "ruler"  # the two marks
    MIXED_UNITS = "mixed_units"  # 3 m 5 cm in cm: 3, 100, 5
    PERIMETER = "perimeter"  # of a rectangle, by its two sides
    SYMMETRY = "symmetry"  # twice the place of the upright axis, then points
    MOVES = "moves"  # x, y, heading (0 up, 1 right...), then 0 forward, 1 turn right, 3 turn left
    SOLID = "solid"  # what is asked (0 faces, 1 edges, 2 vertices), then how many of each
    BAR = "bar"  # the bar's value, the step of the scale
    CELL = "cell"  # the cell of a table, and that found with row and column exchanged
    PROBLEM_ADD = "problem_add"
    PROBLEM_SUB = "problem_sub"
    PROBLEM_MUL = "problem_mul"
    PROBLEM_DIV = "problem_div"
    SAYS_MORE = "says_more"  # "5 more than" where the smaller one is to be found: 12, 5
    SAYS_LESS = "says_less"  # "5 fewer than" where the larger one is to be found: 12, 5
    SAYS_TIMES = "says_times"  # "3 times as many" where the smaller one is to be found: 12, 3
    TRIPS = "trips"  # 23 children, 5 a car, how many cars: rounded up
    TWO_STEPS = "two_steps"  # the result of the first step, the answer, then the numbers of the text


@dataclass(frozen=True)
class Question:
    """A task on some numbers; `offered`: among how many answers the pupil chooses, when he does."""

    task: Task
    numbers: tuple[int, ...]
    offered: int | None = None

    @cached_property
    def expected(self) -> Answer:
        """The right answer."""
        return _EXPECTED[self.task](*self.numbers)

    @cached_property
    def choices(self) -> int | None:
        """How many answers there are, when they are few."""
        if self.offered:
            return self.offered
        if self.task is Task.PARITY:
            return 2
        if self.task is Task.LARGEST:
            return len(self.numbers)
        return len(self.numbers) // 2 if self.task is Task.LARGEST_FRACTION else None


@dataclass(frozen=True, slots=True)
class Working:
    """What was seen of how an answer came. `marked`: a carry or an exchange was noted; None when nothing tells."""

    marked: bool | None = None


def question(line: str) -> Question:
    """The question that a line such as `columns_sub 42 17` writes. ValueError when it is none."""
    name, *numbers = line.split()
    asked = Question(Task(name), tuple(int(number) for number in numbers))
    if not numbers:
        raise ValueError(f"{line!r} has no numbers")
    try:
        _ = asked.expected
    except (TypeError, IndexError, ZeroDivisionError):
        raise ValueError(f"{line!r} has not the numbers of this task") from None
    return asked


def answer(text: str) -> Answer:
    """The answer that `35`, or `3/30` for one of several numbers, writes. ValueError when it is none."""
    parts = tuple(int(part) for part in text.split("/"))
    return parts if len(parts) > 1 else parts[0]


def pairs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    """Numbers two by two: fractions, points, counts of a unit."""
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def flat(twos: list[tuple[int, int]]) -> tuple[int, ...]:
    """Pairs one after the other."""
    return tuple(number for two in twos for number in two)


def walked(numbers: tuple[int, ...], turn: int = 1) -> tuple[int, int]:
    """Where coded moves lead; `turn` -1 turns left where right is said."""
    x, y, heading, *moves = numbers
    for move in moves:
        heading = (heading + turn * move) % 4
        if move == 0:
            x += (0, 1, 0, -1)[heading]
            y += (1, 0, -1, 0)[heading]
    return x, y


def _value(two: tuple[int, int]) -> float:
    return two[0] / two[1]


_EXPECTED: Mapping[Task, Callable[..., Answer]] = {
    Task.ADD: lambda *terms: sum(terms),
    Task.SUB: lambda left, right: left - right,
    Task.MUL: lambda left, right: left * right,
    Task.DIV: lambda shared, parts: shared // parts,
    Task.COLUMNS_ADD: lambda *terms: sum(terms),
    Task.COLUMNS_SUB: lambda left, right: left - right,
    Task.COLUMNS_MUL: lambda left, right: left * right,
    Task.DOUBLE: lambda number: 2 * number,
    Task.HALF: lambda number: number // 2,
    Task.GAP_ADD: lambda known, total: total - known,
    Task.GAP_FROM: lambda taken, left: taken + left,
    Task.BALANCE: lambda one, other, known: one + other - known,
    Task.WRITE: lambda number: number,
    Task.GROUPS: lambda count, unit: count * unit,
    Task.UNITS: lambda *said: sum(count * unit for count, unit in pairs(said)),
    Task.HOW_MANY: lambda number, unit: number // unit,
    Task.DIGIT: lambda number, unit: number // unit % 10,
    Task.BLOCKS: lambda *pieces: sum(count * 10**power for power, count in enumerate(reversed(pieces))),
    Task.LARGEST: lambda *numbers: max(numbers),
    Task.ORDER: lambda *numbers: tuple(sorted(numbers)),
    Task.AFTER: lambda number: number + 1,
    Task.BEFORE: lambda number: number - 1,
    Task.SEQUENCE: lambda *terms: 2 * terms[-1] - terms[-2],
    Task.LINE: lambda start, step, away: start + step * away,
    Task.PARITY: lambda number: number % 2,
    Task.FRACTION: lambda coloured, parts: (coloured, parts),
    Task.LARGEST_FRACTION: lambda *numbers: max(pairs(numbers), key=_value),
    Task.ORDER_FRACTIONS: lambda *numbers: flat(sorted(pairs(numbers), key=_value)),
    Task.ADD_FRACTIONS: lambda one, parts, other, _: (one + other, parts),
    Task.AMOUNT: lambda euros, cents: 100 * euros + cents,
    Task.ADD_MONEY: lambda *amounts: sum(amounts),
    Task.CHANGE: lambda paid, price: paid - price,
    Task.COINS: lambda *coins: sum(coins),
    Task.CLOCK: lambda hour, minutes: (hour, minutes),
    Task.DURATION: lambda hour, minutes, to_hour, to_minutes: 60 * (to_hour - hour) + to_minutes - minutes,
    Task.DAYS: lambda first, last: last - first,
    Task.RULER: lambda start, end: end - start,
    Task.MIXED_UNITS: lambda large, worth, small: large * worth + small,
    Task.PERIMETER: lambda side, other: 2 * (side + other),
    Task.SYMMETRY: lambda axis, *points: flat(sorted((axis - x, y) for x, y in pairs(points))),
    Task.MOVES: lambda *numbers: walked(numbers),
    Task.SOLID: lambda asked, *parts: parts[asked],
    Task.BAR: lambda value, _: value,
    Task.CELL: lambda value, _: value,
    Task.PROBLEM_ADD: lambda *numbers: sum(numbers),
    Task.PROBLEM_SUB: lambda left, right: left - right,
    Task.PROBLEM_MUL: lambda left, right: left * right,
    Task.PROBLEM_DIV: lambda shared, parts: shared // parts,
    Task.SAYS_MORE: lambda known, gap: known - gap,
    Task.SAYS_LESS: lambda known, gap: known + gap,
    Task.SAYS_TIMES: lambda known, times: known // times,
    Task.TRIPS: lambda things, places: -(-things // places),
    Task.TWO_STEPS: lambda first, last, *_: last,
}
