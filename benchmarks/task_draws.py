"""Questions of each task drawn at random within the grades' numbers, for the benchmark of misconceptions."""

import random
from collections.abc import Callable, Mapping

from exercises.maths.misconceptions.question import Question, Task

_ROUND = (10, 20, 50, 60, 80, 100, 100, 100, 1000)
_COINS = (10, 20, 50, 100, 200, 500, 1000)
_SOLIDS = ((6, 12, 8), (5, 8, 5), (5, 9, 6), (4, 6, 4), (8, 18, 12))


def draw(task: Task, rng: random.Random) -> Question:
    """A question of this task, as a generator of exercises might make it."""
    return Question(task, tuple(_DRAWS[task](rng)))


def _two(rng: random.Random) -> list[int]:
    """A sum: a fact, a bare zero, or numbers of two or three digits."""
    kind = rng.random()
    if kind < 0.45:
        return [rng.randint(1, 10), rng.randint(1, 10)]
    if kind < 0.55:
        return rng.sample([0, rng.randint(2, 10)], 2)
    return [rng.randint(11, 99), rng.randint(2, 99)] if kind < 0.85 else [rng.randint(101, 899), rng.randint(11, 99)]


def _difference(rng: random.Random) -> list[int]:
    kind = rng.random()
    if kind < 0.4:
        left = rng.randint(3, 20)
        return [left, rng.randint(0, min(10, left - 1))]
    return _columns_difference(rng)


def _columns_difference(rng: random.Random) -> list[int]:
    kind = rng.random()
    if kind < 0.35:
        left = rng.randint(21, 99)
        return [left, rng.randint(11, left - 1)]
    if kind < 0.55:
        return [rng.randint(102, 999), rng.randint(11, 99)]
    left = rng.randint(201, 999)
    if kind > 0.8:
        left = 100 * rng.randint(2, 9) + rng.randint(0, 8)
    return [left, rng.randint(101, left - 1)]


def _columns_sum(rng: random.Random) -> list[int]:
    kind = rng.random()
    if kind < 0.4:
        return [rng.randint(11, 89), rng.randint(11, 89)]
    return [rng.randint(101, 899), rng.randint(11, 99) if kind < 0.7 else rng.randint(101, 899)]


def _product(rng: random.Random) -> list[int]:
    kind = rng.random()
    if kind < 0.6:
        return [rng.randint(2, 10), rng.randint(2, 10)]
    if kind < 0.7:
        return rng.sample([0, rng.randint(2, 10)], 2)
    if kind < 0.85:
        return [rng.randint(2, 9), 10 * rng.randint(1, 9)]
    return [rng.randint(11, 19), rng.randint(2, 9)]


def _columns_product(rng: random.Random) -> list[int]:
    kind = rng.random()
    if kind < 0.5:
        return [rng.randint(12, 99), rng.randint(2, 9)]
    if kind < 0.75:
        return [100 * rng.randint(1, 9) + rng.randint(1, 9), rng.randint(2, 9)]
    return [rng.randint(12, 99), rng.randint(11, 39)]


def _gap(rng: random.Random) -> list[int]:
    total = rng.choice((*_ROUND, rng.randint(5, 20)))
    if total == 1000:
        return [10 * rng.randint(11, 98), total]
    return [rng.randint(1, total - 1), total]


def _balance(rng: random.Random) -> list[int]:
    one, other = rng.randint(2, 12), rng.randint(2, 12)
    return [one, other, rng.randint(1, one + other - 1)]


def _number(rng: random.Random) -> list[int]:
    """A number for a dictation, more often one that is hard to write."""
    kind = rng.random()
    if kind < 0.3:
        return [rng.randint(11, 99)]
    if kind < 0.5:
        return [rng.randint(60, 99)]
    if kind < 0.65:
        return [100 * rng.randint(1, 9) + rng.randint(1, 9)]
    return [rng.randint(101, 999) if kind < 0.85 else 1000 * rng.randint(1, 9) + rng.randint(1, 999)]


def _units(rng: random.Random) -> list[int]:
    units = [1, 10, 100][: rng.randint(2, 3)]
    rng.shuffle(units)
    return [number for unit in units for number in (rng.randint(1, 9 if rng.random() < 0.6 else 18), unit)]


def _several(rng: random.Random) -> list[int]:
    return rng.sample([*range(11, 100), *range(100, 160), *range(1, 10)], 4)


def _sequence(rng: random.Random) -> list[int]:
    step = rng.choice((2, 5, 10, 10, 25, 50, 100)) * rng.choice((1, 1, 1, -1))
    start = rng.randint(1, 9) * abs(step) + (3 * abs(step) if step < 0 else 0)
    return [start, start + step, start + 2 * step]


def _fraction(rng: random.Random) -> list[int]:
    parts = rng.randint(2, 10)
    return [rng.randint(1, parts - 1), parts]


def _fractions(rng: random.Random) -> list[int]:
    top = rng.choice((1, 1, 1, 2, 3))
    return [number for parts in rng.sample(range(top + 1, 12), 4) for number in (top, parts)]


def _sum_of_fractions(rng: random.Random) -> list[int]:
    parts = rng.randint(3, 12)
    one = rng.randint(1, parts - 2)
    return [one, parts, rng.randint(1, parts - 1 - one), parts]


def _prices(rng: random.Random) -> list[int]:
    return [100 * rng.randint(1, 9) + 10 * rng.randint(1, 9) for _ in range(2)]


def _change(rng: random.Random) -> list[int]:
    paid = rng.choice((500, 1000, 2000, 5000))
    return [paid, 10 * rng.randint(11, paid // 10 - 1) if rng.random() < 0.6 else 100 * rng.randint(1, paid // 100 - 1)]


def _points(rng: random.Random) -> list[int]:
    """An axis and some joined squares on its left, not symmetrical themselves."""
    axis = 2 * rng.randint(4, 6) - rng.randint(0, 1)
    cells = {(rng.randint(0, 3), rng.randint(0, 4)) for _ in range(rng.randint(3, 5))}
    return [axis, *(number for cell in sorted(cells) for number in cell)]


def _moves(rng: random.Random) -> list[int]:
    turns = [0, 0, rng.choice((1, 3)), 0, 0, rng.choice((0, 1, 3)), 0]
    return [4, 4, rng.randint(0, 3), *turns]


def _twos(rng: random.Random) -> list[int]:
    left = rng.randint(11, 60)
    return [left, rng.randint(2, left - 2)]


def _two_steps(rng: random.Random) -> list[int]:
    one, other, last = rng.randint(10, 40), rng.randint(2, 9), rng.randint(2, 9)
    return [one - other, one - other + last, one, other, last]


def _duration(rng: random.Random) -> list[int]:
    hour, minutes = rng.randint(7, 16), 5 * rng.randint(0, 11)
    last = 60 * hour + minutes + 5 * rng.randint(2, 24)
    return [hour, minutes, last // 60, last % 60]


def _solid(rng: random.Random) -> list[int]:
    return [rng.randint(0, 2), *rng.choice(_SOLIDS)]


def _bar(rng: random.Random) -> list[int]:
    step = rng.choice((1, 2, 5, 10))
    return [step * rng.randint(2, 10), step]


_DRAWS: Mapping[Task, Callable[[random.Random], list[int]]] = {
    Task.ADD: _two,
    Task.SUB: _difference,
    Task.MUL: _product,
    Task.DIV: lambda rng: [rng.randint(12, 60), rng.randint(2, 9)],
    Task.COLUMNS_ADD: _columns_sum,
    Task.COLUMNS_SUB: _columns_difference,
    Task.COLUMNS_MUL: _columns_product,
    Task.DOUBLE: lambda rng: [rng.randint(2, 50)],
    Task.HALF: lambda rng: [2 * rng.randint(2, 50)],
    Task.GAP_ADD: _gap,
    Task.GAP_FROM: lambda rng: [rng.randint(2, 9), rng.randint(2, 15)],
    Task.BALANCE: _balance,
    Task.WRITE: _number,
    Task.GROUPS: lambda rng: [rng.randint(3, 99), rng.choice((10, 100))],
    Task.UNITS: _units,
    Task.HOW_MANY: lambda rng: [rng.randint(101, 999), 10],
    Task.DIGIT: lambda rng: [rng.randint(101, 999), rng.choice((10, 10, 100))],
    Task.BLOCKS: lambda rng: [rng.randint(1, 9) for _ in range(rng.randint(2, 3))],
    Task.LARGEST: _several,
    Task.ORDER: _several,
    Task.AFTER: lambda rng: [rng.randint(10, 999)],
    Task.BEFORE: lambda rng: [rng.randint(10, 999)],
    Task.SEQUENCE: _sequence,
    Task.LINE: lambda rng: [100 * rng.randint(0, 3), rng.choice((1, 2, 5, 10, 10)), rng.randint(2, 9)],
    Task.PARITY: lambda rng: [rng.randint(11, 999)],
    Task.FRACTION: _fraction,
    Task.LARGEST_FRACTION: _fractions,
    Task.ORDER_FRACTIONS: lambda rng: _fractions(rng)[:8],
    Task.ADD_FRACTIONS: _sum_of_fractions,
    Task.AMOUNT: lambda rng: [rng.randint(1, 20), rng.randint(1, 9) if rng.random() < 0.5 else 5 * rng.randint(2, 19)],
    Task.ADD_MONEY: _prices,
    Task.CHANGE: _change,
    Task.COINS: lambda rng: [rng.choice(_COINS) for _ in range(rng.randint(3, 6))],
    Task.CLOCK: lambda rng: [rng.randint(1, 12), rng.choice((0, 0, 15, 30, 30, 45, 5 * rng.randint(0, 11)))],
    Task.DURATION: _duration,
    Task.DAYS: lambda rng: sorted(rng.sample(range(1, 29), 2)),
    Task.RULER: lambda rng: (lambda start: [start, start + rng.randint(3, 14)])(rng.choice((0, 0, 2, 3, 4, 5))),
    Task.MIXED_UNITS: lambda rng: [rng.randint(1, 9), rng.choice((100, 100, 1000)), rng.randint(2, 60)],
    Task.PERIMETER: lambda rng: [rng.randint(2, 12), rng.randint(2, 12)],
    Task.SYMMETRY: _points,
    Task.MOVES: _moves,
    Task.SOLID: _solid,
    Task.BAR: _bar,
    Task.CELL: lambda rng: rng.sample(range(1, 40), 2),
    Task.PROBLEM_ADD: lambda rng: [rng.randint(8, 60), rng.randint(3, 30)],
    Task.PROBLEM_SUB: _twos,
    Task.PROBLEM_MUL: lambda rng: [rng.randint(2, 9), rng.randint(3, 10)],
    Task.PROBLEM_DIV: lambda rng: [rng.randint(10, 60), rng.randint(2, 9)],
    Task.SAYS_MORE: _twos,
    Task.SAYS_LESS: _twos,
    Task.SAYS_TIMES: lambda rng: (lambda times: [times * rng.randint(2, 10), times])(rng.randint(2, 5)),
    Task.TRIPS: lambda rng: [rng.randint(11, 60), rng.randint(3, 8)],
    Task.TWO_STEPS: _two_steps,
}
