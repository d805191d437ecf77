"""Plane shapes: name them, pick them out, count sides, vertices and right angles; each drawn by its vertices.

Whatever is not exactly a right angle or an equal side is clearly not: a pupil sees it, or his set square does.
"""

from collections.abc import Iterator, Sequence
from math import acos, cos, degrees, hypot, radians, sin
from random import Random

from exercises.activities import Activity
from exercises.exercise import Ask, Exercise, Option, Prompt
from exercises.figures import Point, Shape, ShapeName
from exercises.maths.making import Bench, choice, distinct

NAMES: dict[ShapeName, tuple[str, str]] = {  # one, several
    "square": ("un carré", "les carrés"),
    "rectangle": ("un rectangle", "les rectangles"),
    "triangle": ("un triangle", "les triangles"),
    "right_triangle": ("un triangle rectangle", "les triangles rectangles"),
    "rhombus": ("un losange", "les losanges"),
    "circle": ("un disque", "les disques"),
}
_MIDDLE = 50
_SLANTS = ((1, 0), (4, 1), (3, 1), (2, 1), (3, 2), (1, 1), (2, 3), (1, 2), (1, 3), (1, 4))
_CP: tuple[ShapeName, ...] = ("square", "rectangle", "triangle", "circle")
_NOT_THESE: dict[ShapeName, tuple[ShapeName, ...]] = {  # what stands among the others, and is never one of them
    "square": ("rectangle", "rhombus", "quadrilateral", "triangle"),
    "rectangle": ("quadrilateral", "rhombus", "triangle", "pentagon"),
    "triangle": ("square", "rectangle", "quadrilateral", "circle"),
    "circle": ("hexagon", "pentagon", "square"),
    "right_triangle": ("triangle",),
    "rhombus": ("rectangle", "quadrilateral", "triangle"),
}
_SIDES: dict[ShapeName, int] = {"triangle": 3, "right_triangle": 3, "pentagon": 5, "hexagon": 6}
_RIGHT_ANGLED: dict[str, tuple[Point, ...]] = {  # corners on squares, to be turned
    "trapezium": ((0, 0), (6, 0), (3, 4), (0, 4)),
    "house": ((0, 0), (4, 0), (4, 3), (2, 4), (0, 3)),
    "boat": ((0, 0), (4, 0), (6, 3), (0, 3)),
    "gate": ((0, 0), (5, 0), (5, 4), (3, 5), (0, 2)),
}


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """CP the four shapes, CE1 right angles, CE2 the rhombus."""
    yield from _named(bench, "geometry.shapes", _CP, 16)
    yield from _picked(bench, "geometry.shapes", _CP, 16)
    yield from _counted(bench, 26)
    yield from _picked(bench, "geometry.right_angle", ("right_triangle",), 70)
    yield from _right_angles(bench)
    yield from _named(bench, "geometry.rhombus", ("rhombus", "square", "rectangle"), 24)
    yield from _picked(bench, "geometry.rhombus", ("rhombus",), 70)
    yield from _described(bench)


def drawn(name: ShapeName, chance: Random) -> Shape:
    """One of these shapes, of its own size and slant."""
    while True:
        points = _points(name, chance)
        if points is None:
            return Shape(name=name)
        if all(2 <= place <= 98 for point in points for place in point) and _clear(name, points):
            return Shape(name=name, points=points)


def _points(name: ShapeName, chance: Random) -> tuple[Point, ...] | None:
    a, b = chance.choice(_SLANTS)
    times = round(chance.randint(18, 34) / hypot(a, b))
    u, v = times * a, times * b
    match name:
        case "circle":
            return None
        case "square":
            corners = [(u, v), (-v, u), (-u, -v), (v, -u)]
        case "rectangle":
            thin = chance.choice((2, 3, 5))
            p, q = u - u % 6, v - v % 6
            s, t = (-q // 6 * thin, p // 6 * thin)
            corners = [(p + s, q + t), (-p + s, -q + t), (-p - s, -q - t), (p - s, q - t)]
        case "rhombus":
            p, q = u - u % 6, v - v % 6
            thin = chance.choice((2, 3))
            corners = [(p, q), (-q // 6 * thin, p // 6 * thin), (-p, -q), (q // 6 * thin, -p // 6 * thin)]
        case "right_triangle":
            p, q = u - u % 6, v - v % 6
            thin = chance.choice((4, 5, 8, 9))
            s, t = -q // 6 * thin, p // 6 * thin
            start = (-p // 2, -q // 2)
            corners = [start, (start[0] + p, start[1] + q), (start[0] + s, start[1] + t)]
        case _:
            sides = _SIDES.get(name, 4)
            angles = sorted(chance.sample(range(0, 360, 12), sides))
            corners = [_around(angle, chance.randint(26, 46)) for angle in angles]
    return tuple((_MIDDLE + column, _MIDDLE + row) for column, row in corners)


def _around(angle: int, far: int) -> Point:
    return round(far * cos(radians(angle))), round(far * sin(radians(angle)))


def _angles(points: Sequence[Point]) -> list[tuple[int, float]]:
    """At each corner: the dot product (0 for an exact right angle) and the angle in degrees."""
    found = []
    for place, (x, y) in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % len(points)]
        a, b = (before[0] - x, before[1] - y), (after[0] - x, after[1] - y)
        dot = a[0] * b[0] + a[1] * b[1]
        lengths = hypot(*a) * hypot(*b)
        found.append((dot, degrees(acos(max(-1.0, min(1.0, dot / lengths)))) if lengths else 0.0))
    return found


def _convex(points: Sequence[Point]) -> bool:
    turns = set()
    for place, (x, y) in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % len(points)]
        turns.add((x - before[0]) * (after[1] - y) - (y - before[1]) * (after[0] - x) > 0)
    return len(turns) == 1


def _clear(name: ShapeName, points: Sequence[Point]) -> bool:
    """No angle nearly right, nearly flat or very sharp; no sides of nearly the same length; no other name fits."""
    angles = _angles(points)
    if not _convex(points) or not all(25 <= angle <= 155 for _, angle in angles):
        return False
    if any(dot != 0 and abs(angle - 90) < 11 for dot, angle in angles):
        return False
    sides = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(points, [*points[1:], points[0]], strict=True)]
    if min(sides) < 12:
        return False
    rights, all_equal = sum(dot == 0 for dot, _ in angles), max(sides) < 1.2 * min(sides)
    match name:
        case "square":
            return rights == 4
        case "rectangle":
            return rights == 4 and max(sides) >= 1.25 * min(sides)
        case "rhombus":
            return rights == 0
        case "right_triangle":
            return rights == 1
    return rights == 0 and not (all_equal and len(points) == 4)


def _key(skill: str) -> str:
    return skill.replace("geometry.", "shapes.").replace("shapes.shapes", "shapes")


def _option(name: ShapeName, chance: Random) -> Option:
    return Option(figure=drawn(name, chance))


def _slanted(shape: Shape) -> bool:
    return bool(shape.points) and not any(
        a[0] == b[0] or a[1] == b[1] for a, b in zip(shape.points, shape.points[1:], strict=False)
    )


def _named(bench: Bench, skill: str, names: Sequence[ShapeName], each: int) -> Iterator[Exercise]:
    for name in names:
        for turn in range(1 if name == "circle" else each):
            key = f"{_key(skill)}.name.{name}.{turn}"
            shape = drawn(name, Random(key))
            options = [Option(text=NAMES[other][0], say=NAMES[other][0]) for other in names]
            right = [options[names.index(name)]]
            slanted = _slanted(shape)
            yield bench.exercise(
                key,
                Activity.NAME_SHAPE,
                choice(key, Prompt(figure=shape), right, [option for option in options if option not in right]),
                skills=[skill],
                features={"slanted": slanted, "options": len(options)},
                harder=0.3 if slanted else -0.6,
                theme=f"shapes.{name}",
            )


def _picked(bench: Bench, skill: str, names: Sequence[ShapeName], each: int) -> Iterator[Exercise]:
    """Several of what is asked among others; never a square among rectangles or rhombi, which it also is."""
    for name in names:
        for turn in range(each if name != "circle" else each // 3):
            key = f"{_key(skill)}.pick.{name}.{turn}"
            chance = Random(key)
            many = 1 if name == "circle" else 2 + turn % 2
            right = [_option(name, chance) for _ in range(many)]
            others = _NOT_THESE[name]
            wrong = [_option(others[(turn + place) % len(others)], chance) for place in range(3)]
            if len(set(right)) < len(right):
                continue
            yield bench.exercise(
                key,
                Activity.PICK_SHAPES,
                choice(key, Prompt(), right, wrong),
                skills=[skill],
                features={"right": many, "options": many + len(wrong)},
                harder=0.2 * (many - 2),
                instruction=f"Touche tous {NAMES[name][1]}." if many > 1 else "Touche le disque.",
                theme=f"shapes.{name}",
            )


def _counted(bench: Bench, each: int) -> Iterator[Exercise]:
    kinds: tuple[ShapeName, ...] = ("triangle", "quadrilateral", "pentagon", "hexagon")
    for name in kinds:
        for turn in range(each):
            key = f"shapes.count.{name}.{turn}"
            shape = drawn(name, Random(key))
            what = "côtés" if turn % 2 else "sommets"
            yield bench.exercise(
                key,
                Activity.COUNT_SIDES,
                Ask(
                    prompt=Prompt(figure=shape, say=f"Combien de {what} a cette figure\u00a0?"),
                    answers=(str(len(shape.points)),),
                    largest=20,
                ),
                skills=["geometry.shapes"],
                features={"sides": len(shape.points), "vertices": what == "sommets"},
                harder=0.3 * (len(shape.points) - 4.5) + (0.2 if what == "sommets" else 0),
                theme=f"shapes.{name}",
            )


def _right_angles(bench: Bench) -> Iterator[Exercise]:
    """How many right angles, in shapes turned so that few lie along the screen."""
    for name, corners in _RIGHT_ANGLED.items():
        for a, b in _SLANTS:
            yield _asked_right_angles(bench, f"{name}.{a}-{b}", _turned(corners, a, b))
    others: tuple[ShapeName, ...] = ("triangle", "right_triangle", "square", "rectangle", "rhombus", "quadrilateral")
    for other in others:
        for turn in range(18):
            key = f"{other}.{turn}"
            yield _asked_right_angles(bench, key, drawn(other, Random(f"right_angles.{key}")).points)


def _turned(corners: Sequence[Point], a: int, b: int) -> tuple[Point, ...]:
    """Turned and enlarged to fill the picture, exactly."""
    turned = [(a * x - b * y, b * x + a * y) for x, y in corners]
    left, low = min(x for x, _ in turned), min(y for _, y in turned)
    wide = max(max(x - left for x, _ in turned), max(y - low for _, y in turned))
    scale = 90 // wide
    return tuple((5 + scale * (x - left), 5 + scale * (y - low)) for x, y in turned)


def _asked_right_angles(bench: Bench, key: str, points: tuple[Point, ...]) -> Exercise:
    many = sum(dot == 0 for dot, _ in _angles(points))
    name: ShapeName = {3: "triangle", 4: "quadrilateral", 5: "pentagon"}[len(points)]  # type: ignore[assignment]
    slanted = _slanted(Shape(name=name, points=points))
    return bench.exercise(
        f"shapes.right_angle.count.{key}",
        Activity.COUNT_SIDES,
        Ask(
            prompt=Prompt(figure=Shape(name=name, points=points), say="Combien d’angles droits a cette figure\u00a0?"),
            answers=(str(many),),
            largest=20,
        ),
        skills=["geometry.right_angle"],
        features={"right_angles": many, "sides": len(points), "slanted": slanted},
        harder=(0.4 if slanted else -0.5) + 0.1 * (len(points) - 3),
        theme="shapes.right_angles",
    )


def _described(bench: Bench) -> Iterator[Exercise]:
    """A quadrilateral from its sides and angles: the figure that fits, among two that do not."""
    kinds: dict[ShapeName, tuple[str, ...]] = {
        "rhombus": (
            "J’ai quatre côtés de même longueur, et aucun angle droit.",
            "Mes quatre côtés sont égaux, mais je ne suis pas un carré.",
        ),
        "square": ("J’ai quatre côtés de même longueur et quatre angles droits.",),
        "rectangle": ("J’ai quatre angles droits, mais mes côtés ne sont pas tous égaux.",),
        "quadrilateral": ("J’ai quatre côtés, qui ne sont pas tous égaux, et aucun angle droit.",),
    }
    for name, riddles in kinds.items():
        for turn in range(18):
            key = f"shapes.rhombus.riddle.{name}.{turn}"
            chance = Random(key)
            wrong = [_option(other, chance) for other in chance.sample([each for each in kinds if each != name], 2)]
            riddle = riddles[turn % len(riddles)]
            yield bench.exercise(
                key,
                Activity.PICK_SHAPES,
                choice(key, Prompt(text=riddle, say=riddle), [_option(name, chance)], wrong),
                skills=["geometry.rhombus"],
                features={"options": 3},
                harder=0.2,
                instruction="Qui suis-je\u00a0? Touche la bonne figure.",
                theme=f"shapes.{name}",
            )
