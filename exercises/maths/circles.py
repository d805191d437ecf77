"""Circles: the points that lie on one, its radius, and the words centre, rayon, cercle."""

from collections.abc import Iterator
from math import hypot
from random import Random

from exercises.activities import Activity
from exercises.exercise import Ask, Exercise, Prompt
from exercises.figures import Grid
from exercises.maths.making import Bench, choice, in_order, worded

_BOARD, _MIDDLE = 13, 6
_WORDS = ("le centre", "un rayon", "le cercle")
_RIDDLES = (  # of each word in turn
    "C’est le point où l’on pique le compas.",
    "C’est le segment qui va du centre à un point du cercle.",
    "C’est la ligne que trace le compas.",
    "Tous les points du cercle sont à la même distance de lui.",
    "Sa longueur est l’écartement du compas.",
    "Tous ses points sont à la même distance du centre.",
)


def exercises(bench: Bench) -> Iterator[Exercise]:
    """On squared paper, then in words."""
    yield from _on_it(bench)
    yield from _radii(bench)
    yield from _named(bench)


def _on_it(bench: Bench) -> Iterator[Exercise]:
    """Which points lie on the circle of centre O that goes through A: with compasses, or by counting squares."""
    for turn in range(130):
        key = f"circles.on.{turn}"
        chance = Random(key)
        radius = chance.choice((2, 3, 4, 5))
        on = {(_MIDDLE + x, _MIDDLE + y) for x in range(-6, 7) for y in range(-6, 7) if x * x + y * y == radius**2}
        off = {
            (_MIDDLE + x, _MIDDLE + y)
            for x in range(-6, 7)
            for y in range(-6, 7)
            if abs(hypot(x, y) - radius) > 0.8 and abs(hypot(x, y) - radius) < 2.5 and (x, y) != (0, 0)
        }
        first, *right = chance.sample(sorted(on), 3 if radius < 5 else 4)
        wrong = chance.sample(sorted(off), 2)
        places = [*right, *wrong]
        chance.shuffle(places)
        letters = "BCDEFG"[: len(places)]
        points = (("O", (_MIDDLE, _MIDDLE)), ("A", first), *zip(letters, places, strict=True))
        prompt = Prompt(figure=Grid(columns=_BOARD, rows=_BOARD, pegs=True, points=points))
        answers = [place for place, point in enumerate(places) if point in right]
        yield bench.exercise(
            key,
            Activity.CIRCLE,
            in_order(prompt, worded(*letters), answers),
            skills=["geometry.circle"],
            features={"radius": radius, "points": len(places)},
            harder=0.1 * (radius - 3) + (0.4 if radius == 5 else 0),
            instruction="Le cercle de centre O passe par A. Touche les autres points de ce cercle.",
            theme=f"circle.{radius}",
        )


def _radii(bench: Bench) -> Iterator[Exercise]:
    """The radius in squares, from the centre to a point straight across."""
    for radius in range(1, 7):
        for way, (x, y) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
            for centre in ((6, 6), (5, 6), (6, 5)):
                at = (centre[0] + radius * x, centre[1] + radius * y)
                if not all(0 <= place < _BOARD for place in at):
                    continue
                figure = Grid(columns=_BOARD, rows=_BOARD, pegs=True, points=(("O", centre), ("A", at)))
                yield bench.exercise(
                    f"circles.radius.{radius}.{way}.{centre[0]}-{centre[1]}",
                    Activity.CIRCLE,
                    Ask(
                        prompt=Prompt(
                            figure=figure,
                            say="Le cercle de centre O passe par A. Combien de carreaux mesure son rayon\u00a0?",
                        ),
                        answers=(str(radius),),
                        largest=20,
                    ),
                    skills=["geometry.circle"],
                    features={"radius": radius},
                    harder=-0.5,
                    theme=f"circle.{radius}",
                )


def _named(bench: Bench) -> Iterator[Exercise]:
    for place, riddle in enumerate(_RIDDLES):
        key = f"circles.word.{place}"
        options = worded(*_WORDS)
        right = options[place % 3]
        yield bench.exercise(
            key,
            Activity.CIRCLE,
            choice(key, Prompt(text=riddle, say=riddle), [right], [each for each in options if each != right]),
            skills=["geometry.circle"],
            features={"options": 3},
            harder=0.2,
            instruction="De quoi parle-t-on\u00a0?",
            theme="circle.words",
        )
