"""Written operations: additions with and without carry, subtractions with exchange, across a zero, times one digit."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exercises.activities import Activity
from exercises.exercise import Columns, Exercise
from exercises.maths.making import MINUS, Bench, carries, exchanges

_EACH = 200
_PLACED = 3
"""One operation in so many is given in a line: the pupil sets it out himself."""

Drawn = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A skill: its sign, how operands are drawn, which draws fit."""

    skill: str
    operator: str
    draw: Callable[[random.Random], Drawn]
    fits: Callable[[Drawn], bool]


def _sum(first: int, last: int) -> Callable[[random.Random], Drawn]:
    def draw(rng: random.Random) -> Drawn:
        terms = (rng.randrange(first, last), rng.randrange(11, last))
        return (*terms, rng.randrange(11, last)) if last > 100 and rng.random() < 0.15 else terms

    return draw


def _difference(first: int, last: int) -> Callable[[random.Random], Drawn]:
    def draw(rng: random.Random) -> Drawn:
        larger = rng.randrange(first, last)
        return larger, rng.randrange(11, larger - 1)

    return draw


def _holed(rng: random.Random) -> Drawn:
    """A number with a zero to exchange across: 800, 607, 4003."""
    digits = rng.choice((3, 3, 4))
    larger = [rng.randrange(2, 10), *(0 for _ in range(digits - 2)), rng.choice((0, rng.randrange(10)))]
    number = int("".join(map(str, larger)))
    return number, rng.randrange(12, number - 10)


def _by_a_digit(rng: random.Random) -> Drawn:
    return rng.randrange(12, 1_000), rng.randrange(2, 10)


def _across_zero(drawn: Drawn) -> bool:
    larger, smaller = drawn
    return larger % 10 < smaller % 10 and larger // 10 % 10 == 0


KINDS = (
    Kind("columns.add_100", "+", _sum(11, 100), lambda t: sum(t) < 100 and not carries(*t)),
    Kind("columns.carry_100", "+", _sum(12, 100), lambda t: sum(t) <= 100 and carries(*t) > 0),
    Kind("columns.add_1000", "+", _sum(101, 1_000), lambda t: sum(t) < 1_000 and carries(*t) > 0),
    Kind("columns.sub_100", "-", _difference(25, 1_000), lambda t: not exchanges(*t)),
    Kind("columns.exchange", "-", _difference(21, 1_000), lambda t: exchanges(*t) > 0 and "0" not in str(t[0])),
    Kind("columns.add_10000", "+", _sum(1_001, 10_000), lambda t: sum(t) < 10_000 and carries(*t) > 0),
    Kind("columns.sub_10000", "-", _difference(1_101, 10_000), lambda t: exchanges(*t) > 0),
    Kind("columns.across_zero", "-", _holed, _across_zero),
    Kind(
        "columns.times_digit",
        "×",
        lambda rng: (rng.randrange(12, 1_000), rng.randrange(2, 10)),
        lambda t: t[0] * t[1] < 10_000,
    ),
)


def exercises(bench: Bench) -> Iterator[Exercise]:
    """So many of each kind, all different."""
    for kind in KINDS:
        rng = random.Random(kind.skill)
        found: dict[Drawn, None] = {}
        while len(found) < _EACH:
            drawn = kind.draw(rng)
            if kind.fits(drawn):
                found[drawn] = None
        for place, operands in enumerate(found):
            yield _one(bench, kind, operands, placed=place % _PLACED > 0)


def _one(bench: Bench, kind: Kind, operands: Drawn, placed: bool) -> Exercise:
    first, *others = operands
    regroups = {
        "+": lambda: carries(*operands),
        "-": lambda: exchanges(first, others[0]),
        "×": lambda: _times_carries(first, others[0]),
    }[kind.operator]()
    zeros = str(first).count("0")
    features = {
        "digits": len(str(max(operands))),
        "terms": len(operands),
        "regroups": regroups,
        "zeros": zeros,
        "uneven": float(len({len(str(number)) for number in operands}) > 1),
        "placed": float(placed),
    }
    harder = 0.35 * regroups + 0.2 * (features["digits"] - 2) + 0.2 * zeros - (0.2 if placed else 0.0)
    sign = kind.operator.replace("-", MINUS)
    return bench.exercise(
        f"{kind.skill}.{kind.operator.join(map(str, operands))}",
        Activity.COLUMNS,
        Columns.model_validate({"operands": operands, "operator": kind.operator, "placed": placed}),
        skills=[kind.skill],
        features=features,
        harder=harder + 0.3 * (len(operands) > 2) - 0.6,
        instruction=f"Pose et calcule {f' {sign} '.join(map(str, operands))}.",
        theme=f"columns {' '.join(map(str, sorted(operands)))}",
    )


def _times_carries(number: int, by: int) -> int:
    found = carry = 0
    while number >= 10:
        carry = (number % 10 * by + carry) // 10
        found += carry > 0
        number //= 10
    return found
