"""Solve exercises of geometry anew: complex numbers, a convex hull, a cube that is rolled over its net."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations

from benchmarks.maths_statements import Answers, figure_of, options_where, said, sides_walked, yes_if
from exercises.activities import Activity
from exercises.exercise import Ask, Build, Choose, Exercise
from exercises.figures import Grid, Move, Shape, Solid
from exercises.handling import settled


def _perimeter(exercise: Exercise) -> Answers:
    text, content = said(exercise), exercise.content
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if isinstance(content, Choose):
        return options_where(
            exercise, lambda option: isinstance(option.figure, Grid) and sides_walked(option.figure) == numbers[0]
        )
    figure = content.prompt.figure  # type: ignore[union-attr]
    if isinstance(figure, Grid):
        ends = Counter(point for segment in figure.segments for point in segment)
        assert set(ends.values()) == {2}, "the line must be closed"
        return frozenset({sides_walked(figure)})
    if "rectangle" in text:
        return frozenset({sum(2 * [*numbers])})
    return frozenset({numbers[0] // 4 if "un côté de ce carré" in text and numbers[0] % 4 == 0 else 4 * numbers[0]})


def _corners(shape: Shape) -> list[complex]:
    return [complex(*point) for point in shape.points]


def _dots(shape: Shape) -> list[float]:
    """At each corner, 0 when the angle is right."""
    corners = _corners(shape)
    found = []
    for place, corner in enumerate(corners):
        before, after = corners[place - 1] - corner, corners[(place + 1) % len(corners)] - corner
        found.append((before * after.conjugate()).real)
    return found


def names(shape: Shape) -> set[str]:
    """Every name that fits, from the corners alone: a square is also a rectangle and a rhombus."""
    if not shape.points:
        assert shape.name == "circle"
        return {"disque"}
    corners = _corners(shape)
    rights = _dots(shape).count(0)
    sides = {round(abs(a - b) ** 2) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)}
    found = {3: {"triangle"}, 4: {"quadrilatère"}}.get(len(corners), set())
    if len(corners) == 3 and rights == 1:
        found |= {"triangle rectangle"}
    if len(corners) == 4:
        found |= {"rectangle"} if rights == 4 else set()
        found |= {"losange"} if len(sides) == 1 else set()
        found |= {"carré"} if rights == 4 and len(sides) == 1 else set()
    return found


def _named_shape(exercise: Exercise) -> Answers:
    """The most precise name: no one says rectangle of a square."""
    figure = figure_of(exercise)
    assert isinstance(figure, Shape)
    fitting = names(figure)
    best = {"carré"} if "carré" in fitting else fitting
    return options_where(exercise, lambda option: (option.text or "").removeprefix("un ") in best)


def _picked_shapes(exercise: Exercise) -> Answers:
    text = said(exercise)
    riddles: dict[str, Callable[[set[str]], bool]] = {
        "aucun angle droit": lambda fit: (
            ("losange" in fit) != ("ne sont pas tous égaux" in text) and "carré" not in fit and "rectangle" not in fit
        ),
        "pas un carré": lambda fit: "losange" in fit and "carré" not in fit,
        "même longueur et quatre angles droits": lambda fit: "carré" in fit,
        "quatre angles droits, mais": lambda fit: "rectangle" in fit and "carré" not in fit,
    }
    true = next((check for words, check in riddles.items() if words in text), None)
    if true is None:
        asked = re.search(r"Touche (?:tous les|le) (\w+?)s?(?: (rectangle)s)?\.", text)
        assert asked is not None
        name = " ".join(filter(None, asked.groups()))
        true = lambda fit: name in fit  # noqa: E731
    test = true
    return options_where(exercise, lambda option: isinstance(option.figure, Shape) and test(names(option.figure)))


def _counted_shape(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Shape)
    return frozenset({_dots(figure).count(0) if "angles droits" in said(exercise) else len(figure.points)})


def _circle(exercise: Exercise) -> Answers:
    figure = exercise.content.prompt.figure  # type: ignore[union-attr]
    if figure is None:
        text = exercise.content.prompt.text or ""  # type: ignore[union-attr]
        known = {"pique": "le centre", "distance de lui": "le centre", "segment": "un rayon", "écartement": "un rayon"}
        right = next((name for word, name in known.items() if word in text), "le cercle")
        return options_where(exercise, lambda option: option.text == right)
    assert isinstance(figure, Grid)
    points = {name: complex(*at) for name, at in figure.points}
    radius = abs(points["A"] - points["O"])
    if isinstance(exercise.content, Ask):
        return frozenset({int(radius)} if radius == int(radius) else ())
    return options_where(exercise, lambda option: abs(abs(points[option.text or ""] - points["O"]) - radius) < 1e-9)


_HULLS = {
    "cube": [(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)],
    "cuboid": [(x, y, z) for x in (0, 3) for y in (0, 2) for z in (0, 1)],
    "pyramid": [(0, 0, 0), (2, 0, 0), (0, 2, 0), (2, 2, 0), (1, 1, 2)],
}


def counts(solid: str) -> dict[str, int]:
    """Faces, edges and vertices of a convex solid, from its vertices: a face is a plane with all on one side."""
    corners = _HULLS[solid]
    faces = set()
    for a, b, c in combinations(corners, 3):
        u, v = ([q - p for p, q in zip(a, other, strict=True)] for other in (b, c))
        n = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
        sides = [sum(k * (q - p) for k, p, q in zip(n, a, d, strict=True)) for d in corners]
        if all(side >= 0 for side in sides) or all(side <= 0 for side in sides):
            faces.add(frozenset(d for d, side in zip(corners, sides, strict=True) if side == 0))
    edges = {one & other for one, other in combinations(faces, 2) if len(one & other) == 2}
    return {"faces": len(faces), "arêtes": len(edges), "sommets": len(corners)}


_FRENCH = {
    "cube": "cube",
    "cuboid": "pavé",
    "sphere": "boule",
    "cylinder": "cylindre",
    "cone": "cône",
    "pyramid": "pyramide",
}
_LIKE = {
    **{"sont des carrés": {"cube"}, "un dé": {"cube"}, "sont des rectangles": {"cuboid"}, "chaussures": {"cuboid"}},
    **{
        "aucune face plate": {"sphere"},
        "orange": {"sphere"},
        "deux faces en forme": {"cylinder"},
        "conserve": {"cylinder"},
    },
    **{"une pointe": {"cone"}, "fée": {"cone"}, "rouler": {"sphere", "cylinder", "cone"}},
    **{"seulement des faces plates": {"cube", "cuboid", "pyramid"}, "au moins une face en forme": {"cylinder", "cone"}},
}


def _solid_named(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Solid)
    return options_where(exercise, lambda option: (option.text or "").split()[1] == _FRENCH[figure.name])


def _solids_picked(exercise: Exercise) -> Answers:
    text = said(exercise)
    told = {part: int(number) for number, part in re.findall(r"(\d+) (faces|arêtes|sommets)", text)}
    if told:
        fitting = {name for name in _HULLS if all(counts(name)[part] == number for part, number in told.items())}
    else:
        fitting = next(solids for words, solids in _LIKE.items() if words in text)
    return options_where(exercise, lambda option: isinstance(option.figure, Solid) and option.figure.name in fitting)


def _faces(exercise: Exercise) -> Answers:
    text = said(exercise)
    if isinstance(exercise.content, Choose):
        found = re.search(r"Une? (\w+) a (\d+) (\w+)\.", text)
        assert found is not None
        name = next(each for each, french in _FRENCH.items() if french == found[1])
        return yes_if(exercise, counts(name)[found[3]] == int(found[2]))
    figure = figure_of(exercise)
    assert isinstance(figure, Solid)
    have = counts(figure.name)
    if found := re.search(r"On fabrique (\d+) (\w+?)s? avec .* Combien de (tiges|boules)", text):
        assert found[2] == _FRENCH[figure.name]
        return frozenset({int(found[1]) * have["arêtes" if found[3] == "tiges" else "sommets"]})
    return frozenset({have[part] for part in have if re.search(rf"Combien (?:de |d'){part}", text)})


def _cubes(exercise: Exercise) -> Answers:
    """All of them, if each one stands on another or on the ground, and the top of each pile is in sight."""
    figure = figure_of(exercise)
    assert isinstance(figure, Solid)
    cubes = set(figure.cubes)
    assert all(z == 0 or (x, y, z - 1) in cubes for x, y, z in cubes)
    tops = {(x, y): max(c for a, b, c in cubes if (a, b) == (x, y)) for x, y, _ in cubes}
    assert all(
        tops.get((x - 1, y), 99) >= top and tops.get((x, y - 1), 99) >= top for (x, y), top in tops.items() if x and y
    )
    return frozenset({len(figure.cubes)} if len(cubes) == len(figure.cubes) else ())


def folds(net: tuple[tuple[int, int], ...]) -> bool:
    """Whether a cube rolled over these squares prints a different face on each."""
    start = net[0]
    queue = [(start, {"down": 0, "up": 1, "north": 2, "south": 3, "east": 4, "west": 5})]
    printed = {start: 0}
    rolls = {
        (1, 0): ("east", "up", "west", "down"),
        (-1, 0): ("west", "up", "east", "down"),
        (0, 1): ("north", "up", "south", "down"),
        (0, -1): ("south", "up", "north", "down"),
    }
    while queue:
        (x, y), faces = queue.pop()
        for (dx, dy), (ahead, up, behind, down) in rolls.items():
            there = (x + dx, y + dy)
            if there in net and there not in printed:
                turned = {**faces, down: faces[ahead], ahead: faces[up], up: faces[behind], behind: faces[down]}
                printed[there] = turned["down"]
                queue.append((there, turned))
    return len(printed) == len(net) == 6 and len(set(printed.values())) == 6


def _net(exercise: Exercise) -> Answers:
    figure = exercise.content.prompt.figure  # type: ignore[union-attr]
    if isinstance(figure, Solid):
        return yes_if(exercise, folds(figure.net))
    return options_where(exercise, lambda option: isinstance(option.figure, Solid) and folds(option.figure.net))


def _aligned(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Grid)
    points = {name: complex(*at) for name, at in figure.points}

    def on_line(name: str) -> bool:
        return ((points["B"] - points["A"]).conjugate() * (points[name] - points["A"])).imag == 0

    if "sont-ils" in exercise.instruction:
        return yes_if(exercise, on_line("C"))
    return options_where(exercise, lambda option: on_line(option.text or ""))


def _mirror(grid: Grid) -> frozenset[tuple[int, int]]:
    """Each coloured square moved twice its distance to the axis, measured between middles, in half squares."""
    assert grid.axis is not None
    moved = set()
    for column, row in grid.given:
        middle = 2 * (column if grid.axis.across == "vertical" else row) + 1
        shift = grid.axis.place - middle
        moved.add((column + shift, row) if grid.axis.across == "vertical" else (column, row + shift))
    return frozenset(moved)


def _completed_by_symmetry(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Grid)
    other = _mirror(figure) - set(figure.given)
    assert all(0 <= column < figure.columns and 0 <= row < figure.rows for column, row in other)
    return frozenset({settled(figure.model_copy(update={"cells": tuple(other)}))})


def _symmetric(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Grid)
    return yes_if(exercise, _mirror(figure) == frozenset(figure.given))


_ARROWS = {"→": 1 + 0j, "←": -1 + 0j, "↑": 1j, "↓": -1j}
_LOOKS = {"north": 1j, "south": -1j, "east": 1 + 0j, "west": -1 + 0j}
_TILES = {"avance": Move.FORWARD, "tourne à gauche": Move.LEFT, "tourne à droite": Move.RIGHT}


def _walk(grid: Grid, code: tuple[str, ...]) -> complex | None:
    """Where this code ends; None when it leaves the board or meets a wall."""
    if grid.robot:
        at, ahead = complex(*grid.robot.at), _LOOKS[grid.robot.heading]
    else:
        at, ahead = complex(*dict(grid.points)["départ"]), 0j
    for step in code:
        if step in _ARROWS:
            at += _ARROWS[step]
        elif _TILES[step] is Move.FORWARD:
            at += ahead
        else:
            ahead *= 1j if _TILES[step] is Move.LEFT else -1j
        if not (0 <= at.real < grid.columns and 0 <= at.imag < grid.rows) or (int(at.real), int(at.imag)) in grid.walls:
            return None
    return at


def _followed(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Grid)
    back = {move: name for name, move in _TILES.items()}
    code = tuple(back[move] for move in figure.moves) or tuple((exercise.content.prompt.text or "").split())  # type: ignore[union-attr]
    end = _walk(figure, code)
    return options_where(exercise, lambda option: complex(*dict(figure.points)[option.text or ""]) == end)


def _codes(exercise: Exercise) -> Answers:
    """Every order of every choice of the tiles, tried."""
    figure, content = figure_of(exercise), exercise.content
    assert isinstance(figure, Grid)
    assert isinstance(content, Build)
    assert figure.target is not None
    have = Counter(content.tiles)
    found = set()
    tried: list[tuple[str, ...]] = [()]
    while tried:
        code = tried.pop()
        end = _walk(figure, code)
        if end is None:
            continue
        if end == complex(*figure.target):
            found.add(code)
        tried += [(*code, tile) for tile, many in have.items() if code.count(tile) < many]
    return frozenset(found)


RIGHT: Mapping[Activity, Callable[[Exercise], Answers]] = {
    Activity.PERIMETER: _perimeter,
    Activity.NAME_SHAPE: _named_shape,
    Activity.PICK_SHAPES: _picked_shapes,
    Activity.COUNT_SIDES: _counted_shape,
    Activity.CIRCLE: _circle,
    Activity.NAME_SOLID: _solid_named,
    Activity.PICK_SOLIDS: _solids_picked,
    Activity.COUNT_FACES: _faces,
    Activity.COUNT_CUBES: _cubes,
    Activity.CUBE_NET: _net,
    Activity.ALIGNMENT: _aligned,
    Activity.SYMMETRY: _completed_by_symmetry,
    Activity.IS_SYMMETRIC: _symmetric,
    Activity.FOLLOW_CODE: _followed,
    Activity.WRITE_CODE: _codes,
}
"""Every right answer of an exercise, from the statement alone, by activity."""
