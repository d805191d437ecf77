"""Solve exercises of measures, geometry and data anew from what is shown and said: brute force, Python's calendar.

Nothing here is shared with what makes the exercises but their shape. `RIGHT` is by activity; `benchmarks/maths_keys.py`
compares it with `keys`, what the exercise holds to be right.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from benchmarks.maths_magnitudes import PLAUSIBLE, WORTHS
from exercises.activities import Activity
from exercises.exercise import Ask, Build, Choose, Exercise, Form, Handle, Option
from exercises.figures import Balance, Chart, Clock, Figure, Grid, Money, Move, Ruler, Shape, Solid
from exercises.handling import Same, settled

Answers = frozenset[Any]
_HALF_DAY = 720
_NAMES = {
    **{"millimètre": 1, "centimètre": 10, "décimètre": 100, "mètre": 1_000, "kilomètre": 1_000_000},
    **{"gramme": 1, "kilogramme": 1_000, "tonne": 1_000_000, "centilitre": 1, "décilitre": 10, "litre": 100},
    **{"minute": 1, "heure": 60, "jour": 1_440, "semaine": 10_080},
}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


def keys(exercise: Exercise) -> Answers:
    """What the exercise holds to be right, in the form of `RIGHT`."""
    match exercise.content:
        case Ask() as content:
            reads = {Form.MONEY: _cents, Form.TIME: _minutes}
            return frozenset(reads.get(content.form, int)(answer) for answer in content.answers)
        case Choose() as content:
            return frozenset(content.answers)
        case Build() as content:
            return frozenset(content.answers)
        case Handle(goal=Same(figures=figures)):
            return frozenset(map(settled, figures))
        case Handle(figure=Clock()) as content:
            return frozenset({content.goal.value % _HALF_DAY})  # type: ignore[union-attr]
        case Handle() as content:
            return frozenset({content.goal.value})  # type: ignore[union-attr]
    raise TypeError(exercise.id)


def said(exercise: Exercise) -> str:
    """All that is said, with plain spaces and apostrophes."""
    prompt = exercise.content.prompt  # type: ignore[union-attr]
    return _plain(f"{exercise.instruction} {prompt.say or ''}")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("’", "'")


def _figure(exercise: Exercise) -> Figure:
    content = exercise.content
    figure = content.figure if isinstance(content, Handle) else content.prompt.figure  # type: ignore[union-attr]
    assert figure is not None
    return figure


def _chosen(exercise: Exercise, true: Callable[[Option], bool]) -> Answers:
    assert isinstance(exercise.content, Choose)
    return frozenset(place for place, option in enumerate(exercise.content.options) if true(option))


def _yes(exercise: Exercise, truth: bool) -> Answers:
    return _chosen(exercise, lambda option: (option.text in ("oui", "vrai")) == truth)


# --- money ---


def _cents(text: str) -> int:
    """« 3,50 € », « 3 euros et 50 centimes », « 50 centimes »."""
    if comma := re.fullmatch(r"(\d+),(\d\d) €", text):
        return 100 * int(comma[1]) + int(comma[2])
    return sum(int(n) * (100 if unit == "euro" else 1) for n, unit in re.findall(r"(\d+) (euro|centime)", text))


def _sum_counted(exercise: Exercise) -> Answers:
    figure, content = _figure(exercise), exercise.content
    assert isinstance(figure, Money)
    assert isinstance(content, Ask)
    return frozenset({sum(figure.laid) if content.form is Form.MONEY else sum(figure.laid) // 100})


def _payable(figure: Figure) -> set[int]:
    assert isinstance(figure, Money)
    reached = {0}
    for piece in figure.purse or ():
        reached |= {total + piece for total in reached}
    return reached


def _paid(exercise: Exercise) -> Answers:
    figure, cents = _figure(exercise), _cents(said(exercise))
    assert isinstance(exercise.content, Handle)
    fewest = "le moins de" in exercise.instruction
    assert exercise.content.goal.fewest == fewest  # type: ignore[union-attr]
    return frozenset({cents} & _payable(figure))


def _change(exercise: Exercise) -> Answers:
    cost, paid = re.fullmatch(r".*? coûte (.*?)\. .* billet de (.*?)\.", said(exercise)).groups()  # type: ignore[union-attr]
    rest = _cents(paid) - _cents(cost)
    if isinstance(exercise.content, Handle):
        return frozenset({rest} & _payable(_figure(exercise)))
    assert isinstance(exercise.content, Ask)
    return frozenset({rest if exercise.content.form is Form.MONEY else rest // 100})


def _in_cents(exercise: Exercise) -> Answers:
    return frozenset({_cents(said(exercise))})


def _richest(exercise: Exercise) -> Answers:
    assert isinstance(exercise.content, Choose)
    sums = [sum(option.figure.laid) for option in exercise.content.options if isinstance(option.figure, Money)]
    return frozenset(place for place, total in enumerate(sums) if total == max(sums))


# --- lengths, masses, capacities ---


def _steps(grid: Grid) -> int:
    """Every side of a square that is drawn, walked one by one."""
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in grid.segments)


def _by_eye(exercise: Exercise) -> Answers:
    assert isinstance(exercise.content, Choose)
    lengths = []
    for option in exercise.content.options:
        assert isinstance(option.figure, Grid)
        lengths.append(len(set(option.figure.cells)) or _steps(option.figure))
    wanted = max(lengths) if "longue" in exercise.instruction else min(lengths)
    return frozenset(place for place, length in enumerate(lengths) if length == wanted)


def _measured(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Ruler)
    millimetres = figure.end - figure.start
    assert 0 < figure.end <= figure.length
    return frozenset({millimetres if "millimètres" in exercise.instruction else millimetres // 10})


def _quantities(text: str) -> int:
    """What the quantities named here are worth together."""
    return sum(
        int(number) * _NAMES[name] for number, name in re.findall(r"(\d+) ([a-zéèê]+?)s?\b", text) if name in _NAMES
    )


def _to_draw(exercise: Exercise) -> Answers:
    figure, length = _figure(exercise), _quantities(said(exercise))
    assert isinstance(figure, Ruler)
    return frozenset({length} if figure.start + length <= figure.length else ())


def _converted(exercise: Exercise) -> Answers:
    text = said(exercise)
    if vessel := re.search(r"contient (.*?)\. Combien de \w+ remplit-on avec (.*?) \?", text):
        each, all_ = (_quantities(part) for part in vessel.groups())
        return frozenset({all_ // each} if all_ % each == 0 else ())
    text = text.removeprefix("Complète. ")
    unit = re.search(r"combien de ([a-zéè]+?)s\b", text)[1]  # type: ignore[index]
    if complement := re.fullmatch(r"(.*?) et combien de \w+ font (.*?) \?", text):
        part, whole = (_quantities(each) for each in complement.groups())
        left = whole - part
    elif rest := re.fullmatch(r"(.*?), c'est (.*?) et combien de \w+ \?", text):
        whole, part = (_quantities(each) for each in rest.groups())
        left = whole - part
    else:
        left = _quantities(text)
    return frozenset({left // _NAMES[unit]} if left % _NAMES[unit] == 0 else ())


def _compared(exercise: Exercise) -> Answers:
    text = exercise.content.prompt.text or ""  # type: ignore[union-attr]
    left, right = (int(n) * WORTHS[unit] for n, unit in re.findall(r"(\d+) (\w+)", text.replace("___", "")))
    true = "<" if left < right else ">" if left > right else "="
    return _chosen(exercise, lambda option: option.text == true)


def _unit(exercise: Exercise) -> Answers:
    text = exercise.content.prompt.text or ""  # type: ignore[union-attr]
    low, high = next(size for thing, size in PLAUSIBLE.items() if thing in text)
    number = int(re.search(r"([\d ]+) ___", text)[1].replace(" ", ""))  # type: ignore[index]
    return _chosen(exercise, lambda option: low <= number * WORTHS[option.text or ""] <= high)


def _heavier(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Balance)
    heavy, light = (figure.left, figure.right) if figure.leans == "left" else (figure.right, figure.left)
    wanted = heavy if "lourd" in exercise.instruction else light
    return _chosen(exercise, lambda option: option.picture == wanted[0].picture)


def _weighed(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Balance)
    assert figure.leans == "level"
    return frozenset({sum(weight.grams or 0 for weight in figure.right)})


def _level(exercise: Exercise) -> Answers:
    """Every choice of masses from the box that weighs as much as the left pan."""
    figure = _figure(exercise)
    assert isinstance(figure, Balance)
    wanted = sum(weight.grams or 0 for weight in figure.left)
    ways = {
        tuple(sorted(taken))
        for many in range(1, len(figure.box) + 1)
        for taken in combinations(figure.box, many)
        if sum(taken) == wanted
    }
    weight = type(figure.left[0])
    return frozenset(
        settled(figure.model_copy(update={"right": tuple(weight(grams=mass) for mass in way), "leans": "level"}))
        for way in ways
    )


# --- time ---


def _minutes(text: str) -> int:
    """« 7 h 05 », « 2 h 30 min », « 7 heures 30 », « 8 heures moins le quart », « midi », « 45 minutes »."""
    text = _plain(text)
    change = {"et quart": 15, "et demi": 30, "moins le quart": -15}
    extra = next((minutes for words, minutes in change.items() if words in text), 0)
    if text.startswith(("midi", "minuit")):
        return (_HALF_DAY if text.startswith("midi") else 0) + extra
    hours = re.search(r"(\d+) h", text)
    minutes = re.search(r"h(?:eures?)?(?: et)? (\d+)|(\d+) min", text)
    rest = int(minutes[1] or minutes[2]) if minutes else 0
    return 60 * (int(hours[1]) if hours else 0) + rest + extra


def _clock(figure: Figure | None) -> int:
    assert isinstance(figure, Clock)
    return 60 * figure.hour + figure.minute


def _read_clock(exercise: Exercise) -> Answers:
    change = (
        60
        if "Dans une heure" in exercise.instruction
        else -60
        if "il y a une heure" in _plain(exercise.instruction)
        else 0
    )
    now = _clock(_figure(exercise)) + change
    both = {now % 1440, (now + _HALF_DAY) % 1440}
    assert isinstance(exercise.content, Ask)
    return frozenset(both if exercise.content.form is Form.TIME else {time // 60 for time in both})


def _set_clock(exercise: Exercise) -> Answers:
    assert exercise.content.kind == "handle"
    figure = _figure(exercise)
    assert isinstance(figure, Clock)
    time = _minutes(exercise.content.prompt.say or "")
    assert time % figure.step == 0
    assert time % _HALF_DAY != _clock(figure) % _HALF_DAY
    return frozenset({time % _HALF_DAY})


def _matched(exercise: Exercise) -> Answers:
    assert isinstance(exercise.content, Choose)
    prompt = exercise.content.prompt
    shown = _clock(prompt.figure) if prompt.figure else _minutes(prompt.say or "")
    times = [_clock(o.figure) if o.figure else _minutes(o.say or "") for o in exercise.content.options]
    return frozenset(place for place, time in enumerate(times) if time % _HALF_DAY == shown % _HALF_DAY)


def _duration(exercise: Exercise) -> Answers:
    text = said(exercise)
    if found := re.search(r"commence à (.*?) et finit à (.*?)\.", text):
        return frozenset({_minutes(found[2]) - _minutes(found[1])})
    if found := re.search(r"commence à (.*?) et dure (.*?)\.", text):
        return frozenset({_minutes(found[1]) + _quantities(found[2])})
    if found := re.search(r"dure (.*?) et finit à (.*?)\.", text):
        return frozenset({_minutes(found[2]) - _quantities(found[1])})
    if found := re.search(r"(\d+) minutes, c'est (\d+) heures? et combien", text):
        return frozenset({int(found[1]) - 60 * int(found[2])})
    if found := re.search(r"\. (.*?), combien de minutes en tout", text):
        return frozenset({_quantities(found[1])})
    if found := re.search(r"(\d+) ans?(?: et (\d+) mois)?, cela fait combien de mois", text):
        return frozenset({12 * int(found[1]) + int(found[2] or 0)})
    found = re.search(r"\. (.*?), cela fait combien (?:de |d')(\w+?)s \?", text)
    assert found is not None
    return frozenset({_quantities(found[1]) // _NAMES[found[2]]})


def _calendar(exercise: Exercise) -> Answers:
    text, content = said(exercise), exercise.content
    if isinstance(content, Build):
        cycle = _DAYS if "semaine" in text else _MONTHS
        return frozenset({tuple(sorted(content.tiles, key=cycle.index))})
    if found := re.search(r"le (\d+) (\w+)\. Dans (\d+) jours?,", text):
        then = date(2025, _MONTHS.index(found[2]) + 1, int(found[1])) + timedelta(days=int(found[3]))
        return frozenset({then.day})
    if found := re.search(r"le (\d+) (\w+)\. La fête est le (\d+) (\w+)\.", text):
        today, feast = (date(2025, _MONTHS.index(found[n + 1]) + 1, int(found[n])) for n in (1, 3))
        return frozenset({(feast - today).days})
    return _chosen(exercise, lambda option: option.text == _day_or_month(text))


def _day_or_month(text: str) -> str:
    if found := re.search(r"Combien de jours y a-t-il au mois d(?:e |')(\w+)", text):
        month = _MONTHS.index(found[1]) + 1
        return f"{(date(2025 + month // 12, month % 12 + 1, 1) - date(2025, month, 1)).days} jours"
    if found := re.search(r"juste (avant|après) (\w+)", text):
        shift, name = (1 if found[1] == "après" else -1), found[2]
    else:
        found = re.search(r"c'est (\w+)\. .*?(demain|hier|après-demain|avant-hier|dans (\d+) jours) \?", text)
        assert found is not None
        known = {"demain": 1, "hier": -1, "après-demain": 2, "avant-hier": -2}
        name, shift = found[1], int(found[3]) if found[3] else known[found[2]]
    cycle = _DAYS if name in _DAYS else _MONTHS
    return cycle[(cycle.index(name) + shift) % len(cycle)]


# --- geometry ---


def _perimeter(exercise: Exercise) -> Answers:
    text, content = said(exercise), exercise.content
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if isinstance(content, Choose):
        return _chosen(exercise, lambda option: isinstance(option.figure, Grid) and _steps(option.figure) == numbers[0])
    figure = content.prompt.figure  # type: ignore[union-attr]
    if isinstance(figure, Grid):
        ends = Counter(point for segment in figure.segments for point in segment)
        assert set(ends.values()) == {2}, "the line must be closed"
        return frozenset({_steps(figure)})
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
    figure = _figure(exercise)
    assert isinstance(figure, Shape)
    fitting = names(figure)
    best = {"carré"} if "carré" in fitting else fitting
    return _chosen(exercise, lambda option: (option.text or "").removeprefix("un ") in best)


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
    return _chosen(exercise, lambda option: isinstance(option.figure, Shape) and test(names(option.figure)))


def _counted_shape(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Shape)
    return frozenset({_dots(figure).count(0) if "angles droits" in said(exercise) else len(figure.points)})


def _circle(exercise: Exercise) -> Answers:
    figure = exercise.content.prompt.figure  # type: ignore[union-attr]
    if figure is None:
        text = exercise.content.prompt.text or ""  # type: ignore[union-attr]
        known = {"pique": "le centre", "distance de lui": "le centre", "segment": "un rayon", "écartement": "un rayon"}
        right = next((name for word, name in known.items() if word in text), "le cercle")
        return _chosen(exercise, lambda option: option.text == right)
    assert isinstance(figure, Grid)
    points = {name: complex(*at) for name, at in figure.points}
    radius = abs(points["A"] - points["O"])
    if isinstance(exercise.content, Ask):
        return frozenset({int(radius)} if radius == int(radius) else ())
    return _chosen(exercise, lambda option: abs(abs(points[option.text or ""] - points["O"]) - radius) < 1e-9)


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
    figure = _figure(exercise)
    assert isinstance(figure, Solid)
    return _chosen(exercise, lambda option: (option.text or "").split()[1] == _FRENCH[figure.name])


def _solids_picked(exercise: Exercise) -> Answers:
    text = said(exercise)
    told = {part: int(number) for number, part in re.findall(r"(\d+) (faces|arêtes|sommets)", text)}
    if told:
        fitting = {name for name in _HULLS if all(counts(name)[part] == number for part, number in told.items())}
    else:
        fitting = next(solids for words, solids in _LIKE.items() if words in text)
    return _chosen(exercise, lambda option: isinstance(option.figure, Solid) and option.figure.name in fitting)


def _faces(exercise: Exercise) -> Answers:
    text = said(exercise)
    if isinstance(exercise.content, Choose):
        found = re.search(r"Une? (\w+) a (\d+) (\w+)\.", text)
        assert found is not None
        name = next(each for each, french in _FRENCH.items() if french == found[1])
        return _yes(exercise, counts(name)[found[3]] == int(found[2]))
    figure = _figure(exercise)
    assert isinstance(figure, Solid)
    have = counts(figure.name)
    if found := re.search(r"On fabrique (\d+) (\w+?)s? avec .* Combien de (tiges|boules)", text):
        assert found[2] == _FRENCH[figure.name]
        return frozenset({int(found[1]) * have["arêtes" if found[3] == "tiges" else "sommets"]})
    return frozenset({have[part] for part in have if re.search(rf"Combien (?:de |d'){part}", text)})


def _cubes(exercise: Exercise) -> Answers:
    """All of them, if each one stands on another or on the ground, and the top of each pile is in sight."""
    figure = _figure(exercise)
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
        return _yes(exercise, folds(figure.net))
    return _chosen(exercise, lambda option: isinstance(option.figure, Solid) and folds(option.figure.net))


def _aligned(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Grid)
    points = {name: complex(*at) for name, at in figure.points}

    def on_line(name: str) -> bool:
        return ((points["B"] - points["A"]).conjugate() * (points[name] - points["A"])).imag == 0

    if "sont-ils" in exercise.instruction:
        return _yes(exercise, on_line("C"))
    return _chosen(exercise, lambda option: on_line(option.text or ""))


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
    figure = _figure(exercise)
    assert isinstance(figure, Grid)
    other = _mirror(figure) - set(figure.given)
    assert all(0 <= column < figure.columns and 0 <= row < figure.rows for column, row in other)
    return frozenset({settled(figure.model_copy(update={"cells": tuple(other)}))})


def _symmetric(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Grid)
    return _yes(exercise, _mirror(figure) == frozenset(figure.given))


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
    figure = _figure(exercise)
    assert isinstance(figure, Grid)
    back = {move: name for name, move in _TILES.items()}
    code = tuple(back[move] for move in figure.moves) or tuple((exercise.content.prompt.text or "").split())  # type: ignore[union-attr]
    end = _walk(figure, code)
    return _chosen(exercise, lambda option: complex(*dict(figure.points)[option.text or ""]) == end)


def _codes(exercise: Exercise) -> Answers:
    """Every order of every choice of the tiles, tried."""
    figure, content = _figure(exercise), exercise.content
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


# --- data ---


def _cells(chart: Chart) -> dict[tuple[str, str], int]:
    return {
        (row, column): chart.values[r][c] or 0
        for (r, row), (c, column) in product(enumerate(chart.rows), enumerate(chart.columns))
    }


def _chart_read(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Chart)
    text = said(exercise)
    cells, rows, columns = _cells(figure), figure.rows, [_plain(column) for column in figure.columns]
    named = dict(zip(columns, figure.columns, strict=True))

    def total(things: list[str], row: str | None = None) -> int:
        return sum(v for (r, c), v in cells.items() if _plain(c) in things and (row is None or r == row))

    if isinstance(exercise.content, Choose):
        sums = {column: total([column]) for column in columns}
        best = max(sums.values()) if "le plus" in text else min(sums.values())
        return _chosen(exercise, lambda option: sums[_plain(option.text or "")] == best)
    if found := re.search(r"de plus y a-t-il pour (.*?) que pour (.*?) \?", text):
        return frozenset({total([found[1]]) - total([found[2]])})
    if found := re.search(r"de plus y a-t-il en (\w+) qu'en (\w+) \?", text):
        return frozenset({total(columns, found[1]) - total(columns, found[2])})
    if found := re.search(r"On veut arriver à (\d+) ", text):
        return frozenset({int(found[1]) - total(columns)})
    if found := re.search(r"y a-t-il en tout pour (.*?) et pour (.*?) \?", text):
        return frozenset({total([found[1], found[2]])})
    if found := re.search(r"y a-t-il en tout en (\w+) \?", text):
        return frozenset({total(columns, found[1])})
    if re.search(r"y a-t-il en tout \?", text):
        return frozenset({total(columns)})
    found = re.search(r"y a-t-il(?: en tout)?(?: en (CP|CE1|CE2))? pour (.*?) \?", text)
    assert found is not None
    assert found[2] in named
    assert rows
    return frozenset({total([found[2]], found[1])})


def _chart_completed(exercise: Exercise) -> Answers:
    figure = _figure(exercise)
    assert isinstance(figure, Chart)
    text = said(exercise)
    if found := re.search(r"En (\w+), il y a (\d+) élèves? pour (.*?)\.", text):
        row, column = figure.rows.index(found[1]), [_plain(thing) for thing in figure.columns].index(found[3])
        lines = [list(line) for line in figure.values]
        assert lines[row][column] is None
        lines[row][column] = int(found[2])
        return frozenset({figure.model_copy(update={"values": tuple(map(tuple, lines))})})
    values = list(figure.values[0])
    if whole := re.search(r"En tout, il y a (\d+) ", text):
        assert values.count(None) == 1
        values[values.index(None)] = int(whole[1]) - sum(value or 0 for value in values)
    else:
        for number, thing in re.findall(r"(\d+) \w+ pour (.*?)(?= et \d|\.)", text):
            place = [_plain(column) for column in figure.columns].index(thing)
            assert values[place] is None
            values[place] = int(number)
    assert None not in values
    return frozenset({figure.model_copy(update={"values": (tuple(values),)})})


RIGHT: Mapping[Activity, Callable[[Exercise], Answers]] = {
    Activity.COUNT_MONEY: _sum_counted,
    Activity.PAY: _paid,
    Activity.GIVE_CHANGE: _change,
    Activity.COMPARE_MONEY: _richest,
    Activity.CENTS: _in_cents,
    Activity.COMPARE_LENGTHS: _by_eye,
    Activity.MEASURE: _measured,
    Activity.DRAW_LENGTH: _to_draw,
    Activity.CONVERT: _converted,
    Activity.COMPARE_MEASURES: _compared,
    Activity.CHOOSE_UNIT: _unit,
    Activity.COMPARE_MASSES: _heavier,
    Activity.WEIGH: _weighed,
    Activity.BALANCE: _level,
    Activity.READ_CLOCK: _read_clock,
    Activity.SET_CLOCK: _set_clock,
    Activity.MATCH_CLOCK: _matched,
    Activity.DURATION: _duration,
    Activity.CALENDAR: _calendar,
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
    Activity.READ_CHART: _chart_read,
    Activity.COMPLETE_CHART: _chart_completed,
    Activity.CHART_PROBLEM: _chart_read,
}
"""Every right answer of an exercise, from the statement alone, by activity."""
