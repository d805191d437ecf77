"""Compare two numbers (<, >, =), order several, find one between two others."""

import random
from collections.abc import Iterator

from exercises.activities import Activity
from exercises.exercise import Build, Choose, Exercise, Option, Prompt
from exercises.maths.making import GAP, Bench, choice

SIGNS = ("<", ">", "=")
_SAID = ("est plus petit que", "est plus grand que", "est égal à")
_YEARS = (
    ("numbers.compare_100", 10, 100),
    ("numbers.compare_1000", 100, 1_000),
    ("numbers.compare_10000", 1_000, 10_000),
)
_COMPARED, _ORDERED, _BETWEEN = 100, 65, 35


def exercises(bench: Bench) -> Iterator[Exercise]:
    """All three, year by year. Half of the pairs share their digits or all but one: those are the hard ones."""
    for skill, first, last in _YEARS:
        rng = random.Random(skill)
        pairs = dict.fromkeys(_pair(rng, first, last, close=place % 2 == 0) for place in range(3 * _COMPARED))
        for left, right in list(pairs)[:_COMPARED]:
            yield _compared(bench, skill, left, right)
        groups = dict.fromkeys(_group(rng, first, last, 3 + place % 2) for place in range(2 * _ORDERED))
        for place, numbers in enumerate(list(groups)[:_ORDERED]):
            yield _ordered(bench, skill, numbers, down=place % 3 == 2)
        for place in range(_BETWEEN):
            distance = rng.randrange(3, max(10, last // 20))
            low = rng.randrange(first, last - distance)
            yield _between(bench, skill, low, low + distance, last, rng, place)


def _pair(rng: random.Random, first: int, last: int, close: bool) -> tuple[int, int]:
    left = rng.randrange(first, last)
    if close and rng.random() < 0.15:
        return left, left
    digits = list(str(left))
    if close and rng.random() < 0.5:
        rng.shuffle(digits)
        if digits[0] == "0":
            digits.sort(reverse=True)
    elif close:
        digits[rng.randrange(1, len(digits))] = str(rng.randrange(10))
    else:
        digits = list(str(rng.randrange(first // 10, last)))
    return left, int("".join(digits))


def _group(rng: random.Random, first: int, last: int, size: int) -> tuple[int, ...]:
    found: set[int] = set()
    while len(found) < size:
        found.update(number for number in _pair(rng, first, last, close=True) if len(found) < size)
    shuffled = sorted(found)
    while shuffled in (sorted(found), sorted(found, reverse=True)):
        rng.shuffle(shuffled)
    return tuple(shuffled)


def _alike(left: int, right: int) -> float:
    """0: told apart at the first digit; more: later, or the longer one begins with a smaller digit."""
    if len(str(left)) != len(str(right)):
        return 0.3 if (str(left)[0] > str(right)[0]) == (left < right) else 0.0
    same = next((place for place, (a, b) in enumerate(zip(str(left), str(right), strict=True)) if a != b), 0)
    return 0.4 * same + (0.2 if sorted(str(left)) == sorted(str(right)) else 0.0)


def _compared(bench: Bench, skill: str, left: int, right: int) -> Exercise:
    right_sign = SIGNS[0] if left < right else SIGNS[1] if left > right else SIGNS[2]
    options = tuple(Option(text=sign, say=said) for sign, said in zip(SIGNS, _SAID, strict=True))
    content = Choose(prompt=Prompt(text=f"{left} {GAP} {right}"), options=options, answers=(SIGNS.index(right_sign),))
    return bench.exercise(
        f"comparing.{left}.{right}",
        Activity.COMPARE_NUMBERS,
        content,
        skills=[skill],
        features={"distance": abs(left - right), "alike": _alike(left, right)},
        harder=_alike(left, right) - 0.2,
        theme=f"compare {min(left, right)} {max(left, right)}",
    )


def _ordered(bench: Bench, skill: str, numbers: tuple[int, ...], down: bool) -> Exercise:
    answer = tuple(map(str, sorted(numbers, reverse=down)))
    said = "Range ces nombres, du plus grand au plus petit." if down else None
    content = Build(prompt=Prompt(), tiles=tuple(map(str, numbers)), answers=(answer,), joined=" ")
    return bench.exercise(
        f"comparing.order.{'.'.join(map(str, numbers))}",
        Activity.ORDER_NUMBERS,
        content,
        skills=[skill],
        features={"count": len(numbers), "down": float(down)},
        harder=0.3 * (len(numbers) - 3) + (0.3 if down else 0.0) - 0.2,
        instruction=said,
    )


def _between(bench: Bench, skill: str, low: int, high: int, last: int, rng: random.Random, place: int) -> Exercise:
    inside = rng.randrange(low + 1, high)
    wrong = {low - 1 - rng.randrange(3), high + 1 + rng.randrange(3), low + 100 if last > 100 else low - 10}
    wrong = {number for number in wrong if 0 < number < last and not low <= number <= high}
    key = f"comparing.between.{low}.{high}.{place}"
    prompt = Prompt(text=f"{low} < {GAP} < {high}", say=f"Touche le nombre compris entre {low} et {high}.")
    content = choice(key, prompt, [Option(text=str(inside))], [Option(text=str(number)) for number in sorted(wrong)])
    return bench.exercise(
        key,
        Activity.NUMBER_BETWEEN,
        content,
        skills=[skill],
        features={"distance": high - low},
        harder=0.1,
    )
