"""Solids: name them, pick them out, count faces, edges and vertices, count the cubes of a building."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from exercises.activities import Activity
from exercises.exercise import Ask, Exercise, Option, Prompt
from exercises.figures import Solid, SolidName
from exercises.maths.making import Bench, choice, distinct, in_order, worded

_CP: tuple[SolidName, ...] = ("cube", "cuboid", "sphere", "cylinder", "cone")
_ALL: tuple[SolidName, ...] = (*_CP, "pyramid")
NAMES: dict[SolidName, str] = {
    **{"cube": "un cube", "cuboid": "un pavé", "sphere": "une boule", "cylinder": "un cylindre"},
    **{"cone": "un cône", "pyramid": "une pyramide"},
}
COUNTS: dict[SolidName, tuple[int, int, int]] = {  # faces, edges, vertices; the pyramid's base is a square
    **{"cube": (6, 12, 8), "cuboid": (6, 12, 8), "pyramid": (5, 8, 5)},
}
_PARTS = ("faces", "arêtes", "sommets")
_STAGE = {"geometry.solids": "", "geometry.solids_edges": "edges."}
_KINDS: dict[str, frozenset[SolidName]] = {
    "Touche tous les solides qui peuvent rouler.": frozenset({"sphere", "cylinder", "cone"}),
    "Touche tous les solides qui ont seulement des faces plates.": frozenset({"cube", "cuboid", "pyramid"}),
    "Touche tous les solides qui ont au moins une face en forme de disque.": frozenset({"cylinder", "cone"}),
}
_RIDDLES: dict[SolidName, tuple[str, ...]] = {
    "cube": ("Toutes mes faces sont des carrés.", "Je ressemble à un dé."),
    "cuboid": ("J’ai six faces. Ce sont des rectangles.", "Je ressemble à une boîte à chaussures."),
    "sphere": ("Je roule et je n’ai aucune face plate.", "Je ressemble à une orange."),
    "cylinder": ("J’ai deux faces en forme de disque.", "Je ressemble à une boîte de conserve."),
    "cone": ("J’ai une seule face plate, un disque, et une pointe.", "Je ressemble à un chapeau de fée."),
}


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """CP names and cubes to count, CE1 faces, edges and vertices."""
    yield from _named(bench)
    yield from _riddles(bench)
    yield from _sorted(bench)
    yield from _buildings(bench)
    yield from _parts(bench)
    yield from _frames(bench)
    yield from _true_or_false(bench)
    yield from _with_so_many(bench)


def _name(solid: SolidName) -> Option:
    return Option(text=NAMES[solid], say=NAMES[solid])


def _named(bench: Bench) -> Iterator[Exercise]:
    for known, skill in ((_CP, "geometry.solids"), (_ALL, "geometry.solids_edges")):
        for solid in known if skill == "geometry.solids" else ("pyramid",):
            for others in combinations([each for each in known if each != solid], 2):
                key = f"solids.{_STAGE[skill]}name.{solid}.{'-'.join(others)}"
                prompt = Prompt(figure=Solid(name=solid))
                yield bench.exercise(
                    key,
                    Activity.NAME_SOLID,
                    choice(key, prompt, [_name(solid)], [_name(other) for other in others]),
                    skills=[skill],
                    features={"options": 3},
                    harder=0.45 if solid in ("cuboid", "cylinder") else -0.45,
                    theme=f"solids.{solid}",
                )


def _riddle(
    bench: Bench, key: str, riddle: str, solid: SolidName, others: Sequence[SolidName], skill: str, harder: float
) -> Exercise:
    """« Qui suis-je ? » among three."""
    content = choice(
        key,
        Prompt(text=riddle, say=riddle),
        [Option(figure=Solid(name=solid))],
        [Option(figure=Solid(name=other)) for other in others],
    )
    return bench.exercise(
        key,
        Activity.PICK_SOLIDS,
        content,
        skills=[skill],
        features={"options": 3},
        harder=harder,
        instruction="Qui suis-je\u00a0? Touche le bon solide.",
        theme=f"solids.{solid}",
    )


def _riddles(bench: Bench) -> Iterator[Exercise]:
    for solid, riddles in _RIDDLES.items():
        for place, riddle in enumerate(riddles):
            pool = [each for each in _CP if each not in (solid, "cube", "cuboid")]
            for others in combinations(pool, 2):
                key = f"solids.riddle.{solid}.{place}.{'-'.join(others)}"
                yield _riddle(bench, key, riddle, solid, others, "geometry.solids", 0.0)


def _sorted(bench: Bench) -> Iterator[Exercise]:
    """All of a kind among four."""
    for place, (instruction, kind) in enumerate(_KINDS.items()):
        for four in combinations(_ALL, 4):
            right = [Option(figure=Solid(name=each)) for each in four if each in kind]
            wrong = [Option(figure=Solid(name=each)) for each in four if each not in kind]
            if not right or not wrong:
                continue
            key = f"solids.sort.{place}.{'-'.join(four)}"
            yield bench.exercise(
                key,
                Activity.PICK_SOLIDS,
                choice(key, Prompt(), right, wrong),
                skills=["geometry.solids_edges" if "pyramid" in four else "geometry.solids"],
                features={"right": len(right)},
                harder=0.2 * (len(right) - 1),
                instruction=instruction,
                theme="solids.sort",
            )


def building(heights: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, int, int], ...]:
    """Cubes piled so high on each square of the ground: column, row, height."""
    return tuple(
        (column, row, level)
        for row, line in enumerate(heights)
        for column, height in enumerate(line)
        for level in range(height)
    )


def _buildings(bench: Bench) -> Iterator[Exercise]:
    """No pile stands before a higher one, so that each pile is seen; no pile hangs in the air."""
    seen = set()
    for turn in range(330):
        chance = Random(f"solids.cubes.{turn}")
        wide, deep, high = 2 + turn % 3, 1 + turn // 3 % 3, 2 + turn // 9 % 2
        lines: list[tuple[int, ...]] = []
        for _ in range(deep):
            line: list[int] = []
            for column in range(wide):
                most = min(line[-1] if line else high, lines[-1][column] if lines else high)
                line.append(max(chance.randint(0, most), chance.randint(0, most)))
            lines.append(tuple(line))
        heights = tuple(lines)
        cubes = building(heights)
        if heights in seen or len(cubes) < 3:
            continue
        seen.add(heights)
        hidden = sum(
            (column + 1, row, level) in cubes
            and (column, row + 1, level) in cubes
            and (column, row, level + 1) in cubes
            for column, row, level in cubes
        )
        yield bench.exercise(
            f"solids.cubes.{'_'.join(''.join(map(str, line)) for line in heights)}",
            Activity.COUNT_CUBES,
            Ask(prompt=Prompt(figure=Solid(name="cube", cubes=cubes)), answers=(str(len(cubes)),), largest=100),
            skills=["geometry.solids"],
            features={"cubes": len(cubes), "hidden": hidden, "high": max(map(max, heights))},
            harder=0.12 * (len(cubes) - 8) + 0.3 * min(hidden, 2),
            theme=f"solids.cubes.{len(cubes)}",
        )


def _parts(bench: Bench) -> Iterator[Exercise]:
    for solid, counts in COUNTS.items():
        for part, many in zip(_PARTS, counts, strict=True):
            question = f"Combien {'d’' if part == 'arêtes' else 'de '}{part} a ce solide\u00a0?"
            yield bench.exercise(
                f"solids.edges.count.{solid}.{_PARTS.index(part)}",
                Activity.COUNT_FACES,
                Ask(prompt=Prompt(figure=Solid(name=solid), say=question), answers=(str(many),), largest=100),
                skills=["geometry.solids_edges"],
                features={"count": many},
                harder=0.05 * many - 0.2,
                theme=f"solids.{solid}",
                asks=f"solid {_PARTS.index(part)} {' '.join(map(str, counts))}",
            )


def _frames(bench: Bench) -> Iterator[Exercise]:
    """Rods and balls to build several skeletons: « 3 cubes, combien de tiges »."""
    for solid, (_, edges, vertices) in COUNTS.items():
        plain = NAMES[solid].split(" ", 1)[1]
        for many in range(1, 7):
            for part, each in (("tiges", edges), ("boules", vertices)):
                what = f"{many} {plain}{'s' if many > 1 else ''}"
                question = f"On fabrique {what} avec des tiges pour les arêtes et des boules pour les sommets."
                question += f" Combien de {part} faut-il\u00a0?"
                yield bench.exercise(
                    f"solids.edges.frame.{solid}.{part}.{many}",
                    Activity.COUNT_FACES,
                    Ask(
                        prompt=Prompt(figure=Solid(name=solid), text=question, say=question),
                        answers=(str(many * each),),
                        largest=100,
                    ),
                    skills=["geometry.solids_edges"],
                    features={"many": many, "count": each},
                    harder=0.15 * (many - 1),
                    theme=f"solids.{solid}",
                )


def _true_or_false(bench: Bench) -> Iterator[Exercise]:
    for solid, counts in COUNTS.items():
        for part, many in zip(_PARTS, counts, strict=True):
            for told in sorted({many, many - 2, many + 2, 4, 6, 8, 12, 5}):
                text = f"{NAMES[solid].capitalize()} a {told} {part}."
                yield bench.exercise(
                    f"solids.edges.true.{solid}.{_PARTS.index(part)}.{told}",
                    Activity.COUNT_FACES,
                    in_order(Prompt(text=text, say=text), worded("vrai", "faux"), [int(told != many)]),
                    skills=["geometry.solids_edges"],
                    features={"true": told == many, "count": many},
                    harder=0.0,
                    instruction="Vrai ou faux\u00a0?",
                    theme=f"solids.{solid}",
                )


def _with_so_many(bench: Bench) -> Iterator[Exercise]:
    """« J’ai 5 faces et 8 arêtes »: which of three solids."""
    for solid, counts in COUNTS.items():
        for first, second in combinations(range(3), 2):
            riddle = f"J’ai {counts[first]} {_PARTS[first]} et {counts[second]} {_PARTS[second]}."
            alike = [each for each, others in COUNTS.items() if others == counts]
            for turn, others in enumerate(combinations([each for each in _ALL if each not in alike], 2)):
                key = f"solids.edges.riddle.{solid}.{first}{second}.{turn}"
                yield _riddle(bench, key, riddle, solid, others, "geometry.solids_edges", 0.1)
