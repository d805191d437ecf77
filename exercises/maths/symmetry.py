"""Symmetry on squared paper: complete a figure across an axis, and tell whether a line is an axis of symmetry."""

from collections.abc import Iterator
from random import Random

from exercises.activities import Activity
from exercises.exercise import Exercise, Handle, Prompt
from exercises.figures import Axis, Grid, Point
from exercises.handling import Same
from exercises.maths.making import Bench, distinct, in_order, worded

_SKILL = "geometry.symmetry"
_HALF, _ACROSS = 5, 6
"""The board is twice so many squares on the side of the axis, and so many along it."""


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """Figures that touch the axis, then that stand away from it."""
    yield from _completed(bench)
    yield from _axis_or_not(bench)


def reflected(cells: tuple[Point, ...], axis: Axis) -> tuple[Point, ...]:
    """The squares on the other side of an axis, as far from it."""
    last = axis.place - 1
    if axis.across == "vertical":
        return tuple(sorted((last - column, row) for column, row in cells))
    return tuple(sorted((column, last - row) for column, row in cells))


def _half(chance: Random, cells: int, away: int) -> tuple[Point, ...]:
    """Squares in one piece on the left of a vertical axis, the nearest so many squares away from it."""
    nearest = _HALF - 1 - away
    found = {(nearest, chance.randrange(1, _ACROSS - 1))}
    while len(found) < cells:
        column, row = chance.choice(sorted(found))
        x, y = chance.choice(((1, 0), (-1, 0), (0, 1), (0, -1)))
        if 0 <= column + x <= nearest and 0 <= row + y < _ACROSS:
            found.add((column + x, row + y))
    return tuple(sorted(found))


def _board(turn: int, cells: tuple[Point, ...]) -> tuple[Grid, Axis, tuple[Point, ...]]:
    """The board, its axis across it one way or the other, and the half figure laid on one of its sides."""
    axis = Axis(across="vertical" if turn % 2 == 0 else "horizontal", place=2 * _HALF)
    if turn // 2 % 2:
        cells = reflected(cells, Axis(across="vertical", place=2 * _HALF))
    if axis.across == "horizontal":
        cells = tuple(sorted((row, column) for column, row in cells))
    columns, rows = (2 * _HALF, _ACROSS) if axis.across == "vertical" else (_ACROSS, 2 * _HALF)
    return Grid(columns=columns, rows=rows, axis=axis), axis, cells


def _completed(bench: Bench) -> Iterator[Exercise]:
    seen = set()
    for turn in range(180):
        chance = Random(f"symmetry.complete.{turn}")
        cells, away = 3 + turn % 6, turn % 3
        board, axis, half = _board(turn, _half(chance, cells, away))
        start = board.model_copy(update={"given": half})
        if start in seen:
            continue
        seen.add(start)
        other = start.model_copy(update={"cells": reflected(half, axis)})
        yield bench.exercise(
            f"symmetry.complete.{turn}",
            Activity.SYMMETRY,
            Handle(prompt=Prompt(), figure=start, goal=Same(figures=(other,))),
            skills=[_SKILL],
            features={"cells": cells, "away": away, "horizontal": axis.across == "horizontal"},
            harder=0.12 * (cells - 5) + 0.3 * (away - 1) + (0.2 if axis.across == "horizontal" else -0.1),
            theme="symmetry.complete",
        )


def _axis_or_not(bench: Bench) -> Iterator[Exercise]:
    """Wrong ones are slid across, or one square is out of place."""
    for turn in range(100):
        key = f"symmetry.axis.{turn}"
        chance = Random(key)
        board, axis, half = _board(turn, _half(chance, 4 + turn % 5, 0))
        other = reflected(half, axis)
        wrong = chance.random() < 0.5
        if wrong:
            other = _slid(half, axis) if turn % 3 else _moved(other, half, board, axis, chance)
            if set(other) == set(reflected(half, axis)):  # a slide may give the same: take a square away
                other = other[1:]
        figure = board.model_copy(update={"given": tuple(sorted((*half, *other)))})
        yield bench.exercise(
            key,
            Activity.IS_SYMMETRIC,
            in_order(Prompt(figure=figure), worded("oui", "non"), [int(wrong)]),
            skills=[_SKILL],
            features={"cells": len(half), "slid": wrong and turn % 3 > 0},
            harder=0.3 if wrong else 0.0,
            theme="symmetry.axis",
        )


def _slid(half: tuple[Point, ...], axis: Axis) -> tuple[Point, ...]:
    """The figure moved to the other side as it is, not turned over."""
    vertical = axis.across == "vertical"
    side = min(column if vertical else row for column, row in half) < _HALF
    by = _HALF if side else -_HALF
    return tuple(sorted((column + by, row) if vertical else (column, row + by) for column, row in half))


def _moved(
    other: tuple[Point, ...], half: tuple[Point, ...], board: Grid, axis: Axis, chance: Random
) -> tuple[Point, ...]:
    """One square of the other side is somewhere else on that side."""
    vertical = axis.across == "vertical"
    low = min(column if vertical else row for column, row in half) >= _HALF
    free = [
        (column, row)
        for column in range(board.columns)
        for row in range(board.rows)
        if ((column if vertical else row) < _HALF) == low and (column, row) not in other
    ]
    kept = list(other)
    kept[chance.randrange(len(kept))] = chance.choice(free)
    return tuple(sorted(kept))
