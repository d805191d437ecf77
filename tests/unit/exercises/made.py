"""Maths exercises made by hand, one of a kind, for tests."""

from exercises.activities import Activity
from exercises.exercise import Ask, Columns, Content, Domain, Exercise, Form, Grade, Handle, Prompt
from exercises.figures import Axis, Figure, Grid, Point
from exercises.handling import Same


def made(content: Content, asks: str = "") -> Exercise:
    """An exercise with this content."""
    return Exercise(
        id="maths.test.1",
        domain=Domain.MATHS,
        grade=Grade.CE1,
        level=1,
        activity=Activity.COMPUTE,
        skills=("maths.test",),
        asks=asks,
        difficulty=0.0,
        instruction="Trouve.",
        content=content,
    )


def columns(left: int, operator: str, right: int) -> Exercise:
    """A written operation."""
    return made(Columns.model_validate({"operands": (left, right), "operator": operator}))


def ask(
    text: str | None, key: str, *, say: str | None = None, form: str = "number", figure: Figure | None = None
) -> Exercise:
    """A question answered by a short text."""
    prompt = Prompt(text=text, say=say, figure=figure)
    return made(Ask(prompt=prompt, form=Form(form), answers=(key,), largest=100 if form == "number" else 0))


def asked_by(line: str, key: str) -> Exercise:
    """A question that says in one line what it asks."""
    return made(Ask(prompt=Prompt(say="Combien\u00a0?"), answers=(key,), largest=10_000), asks=line)


def handled(given: tuple[Point, ...], axis: int) -> tuple[Exercise, tuple[Point, ...]]:
    """A figure to complete by symmetry, and its image."""
    image = tuple(sorted((axis - 1 - x, y) for x, y in given))
    grid = Grid(columns=10, rows=6, given=given, axis=Axis(across="vertical", place=axis))
    goal = Same(figures=(grid.model_copy(update={"cells": image}),))
    return made(Handle(prompt=Prompt(say="Complète."), figure=grid, goal=goal)), image
