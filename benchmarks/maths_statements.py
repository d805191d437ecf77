"""What is shown and said in an exercise, as solvers take it up."""

from collections.abc import Callable
from typing import Any

from exercises.exercise import Choose, Exercise, Handle, Option
from exercises.figures import Figure, Grid

Answers = frozenset[Any]


def said(exercise: Exercise) -> str:
    """All that is said, with plain spaces and apostrophes."""
    prompt = exercise.content.prompt  # type: ignore[union-attr]
    return plain(f"{exercise.instruction} {prompt.say or ''}")


def plain(text: str) -> str:
    """With the spaces and apostrophes of a keyboard."""
    return text.replace("\u00a0", " ").replace("’", "'")


def figure_of(exercise: Exercise) -> Figure:
    """What is looked at, or how what is handled stands at first."""
    content = exercise.content
    figure = content.figure if isinstance(content, Handle) else content.prompt.figure  # type: ignore[union-attr]
    assert figure is not None
    return figure


def options_where(exercise: Exercise, true: Callable[[Option], bool]) -> Answers:
    """The places of the options of which this holds."""
    assert isinstance(exercise.content, Choose)
    return frozenset(place for place, option in enumerate(exercise.content.options) if true(option))


def yes_if(exercise: Exercise, truth: bool) -> Answers:
    """The place of oui or vrai, or of non or faux."""
    return options_where(exercise, lambda option: (option.text in ("oui", "vrai")) == truth)


def sides_walked(grid: Grid) -> int:
    """Every side of a square that is drawn, walked one by one."""
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in grid.segments)
