"""Mental additions, subtractions and multiplications, by the procedure that each skill of the programme names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Exercise
from exercises.maths.making import GAP, LIMITS, MINUS, Bench, asked, carries, computed, exchanges, how_much

Operation = tuple[int, str, int]
_EACH = 200


@dataclass(frozen=True, slots=True)
class Procedure:
    """A skill and the operations that call for it; `gaps`: also asked by what is missing."""

    skill: str
    operations: Callable[[], Iterable[Operation]]
    gaps: bool = False


def _both(numbers: Iterable[int], steps: Iterable[int], largest: int) -> Iterator[Operation]:
    steps = tuple(steps)
    for number in numbers:
        for step in steps:
            if number + step <= largest:
                yield number, "+", step
            if number - step >= 0:
                yield number, "-", step


def _plus(numbers: Iterable[int], steps: Iterable[int], largest: int) -> Iterator[Operation]:
    steps = tuple(steps)
    return ((number, "+", step) for number in numbers for step in steps if number + step <= largest)


def _minus(numbers: Iterable[int], steps: Iterable[int]) -> Iterator[Operation]:
    steps = tuple(steps)
    return ((number, "-", step) for number in numbers for step in steps if number > step)


def _times(numbers: Iterable[int], by: Iterable[int], largest: int) -> Iterator[Operation]:
    by = tuple(by)
    return ((number, "×", each) for number in numbers for each in by if number * each <= largest)


PROCEDURES = (
    Procedure("mental.ten_100", lambda: _both(range(11, 100), (1, 2, 10), 100)),
    Procedure("mental.tens_100", lambda: _both(range(10, 100), range(20, 90, 10), 100)),
    Procedure("mental.next_ten", lambda: ((n, "+", 10 - n % 10) for n in range(11, 100) if n % 10), gaps=True),
    Procedure("mental.units_100", lambda: (o for o in _plus(range(11, 99), range(3, 9), 99) if o[0] % 10)),
    Procedure("mental.add_9", lambda: _plus(range(2, 91), (9,), 100), gaps=True),
    Procedure("mental.add_two_digits", lambda: (o for o in _plus(range(12, 90), range(11, 80), 100) if o[2] % 10)),
    Procedure("mental.hundreds", lambda: _both(range(110, 1_000, 10), (20, 30, 50, 70, 100, 200, 300, 500), 1_000)),
    Procedure("mental.add_9_29", lambda: _plus(range(12, 180), (9, 19, 29), 200)),
    Procedure("mental.sub_9", lambda: _minus(range(21, 100), (3, 4, 5, 6, 7, 8, 9))),
    Procedure("mental.complements_100", lambda: ((n, "+", 100 - n) for n in range(5, 100)), gaps=True),
    Procedure("mental.multiples_25", lambda: _twenty_fives()),
    Procedure("mental.times_10", lambda: _times(range(2, 100), (10,), 1_000), gaps=True),
    Procedure("mental.teens_times", lambda: _times(range(11, 20), range(2, 10), 200), gaps=True),
    Procedure(
        "mental.times_100", lambda: (*_times(range(11, 1_000), (10,), 10_000), *_times(range(2, 100), (100,), 10_000))
    ),
    Procedure(
        "mental.add_sub_39",
        lambda: (
            *_plus(range(23, 960), (8, 18, 28, 38, 9, 19, 29, 39), 1_000),
            *_minus(range(53, 990), (9, 19, 29, 39)),
        ),
    ),
    Procedure("mental.complements_1000", lambda: ((n, "+", 1_000 - n) for n in range(50, 1_000, 5)), gaps=True),
    Procedure(
        "mental.times_tens",
        lambda: (*_times(range(2, 10), range(20, 100, 10), 1_000), *_times(range(11, 60), (4, 8), 500)),
    ),
)


def _twenty_fives() -> Iterator[Operation]:
    """25 and its multiples, to 300."""
    for count in range(1, 12):
        yield 25, "×", count
        for other in range(1, 12):
            if count + other <= 12:
                yield 25 * count, "+", 25 * other
            if count > other:
                yield 25 * count, "-", 25 * other


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Every procedure: the operation, and what is missing where that is trained too.

    An operation that two procedures may do is left to the one that has fewest.
    """
    met: set[Operation] = set()
    for procedure in sorted(PROCEDURES, key=lambda each: len(set(each.operations()))):
        operations = [each for each in dict.fromkeys(procedure.operations()) if each not in met]
        wanted = _EACH // 2 + 15 if procedure.gaps else _EACH
        chosen = kept(procedure.skill, operations, wanted)
        met.update(chosen)
        for left, operator, right in chosen:
            yield _plain(bench, procedure.skill, left, operator, right)
        both = [(operation, hidden) for operation in operations for hidden in ("right", "left")]
        for (left, operator, right), hidden in kept(f"gap {procedure.skill}", both, _EACH - len(chosen)):
            yield _gap(bench, procedure.skill, left, operator, right, hidden)


def _result(left: int, operator: str, right: int) -> int:
    return {"+": left + right, "-": left - right, "×": left * right}[operator]


def _features(left: int, operator: str, right: int) -> dict[str, float]:
    regroups = {"+": carries(left, right), "-": exchanges(left, right), "×": 0}[operator]
    if operator == "×" and left % 10 * right % 100 >= 10 and right < 10:
        regroups = 1
    return {
        "digits": len(str(left)) + len(str(right)),
        "regroups": regroups,
        "minus": float(operator == "-"),
        "to_ten": min(right % 10, 10 - right % 10),
    }


def _harder(of: dict[str, float]) -> float:
    return 0.5 * of["regroups"] + 0.2 * of["minus"] + 0.08 * of["to_ten"] + 0.1 * (of["digits"] - 4) - 0.3


def _plain(bench: Bench, skill: str, left: int, operator: str, right: int) -> Exercise:
    of = _features(left, operator, right)
    limit = LIMITS[bench.grade([f"maths.{skill}"])]
    return bench.exercise(
        f"{skill}.{left}{operator}{right}",
        Activity.COMPUTE,
        computed(left, operator, right, limit),
        skills=[skill],
        features=of,
        harder=_harder(of),
        instruction=how_much(left, operator, right),
        theme=f"{operator} {min(left, right)} {max(left, right)}",
    )


def _gap(bench: Bench, skill: str, left: int, operator: str, right: int, hidden: str) -> Exercise:
    of, limit = _features(left, operator, right), LIMITS[bench.grade([f"maths.{skill}"])]
    sign, result = operator.replace("-", MINUS), _result(left, operator, right)
    if hidden == "right":
        text, answer = f"{left} {sign} {GAP} = {result}", right
    else:
        text, answer = f"{GAP} {sign} {right} = {result}", left
    return bench.exercise(
        f"{skill}.gap_{hidden}.{left}{operator}{right}",
        Activity.COMPLETE_EQUALITY,
        asked(text, answer, limit),
        skills=[skill],
        features={**of, "gap": 1.0},
        harder=_harder(of) + 0.3,
        theme=f"{operator} {min(left, right)} {max(left, right)}",
    )
