"""Points in line: the point that lies on the line of two others, and whether three points are in line."""

from collections.abc import Iterator
from math import gcd, hypot
from random import Random

from exercises.activities import Activity
from exercises.exercise import Exercise, Prompt
from exercises.figures import Grid, Point
from exercises.maths.making import Bench, in_order, worded

_BOARD = 10
_OFF = 0.7
"""A point that is not in line is at least this far from the line, in squares."""
_SKILL = "geometry.alignment"


def exercises(bench: Bench) -> Iterator[Exercise]:
    """One point to find among three, then yes or no."""
    yield from _third(bench)
    yield from _in_line_or_not(bench)


def off_line(a: Point, b: Point, c: Point) -> float:
    """How far c lies from the line through a and b."""
    across = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return abs(across) / hypot(b[0] - a[0], b[1] - a[1])


def _pair(chance: Random, level: int) -> tuple[Point, Point]:
    """Two points along a line of squares, a diagonal, or any other slant, that leave room for a third."""
    slants = (((1, 0), (0, 1)), ((1, 1), (1, -1)), ((2, 1), (1, 2), (2, -1), (1, -2), (3, 1)))[level]
    while True:
        x, y = chance.choice(slants)
        a = (chance.randrange(_BOARD), chance.randrange(_BOARD))
        far = chance.randint(1, 3)
        b = (a[0] + far * x, a[1] + far * y)
        if _inside(b) and hypot(far * x, far * y) >= 2 and len(_along(a, b)) >= 2:
            return a, b


def _inside(point: Point) -> bool:
    return all(0 <= place < _BOARD for place in point)


def _along(a: Point, b: Point) -> list[Point]:
    """The other points of the board on this line, not too close to these two."""
    step = gcd(b[0] - a[0], b[1] - a[1])
    x, y = (b[0] - a[0]) // step, (b[1] - a[1]) // step
    line = [(a[0] + many * x, a[1] + many * y) for many in range(-_BOARD, _BOARD + 1)]
    return [p for p in line if _inside(p) and min(hypot(p[0] - q[0], p[1] - q[1]) for q in (a, b)) >= 1.4]


def _off(a: Point, b: Point, most: float) -> list[Point]:
    board = ((column, row) for column in range(_BOARD) for row in range(_BOARD))
    return [
        point
        for point in board
        if _OFF <= off_line(a, b, point) <= most and min(hypot(point[0] - q[0], point[1] - q[1]) for q in (a, b)) >= 1.4
    ]


def _shown(*points: tuple[str, Point]) -> Grid:
    return Grid(columns=_BOARD, rows=_BOARD, pegs=True, points=points)


def _third(bench: Bench) -> Iterator[Exercise]:
    for turn in range(130):
        key = f"alignment.third.{turn}"
        chance = Random(key)
        level = turn % 3
        a, b = _pair(chance, level)
        right = chance.choice(_along(a, b))
        places = [right, *chance.sample(_off(a, b, 2.5), 2)]
        chance.shuffle(places)
        figure = _shown(("A", a), ("B", b), *zip("CDE", places, strict=True))
        yield bench.exercise(
            key,
            Activity.ALIGNMENT,
            in_order(Prompt(figure=figure), worded("C", "D", "E"), [places.index(right)]),
            skills=[_SKILL],
            features={"slant": level, "between": _between(a, b, right)},
            harder=0.5 * (level - 1) + (0.0 if _between(a, b, right) else 0.2),
            instruction="Touche le point aligné avec A et B.",
            theme="alignment.third",
        )


def _between(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _in_line_or_not(bench: Bench) -> Iterator[Exercise]:
    for turn in range(100):
        key = f"alignment.three.{turn}"
        chance = Random(key)
        level = turn % 3
        a, b = _pair(chance, level)
        straight = chance.random() < 0.5
        third = chance.choice(_along(a, b) if straight else _off(a, b, 1.5))
        yield bench.exercise(
            key,
            Activity.ALIGNMENT,
            in_order(
                Prompt(figure=_shown(("A", a), ("B", b), ("C", third))), worded("oui", "non"), [int(not straight)]
            ),
            skills=[_SKILL],
            features={"slant": level, "straight": straight},
            harder=0.5 * (level - 1) + (0.0 if straight else 0.2),
            instruction="Les points A, B et C sont-ils alignés\u00a0?",
            theme="alignment.three",
        )
