"""Perimeter: along a figure on squared paper, of a rectangle or a square by its sides, and a side from it."""

from collections.abc import Iterator, Sequence
from random import Random

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Option, Prompt
from exercises.figures import Grid, Point
from exercises.maths.making import LIMITS, Bench, choice
from exercises.maths.units import CM, MEASURES, M, said_measure

_SKILL = "lengths.perimeter"
_SQUARE = "Le côté d’un carreau mesure 1 centimètre. Quel est le périmètre de la figure\u00a0?"
_COLUMNS, _ROWS = 10, 8


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Rectangles, then figures with a notch, on squares; then by computing."""
    boxes = [(wide, high) for wide in range(1, 10) for high in range(1, 8)]
    for wide, high in kept("perimeter.boxes", boxes, 45):
        yield _on_squares(bench, f"box.{wide}x{high}", [(0, 0), (wide, 0), (wide, high), (0, high)], -0.4)
    for key, corners in _notched(80):
        yield _on_squares(bench, key, corners, 0.3)
    yield from _picked(bench)
    yield from _computed(bench)


def along(corners: Sequence[Point]) -> int:
    """The length of a closed line along the squares."""
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairs)


def drawn(corners: Sequence[Point]) -> Grid:
    """The closed line on squared paper, one square away from the corner."""
    shifted = [(column + 1, row + 1) for column, row in corners]
    sides = tuple(zip(shifted, [*shifted[1:], shifted[0]], strict=True))
    return Grid(columns=_COLUMNS + 1, rows=_ROWS + 1, segments=sides)


def _on_squares(bench: Bench, key: str, corners: Sequence[Point], harder: float) -> Exercise:
    length = along(corners)
    return bench.exercise(
        f"perimeter.{key}",
        Activity.PERIMETER,
        Ask(prompt=Prompt(figure=drawn(corners), say=_SQUARE), answers=(str(length),), unit="cm", largest=100),
        skills=[_SKILL],
        features={"sides": len(corners), "length": length},
        harder=harder + 0.02 * (length - 20),
        theme=f"perimeter.{length}",
    )


def _notched(count: int) -> Iterator[tuple[str, list[Point]]]:
    """Rectangles with a corner (6 sides) or the middle of a side (8 sides) taken away, turned over or not."""
    seen = set()
    for turn in range(count):
        chance = Random(f"perimeter.notched.{turn}")
        wide, high = chance.randint(4, 8), chance.randint(3, 6)
        cut, deep = chance.randint(1, wide - 2), chance.randint(1, high - 1)
        if turn % 2:
            corners = [(0, 0), (wide, 0), (wide, high - deep), (wide - cut, high - deep), (wide - cut, high), (0, high)]
        else:
            left = chance.randint(1, wide - cut - 1)
            corners = [(0, 0), (wide, 0), (wide, high), (left + cut, high), (left + cut, high - deep)]
            corners += [(left, high - deep), (left, high), (0, high)]
        if chance.random() < 0.5:
            corners = [(wide - column, row) for column, row in corners]
        if chance.random() < 0.5:
            corners = [(column, high - row) for column, row in corners]
        if tuple(corners) not in seen:
            seen.add(tuple(corners))
            yield "-".join(f"{column}{row}" for column, row in corners), corners


def _picked(bench: Bench) -> Iterator[Exercise]:
    """The figure whose perimeter is told, among figures whose area may mislead."""
    figures = [[(0, 0), (w, 0), (w, h), (0, h)] for w in range(2, 9) for h in range(1, 7)]
    figures += [corners for _, corners in _notched(40)]
    for turn in range(40):
        key = f"perimeter.pick.{turn}"
        chance = Random(key)
        right = chance.choice(figures)
        others = [each for each in figures if along(each) != along(right) and abs(along(each) - along(right)) <= 6]
        wrong = chance.sample(others, 2)
        yield bench.exercise(
            key,
            Activity.PERIMETER,
            choice(key, Prompt(), [Option(figure=drawn(right))], [Option(figure=drawn(each)) for each in wrong]),
            skills=[_SKILL],
            features={"sides": len(right), "length": along(right)},
            harder=0.3,
            instruction=f"Touche la figure dont le périmètre mesure {along(right)} côtés de carreau.",
            theme=f"perimeter.{along(right)}",
        )


def _computed(bench: Bench) -> Iterator[Exercise]:
    sizes = [(long, wide) for long in range(3, 41) for wide in range(2, long) if long + wide <= 60]
    for place, (long, wide) in enumerate(kept("perimeter.computed", sizes, 40)):
        unit = (CM, M)[place % 2]
        yield _told(
            bench,
            f"rectangle.{long}x{wide}",
            ("Un rectangle a une longueur de {} et une largeur de {}.", "Quel est son périmètre\u00a0?"),
            (long, wide),
            2 * (long + wide),
            unit.symbol,
            0.1 + 0.01 * (long + wide),
        )
    for side in range(2, 26):
        told = ("Le côté d’un carré mesure {}.", "Quel est le périmètre de ce carré\u00a0?")
        yield _told(bench, f"square.{side}", told, (side,), 4 * side, "cm", 0.01 * side)
        told = ("Le périmètre d’un carré mesure {}.", "Combien mesure un côté de ce carré\u00a0?")
        yield _told(bench, f"side.{side}", told, (4 * side,), side, "cm", 0.5 + 0.01 * side)


def _told(
    bench: Bench, key: str, told: tuple[str, str], sizes: tuple[int, ...], answer: int, unit: str, harder: float
) -> Exercise:
    scene, question = told
    shown = scene.format(*(f"{size} {unit}" for size in sizes))
    said = scene.format(*(said_measure(size, MEASURES[unit]) for size in sizes))
    return bench.exercise(
        f"perimeter.{key}",
        Activity.PERIMETER,
        Ask(
            prompt=Prompt(text=f"{shown} {question}", say=f"{said} {question}"),
            answers=(str(answer),),
            unit=unit,
            largest=LIMITS[bench.grade([f"maths.{_SKILL}"])],
        ),
        skills=[_SKILL],
        features={"largest": max(sizes), "backwards": key.startswith("side")},
        harder=harder,
        theme=f"perimeter.{answer}",
    )
