"""Lengths: compare strips, measure and draw with a ruler (which may not start at 0), change units."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Handle, Option, Prompt
from exercises.figures import Grid, Point, Ruler
from exercises.handling import Worth
from exercises.maths.conversions import Pair, conversions, unit_choices
from exercises.maths.making import Bench, choice, distinct
from exercises.maths.units import CM, DM, KM, MM, M, said_measure

_WIDE = 14
_RULER_CM = 18


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """By eye, with the ruler in centimetres, in other units, then in millimetres."""
    yield from _strips(bench)
    yield from _paths(bench)
    yield from _measured(bench)
    yield from _drawn(bench)
    yield from unit_choices(bench, "lengths", "lengths.ruler_cm")
    yield from conversions(bench, "lengths", "lengths.km", [Pair(M, CM), Pair(KM, M)], 62)
    yield from unit_choices(bench, "lengths", "lengths.km")
    yield from _millimetres(bench)
    pairs = [Pair(CM, MM), Pair(DM, CM), Pair(M, DM), Pair(M, CM), Pair(KM, M)]
    yield from conversions(bench, "lengths.ce2", "lengths.mm_dm", pairs, 4)
    yield from unit_choices(bench, "lengths", "lengths.mm_dm")


def _strips(bench: Bench) -> Iterator[Exercise]:
    """Which strip is the longest, when they do not start at the same place."""
    seen = set()
    for place in range(160):
        chance = Random(f"lengths.strips.{place}")
        options = 2 if place % 3 == 0 else 3
        shifted = place % 2 == 1
        lengths = chance.sample(range(3, 11), options)
        starts = [chance.randrange(_WIDE - length) if shifted else 1 for length in lengths]
        longest = place % 4 < 2
        best = max(lengths) if longest else min(lengths)
        strips = [
            Option(figure=Grid(columns=_WIDE, rows=1, cells=tuple((start + step, 0) for step in range(length))))
            for length, start in zip(lengths, starts, strict=True)
        ]
        gap = min(abs(length - best) for length in lengths if length != best)
        right = [strips[lengths.index(best)]]
        laid = sorted(zip(lengths, starts, strict=True))
        key = f"lengths.strips.{'long' if longest else 'short'}." + "-".join(f"{size}at{at}" for size, at in laid)
        if key in seen:
            continue
        seen.add(key)
        yield bench.exercise(
            key,
            Activity.COMPARE_LENGTHS,
            choice(key, Prompt(), right, [strip for strip in strips if strip not in right]),
            skills=["lengths.compare"],
            features={"options": options, "gap": gap, "shifted": shifted},
            harder=0.3 * (options - 2) + (0.4 if shifted else -0.4) + (0.3 if gap == 1 else -0.2),
            instruction=f"Touche la bande la plus {'longue' if longest else 'courte'}.",
        )


def _paths(bench: Bench) -> Iterator[Exercise]:
    """Which way is the shortest: one that bends may be longer than one that goes further."""
    seen = set()
    for place in range(90):
        chance = Random(f"lengths.paths.{place}")
        ways = [_way(chance, bends) for bends in (place % 3, 2 + place % 3)]
        lengths = [_long(way) for way in ways]
        key = f"{lengths[0]}-{lengths[1]}.{place % 3}"
        if lengths[0] == lengths[1] or tuple(ways) in seen:
            continue
        seen.add(tuple(ways))
        shown = [Option(figure=Grid(columns=8, rows=5, pegs=True, segments=tuple(pairwise(way)))) for way in ways]
        short = lengths.index(min(lengths))
        gap = abs(lengths[0] - lengths[1])
        yield bench.exercise(
            f"lengths.paths.{place}.{key}",
            Activity.COMPARE_LENGTHS,
            choice(f"lengths.paths.{place}", Prompt(), [shown[short]], [shown[1 - short]]),
            skills=["lengths.compare"],
            features={"gap": gap, "bends": 2 + place % 3},
            harder=0.7 if gap <= 2 else 0.3,
            instruction="Touche le chemin le plus court.",
        )


def _way(chance: Random, bends: int) -> tuple[Point, ...]:
    """A way of straight pieces along the lines of a grid, always to the right or up and down, that bends so often."""
    column, row, along = 0, chance.randrange(4), True
    way: list[Point] = [(column, row)]
    for left in range(bends, -1, -1):
        if along:
            column += chance.randint(1, max(1, (7 - column) // (left // 2 + 1)))
        else:
            row = chance.choice([other for other in range(4) if other != row])
        along = not along
        way.append((column, row))
    return tuple(way)


def _long(way: tuple[Point, ...]) -> int:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(way))


def _lying(most: int) -> list[tuple[int, int]]:
    """Lengths in centimetres and where they start on the ruler: at 0 first."""
    at_zero = [(0, length) for length in range(2, most + 1)]
    shifted = [(start, length) for start in range(1, 8) for length in range(2, most + 1 - start)]
    return at_zero + kept("lengths.lying", shifted, 80)


def _measured(bench: Bench) -> Iterator[Exercise]:
    for start, length in _lying(_RULER_CM):
        yield bench.exercise(
            f"lengths.measure.{start}.{length}",
            Activity.MEASURE,
            Ask(
                prompt=Prompt(figure=Ruler(start=10 * start, end=10 * (start + length))),
                answers=(str(length),),
                unit="cm",
                largest=100,
            ),
            skills=["lengths.ruler_cm"],
            features={"start": start, "length": length},
            harder=(0.7 if start else -0.5) + 0.02 * length,
            theme=f"lengths.{length}",
        )


def _drawn(bench: Bench) -> Iterator[Exercise]:
    for start, length in _lying(_RULER_CM):
        yield bench.exercise(
            f"lengths.draw.{start}.{length}",
            Activity.DRAW_LENGTH,
            Handle(
                prompt=Prompt(text=f"{length} cm", say=said_measure(length, CM)),
                figure=Ruler(start=10 * start, end=10 * start),
                goal=Worth(value=10 * length),
            ),
            skills=["lengths.ruler_cm"],
            features={"start": start, "length": length},
            harder=(0.7 if start else -0.5) + 0.02 * length,
            theme=f"lengths.{length}",
        )


def _millimetres(bench: Bench) -> Iterator[Exercise]:
    """With the small graduations: 4 cm 7 mm, answered in millimetres, read or drawn."""
    for length in kept("lengths.mm", [each for each in range(11, 150) if each % 10], 60):
        start = 0 if length % 3 else 10
        features = {"start": start / 10, "length": length / 10}
        harder = 0.5 if start else 0.0
        yield bench.exercise(
            f"lengths.measure_mm.{start}.{length}",
            Activity.MEASURE,
            Ask(
                prompt=Prompt(figure=Ruler(start=start, end=start + length, snap=1, millimetres=True)),
                answers=(str(length),),
                unit="mm",
                largest=200,
            ),
            skills=["lengths.mm_dm"],
            features=features,
            harder=harder,
            instruction="Combien de millimètres mesure ce trait\u00a0?",
            theme=f"lengths.mm.{length}",
        )
        centimetres, rest = divmod(length, 10)
        yield bench.exercise(
            f"lengths.draw_mm.{start}.{length}",
            Activity.DRAW_LENGTH,
            Handle(
                prompt=Prompt(
                    text=f"{centimetres} cm {rest} mm",
                    say=f"{said_measure(centimetres, CM)} et {said_measure(rest, MM)}",
                ),
                figure=Ruler(start=start, end=start, snap=1, millimetres=True),
                goal=Worth(value=length, within=0),
            ),
            skills=["lengths.mm_dm"],
            features=features,
            harder=harder + 0.1,
            theme=f"lengths.mm.{length}",
        )
