"""Equalities: the sign = says « is worth as much as », on either side; tables of addition met in both directions."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Exercise, Option, Prompt
from exercises.maths.making import GAP, MINUS, Bench, asked, choice


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Two sums that are worth as much, then the tables both ways."""
    sums = [
        (a, b, c)
        for a in range(1, 10)
        for b in range(1, 10)
        for c in range(1, 10)
        if 0 < a + b - c < 10 and c not in (a, b) and a + b <= 12
    ]
    for a, b, c in kept("balanced", sums, 120):
        yield bench.exercise(
            f"equalities.balanced.{a}.{b}.{c}",
            Activity.COMPLETE_EQUALITY,
            asked(f"{a} + {b} = {GAP} + {c}", a + b - c, 20),
            skills=["add.equality"],
            features={"total": a + b, "both_sides": 1.0},
            harder=0.8 + 0.05 * (a + b),
            theme=f"balanced {a + b} {c}",
        )
    for left in range(1, 10):
        for right in range(1, 10):
            yield from _table(bench, left, right)


def _table(bench: Bench, left: int, right: int) -> Iterator[Exercise]:
    """9 + 4 = ___ is known: 13 = 9 + ___, 13 − 9 = ___, and which sum makes 13."""
    total, key = left + right, f"{left}.{right}"
    features = {"total": total, "smaller": min(left, right), "crosses_ten": float(total > 10)}
    texts = {
        "part": (f"{total} = {left} + {GAP}", right),
        "minus": (f"{total} {MINUS} {left} = {GAP}", right),
        "whole": (f"{GAP} {MINUS} {left} = {right}", total),
    }
    for name, (text, answer) in texts.items():
        yield bench.exercise(
            f"equalities.table.{name}.{key}",
            Activity.COMPLETE_EQUALITY,
            asked(text, answer, 30),
            skills=["add.tables"],
            features=features,
            harder=0.05 * (total - 10) + (0.4 if total > 10 else 0.0) + (0.4 if name == "whole" else 0.0),
            theme=f"table {min(left, right)} {max(left, right)}",
        )
    if left <= right:
        wrong = [f"{a} + {b}" for a in range(2, 10) for b in range(a, 10) if 0 < abs(a + b - total) <= 2]
        identity = f"equalities.table.which.{key}"
        prompt = Prompt(text=str(total), say=f"Touche l’addition qui fait {total}.")
        options = [Option(text=text) for text in kept(identity, wrong, 3)]
        yield bench.exercise(
            identity,
            Activity.DECOMPOSE,
            choice(identity, prompt, [Option(text=f"{left} + {right}")], options),
            skills=["add.tables"],
            features=features,
            harder=0.05 * (total - 10),
            theme=f"table {left} {right}",
        )
