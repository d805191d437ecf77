"""The graduated line: read where the arrow points, place a number; every graduation written, or only some."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Handle, Prompt
from exercises.figures import NumberLine
from exercises.handling import Worth
from exercises.maths.making import Bench

_LINES = (
    # skill, largest, how long the window is, distance of two graduations, of two labels
    ("numbers.line_100", 100, 20, 1, 10),
    ("numbers.line_1000", 1_000, 100, 10, 50),
    ("numbers.line_1000", 1_000, 20, 1, 10),
    ("numbers.line_10000", 10_000, 1_000, 100, 500),
    ("numbers.line_10000", 10_000, 100, 10, 50),
)
_EACH = 100
_NEAR = 0.02
"""Of the length of a line without small graduations: how far from its place a number may be put."""


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Graduated windows, then whole lines where one has to judge by eye."""
    for skill, largest, length, step, labelled in _LINES:
        windows = range(largest // 10 if largest > 100 else 0, largest - length + 1, length // 2)
        marks = [(start, n) for start in windows for n in range(start + step, start + length, step) if n % labelled]
        each = _EACH if largest == 100 else _EACH // 2 + 10
        for start, number in kept(f"{skill} {step}", marks, each):
            line = _line(start, length, step, labelled)
            content = Ask(
                prompt=Prompt(figure=line.model_copy(update={"mark": number})), answers=(str(number),), largest=largest
            )
            key = f"read.{start}.{start + length}.{number}"
            yield _one(bench, key, Activity.READ_ON_LINE, content, skill, step, number, 0.1)
        for start, number in kept(f"place {skill} {step}", marks, each):
            line = _line(start, length, step, labelled)
            placed = Handle(prompt=Prompt(text=str(number)), figure=line, goal=Worth(value=number))
            key = f"place.{start}.{start + length}.{number}"
            yield _one(bench, key, Activity.PLACE_ON_LINE, placed, skill, step, number, 0.0)
    for skill, largest in (("numbers.line_100", 100), ("numbers.line_1000", 1_000), ("numbers.line_10000", 10_000)):
        part = largest // 20
        for number in range(part, largest, part):
            if number % (largest // 10):
                line = NumberLine(end=largest, step=largest // 10, labels=(0, largest), snap=largest // 100)
                goal = Worth(value=number, within=int(largest * _NEAR))
                eye = Handle(prompt=Prompt(text=str(number)), figure=line, goal=goal)
                yield _one(bench, f"eye.{largest}.{number}", Activity.PLACE_ON_LINE, eye, skill, part, number, 0.5)


def _line(start: int, length: int, step: int, labelled: int) -> NumberLine:
    end = start + length
    labels = tuple(range(start, end + 1, labelled))
    return NumberLine(start=start, end=end, step=step, snap=step, labels=labels)


def _one(
    bench: Bench, key: str, activity: Activity, content: Ask | Handle, skill: str, step: int, number: int, harder: float
) -> Exercise:
    return bench.exercise(
        f"number_line.{key}",
        activity,
        content,
        skills=[skill],
        features={"step": step, "number": number},
        harder=harder + (0.25 if step > 1 else -0.1),
        theme=f"line {number}",
    )
