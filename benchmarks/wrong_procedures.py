"""Children's wrong procedures as programs, and a careless child, to try the detectors of misconceptions with."""

import random
from collections.abc import Mapping

from benchmarks import wrong_calculations, wrong_measures
from benchmarks.wrong_procedure import PROCEDURES, Procedure
from exercises.maths.misconceptions.question import Answer, Question, Task

_WRITTEN = (wrong_calculations, wrong_measures)
"""Where they are; importing them fills the register."""


def careless(asked: Question, rng: random.Random) -> Answer:
    """Right seven times in ten; else another number, a digit mistyped, or the same things in another order."""
    right = asked.expected
    if rng.random() < 0.7:
        return right
    if asked.task is Task.PARITY:
        return rng.randint(0, 1)
    if asked.task is Task.LARGEST:
        return rng.choice(asked.numbers)
    if asked.task is Task.LARGEST_FRACTION:
        place = 2 * rng.randrange(len(asked.numbers) // 2)
        return asked.numbers[place], asked.numbers[place + 1]
    if isinstance(right, int):
        return _mistyped(right, rng) if rng.random() < 0.5 else rng.randint(0, max(20, 2 * right))
    return _misplaced(asked, right, rng)


def _mistyped(right: int, rng: random.Random) -> int:
    digits = list(str(right))
    digits[rng.randrange(len(digits))] = str(rng.randint(0, 9))
    return int("".join(digits))


def _misplaced(asked: Question, right: tuple[int, ...], rng: random.Random) -> tuple[int, ...]:
    if asked.task is Task.ORDER:
        return tuple(rng.sample(right, len(right)))
    if asked.task is Task.CLOCK:
        return rng.randint(1, 12), 5 * rng.randint(0, 11)
    if asked.task is Task.ORDER_FRACTIONS:
        pairs = list(zip(right[::2], right[1::2], strict=True))
        return tuple(number for pair in rng.sample(pairs, len(pairs)) for number in pair)
    moved = [max(1, number + rng.randint(-2, 2)) for number in right]
    return tuple(moved)


def programs() -> Mapping[str, Procedure]:
    """Every wrong procedure by the name of its misconception."""
    return PROCEDURES
