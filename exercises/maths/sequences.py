"""The ferret's game: go on counting forwards or backwards, by 1, 2, 5, 10, 25, 50, 100; find the one that hides."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Exercise
from exercises.maths.making import GAP, Bench, asked

_SHOWN = 3


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Year by year."""
    for last in range(2, 100):
        for step in (1, -1):
            yield from _next(bench, "numbers.sequence_100", last, step, 100)
    for number in range(10, 99, 2):
        yield _hidden(bench, "numbers.sequence_100", number, 1, 100)
    for step, count in ((2, 60), (5, 25), (10, 60)):
        for sign in (1, -1):
            ends = [end for end in range(2, 100) if step != 5 or end % 5 == 0]
            for last in kept(f"100 {step} {sign}", ends, count):
                yield from _next(bench, "numbers.skip_100", last, sign * step, 100)
    for limit, skill in ((1_000, "numbers.sequence_1000"), (10_000, "numbers.sequence_10000")):
        first = limit // 10
        for step, count in ((1, 50), (2, 20), (5, 20), (10, 50), (50, 20), (100, 40), (1_000, 20)):
            if step >= limit // 4:
                continue
            ends = [end for end in range(first, limit) if step not in (5, 50) or end % step == 0]
            hard = [end for end in ends if (end + step) // 100 != end // 100 or (end - step) // 100 != end // 100]
            for sign in (1, -1):
                for last in kept(f"{limit} {step} {sign}", hard if len(hard) > count else ends, count // 2):
                    yield from _next(bench, skill, last, sign * step, limit)
            for number in kept(f"hidden {limit} {step}", ends, count // 4):
                yield _hidden(bench, skill, number, step, limit)


def _next(bench: Bench, skill: str, last: int, step: int, largest: int) -> Iterator[Exercise]:
    """36, 37, 38, ___"""
    shown = [last - step * back for back in range(_SHOWN - 1, -1, -1)]
    if not all(0 <= number <= largest for number in (*shown, last + step)):
        return
    text = f"{', '.join(map(str, shown))}, {GAP}"
    yield _one(bench, f"next.{last}.{step}", text, last + step, skill, step, largest)


def _hidden(bench: Bench, skill: str, number: int, step: int, largest: int) -> Exercise:
    """46, ___, 48"""
    number = min(max(number, step), largest - step)
    text = f"{number - step}, {GAP}, {number + step}"
    return _one(bench, f"hidden.{number}.{step}", text, number, skill, step, largest)


def _one(bench: Bench, key: str, text: str, answer: int, skill: str, step: int, largest: int) -> Exercise:
    before = answer - step
    crosses = answer // 10 != before // 10 if abs(step) < 10 else answer // 100 != before // 100
    return bench.exercise(
        f"sequences.{largest}.{key}",
        Activity.NEXT_NUMBER,
        asked(text, answer, largest),
        skills=[skill],
        features={"step": abs(step), "backwards": float(step < 0), "crosses": float(crosses)},
        harder=0.4 * (step < 0) + 0.4 * crosses + (0.2 if abs(step) not in (1, 10) else 0.0) - 0.4,
        theme=f"ferret {answer}",
    )
