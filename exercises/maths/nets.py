"""Nets of the cube: which drawing of six squares folds into a cube."""

from collections.abc import Iterator
from functools import cache
from random import Random

from exercises.activities import Activity
from exercises.exercise import Exercise, Option, Prompt
from exercises.figures import Point, Solid
from exercises.maths.making import Bench, choice, in_order, worded

Cells = tuple[Point, ...]
_DRAWN = (  # the eleven nets, row by row; X is a square
    *("X.../XXXX/X...", "X.../XXXX/.X..", "X.../XXXX/..X.", "X.../XXXX/...X", ".X../XXXX/.X..", ".X../XXXX/..X."),
    *("XX../.XXX/.X..", "XX../.XXX/..X.", "XX../.XXX/...X", "XX../.XX./..XX", "XXX../..XXX"),
)
_SKILL = "geometry.cube_net"


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Yes or no for every drawing of six squares, then one net among three drawings."""
    yield from _folds_or_not(bench)
    yield from _picked(bench)


def _cells(drawing: str) -> Cells:
    lines = drawing.split("/")
    return tuple(
        (column, len(lines) - 1 - row)
        for row, line in enumerate(lines)
        for column, mark in enumerate(line)
        if mark == "X"
    )


def turned(cells: Cells, quarter: int, mirrored: bool) -> Cells:
    """Turned by so many quarters, mirrored first or not, moved against the corner."""
    found = [(-column, row) if mirrored else (column, row) for column, row in cells]
    for _ in range(quarter):
        found = [(-row, column) for column, row in found]
    left, low = min(column for column, _ in found), min(row for _, row in found)
    return tuple(sorted((column - left, row - low) for column, row in found))


def _first(cells: Cells) -> Cells:
    """The same for all the ways to lay a drawing."""
    return min(turned(cells, quarter, mirrored) for quarter in range(4) for mirrored in (False, True))


@cache
def nets() -> tuple[Cells, ...]:
    """The eleven nets of the cube."""
    return tuple(_first(_cells(drawing)) for drawing in _DRAWN)


@cache
def others() -> tuple[Cells, ...]:
    """The other drawings of six squares that touch by a side."""
    found: set[Cells] = {((0, 0),)}
    for _ in range(5):
        found = {
            _first((*cells, (column + x, row + y)))
            for cells in found
            for column, row in cells
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
            if (column + x, row + y) not in cells
        }
    return tuple(sorted(found - set(nets())))


def _unfolded(cells: Cells, key: str) -> Option:
    chance = Random(key)
    laid = turned(cells, chance.randrange(4), chance.random() < 0.5)
    return Option(figure=Solid(name="cube", unfolded=True, net=laid))


def _tempting(cells: Cells) -> bool:
    """No square of four, no long line: what looks like a net."""
    line = max(max(column for column, _ in cells), max(row for _, row in cells)) + 1
    block = any(
        {(column, row), (column + 1, row), (column, row + 1), (column + 1, row + 1)} <= set(cells)
        for column, row in cells
    )
    return line <= 4 and not block


def _folds_or_not(bench: Bench) -> Iterator[Exercise]:
    for cells in (*nets(), *others()):
        folds = cells in nets()
        for laid in sorted({turned(cells, quarter, mirrored) for quarter in (0, 1) for mirrored in (False, True)}):
            shown = Prompt(figure=Solid(name="cube", unfolded=True, net=laid))
            yield bench.exercise(
                f"nets.folds.{'-'.join(f'{column}{row}' for column, row in laid)}",
                Activity.CUBE_NET,
                in_order(shown, worded("oui", "non"), [int(not folds)]),
                skills=[_SKILL],
                features={"folds": folds, "tempting": folds or _tempting(cells)},
                harder=0.3 if folds or _tempting(cells) else -0.6,
                instruction="Ce dessin se plie-t-il en un cube\u00a0?",
                theme="nets.folds",
            )


def _picked(bench: Bench) -> Iterator[Exercise]:
    for turn in range(110):
        key = f"nets.pick.{turn}"
        chance = Random(key)
        right = nets()[turn % len(nets())]
        hard = turn % 2 == 1
        pool = [cells for cells in others() if _tempting(cells) == hard]
        wrong = chance.sample(pool, 2)
        yield bench.exercise(
            key,
            Activity.CUBE_NET,
            choice(
                key,
                Prompt(),
                [_unfolded(right, key)],
                [_unfolded(cells, f"{key}.{place}") for place, cells in enumerate(wrong)],
            ),
            skills=[_SKILL],
            features={"options": 3, "tempting": hard},
            harder=0.5 if hard else -0.2,
            theme="nets.pick",
        )
