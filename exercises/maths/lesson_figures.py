"""Figures as a teacher writes them in a lesson: `cubes: {dizaines: 2, unites: 4}`, `horloge: {heure: 7}`.

The French names of the manipulatives and of what they hold; anything else is a fault of the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from exercises.figures import Chart, Figure, Money
from exercises.handling import may_become
from exercises.maths.things import THINGS
from exercises.sources import Branch

_FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)


@dataclass(frozen=True, slots=True)
class _Tool:
    """The name of a manipulative in `figures.py`, the names of its fields, and those that its French name settles."""

    tool: str
    fields: Mapping[str, str]
    settled: Mapping[str, Any] = field(default_factory=dict)


_CHART = {"titre": "title", "lignes": "rows", "colonnes": "columns", "valeurs": "values", "pas": "step"}
_FRACTION = {"parts": "parts", "entiers": "wholes", "coloriees": "shaded"}
_TOOLS: Mapping[str, _Tool] = {
    "cubes": _Tool("blocks", {"milliers": "thousands", "centaines": "hundreds", "dizaines": "tens", "unites": "ones"}),
    "droite": _Tool(
        "number_line",
        {
            "de": "start",
            "a": "end",
            "pas": "step",
            "nombres": "labels",
            "fleche": "mark",
            "cran": "snap",
            "bonds": "jumps",
        },
    ),
    "boites": _Tool("ten_frame", {"boites": "frames", "ronds": "filled", "carres": "second"}),
    "collection": _Tool("collection", {"groupes": "groups", "image": "picture"}),
    "rangees": _Tool("collection", {"groupes": "groups", "image": "picture"}, {"arrayed": True}),
    "barres": _Tool("bar_model", {"barres": "bars", "total": "total", "ecart": "difference", "etiquettes": "tiles"}),
    "bande": _Tool("fraction_bar", _FRACTION, {"form": "strip"}),
    "disque": _Tool("fraction_bar", _FRACTION, {"form": "disc"}),
    "carre": _Tool("fraction_bar", _FRACTION, {"form": "square"}),
    "monnaie": _Tool("money", {"posees": "laid", "porte_monnaie": "purse"}),
    "horloge": _Tool("clock", {"heure": "hour", "minute": "minute", "pas": "step"}),
    "quadrillage": _Tool(
        "grid",
        {
            **{"colonnes": "columns", "lignes": "rows", "cases": "cells", "donnees": "given", "axe": "axis"},
            **{"pointe": "pegs", "segments": "segments", "points": "points"},
        },
    ),
    "balance": _Tool("balance", {"gauche": "left", "droite": "right", "penche": "leans", "boite": "box"}),
    "regle": _Tool("ruler", {"longueur": "length", "debut": "start", "fin": "end", "pas": "snap"}),
    "forme": _Tool("shape", {"nom": "name", "tournee": "turned", "angles_droits": "squares"}),
    "solide": _Tool("solid", {"nom": "name", "ouvert": "unfolded"}),
    "diagramme": _Tool("chart", _CHART, {"form": "bars"}),
    "tableau": _Tool("chart", _CHART, {"form": "table"}),
}
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "leans": {"gauche": "left", "droite": "right", "niveau": "level"},
    "pegs": {"oui": True},
    "squares": {"oui": True},
    "unfolded": {"oui": True},
    "picture": {thing.plural: thing.picture for thing in THINGS},
    "name": {
        **{"carre": "square", "rectangle": "rectangle", "triangle": "triangle", "losange": "rhombus"},
        **{"triangle_rectangle": "right_triangle", "cercle": "circle", "pentagone": "pentagon", "hexagone": "hexagon"},
        **{"quadrilatere": "quadrilateral", "cube": "cube", "pave": "cuboid", "boule": "sphere"},
        **{"cylindre": "cylinder", "cone": "cone", "pyramide": "pyramid"},
    },
}
_ACROSS = {"verticale": "vertical", "horizontale": "horizontal"}


def read_figure(branch: Branch) -> Figure:
    """The figure written here; ContentError names the line of what it lacks or may not hold."""
    written = branch.held
    if not isinstance(written, dict) or len(written) != 1:
        raise branch.place.error("one figure is expected, as in 'cubes: {dizaines: 2, unites: 4}'")
    ((name, inside),) = written.items()
    tool = _TOOLS.get(name)
    if tool is None:
        raise branch.place.error(f"there is no figure {name!r} (there are {', '.join(_TOOLS)})")
    fields: dict[str, Any] = {"tool": tool.tool, **tool.settled}
    for key, value in inside.entries(frozenset(), frozenset(tool.fields)).items():
        fields[tool.fields[key]] = _value(tool.fields[key], value)
    try:
        figure = _FIGURE.validate_python(fields)
    except ValidationError as error:
        first = error.errors()[0]
        french = {english: key for key, english in tool.fields.items()}
        where = next((french[str(step)] for step in first["loc"] if str(step) in french), name)
        raise inside.place.error(f"{name}, {where}: {first['msg']}") from None
    if not isinstance(figure, Money) and not may_become(figure, figure):
        raise inside.place.error(f"{name}: what is on it goes past its ends")
    if isinstance(figure, Chart) and {len(row) for row in figure.values} != {len(figure.columns)}:
        raise inside.place.error(f"{name}: each line needs a value for each column")
    return figure


def _value(key: str, branch: Branch) -> Any:
    """What a field holds, its French words put into those of `figures.py`."""
    if key in _WORDS:
        word = branch.plain
        if word not in _WORDS[key] and not (key == "picture" and isinstance(word, str) and word.isalnum()):
            raise branch.place.error(f"{word!r} is not known here (known: {', '.join(map(str, _WORDS[key]))})")
        return _WORDS[key].get(word, word)
    match key:
        case "values":
            return [[None if value.plain == "?" else value.number() for value in row.items()] for row in branch.items()]
        case "bars":
            return [_bar(bar) for bar in branch.items()]
        case "left" | "right":
            return [{"grams": one} if isinstance(one, int) else {"label": one} for one in branch.plain]
        case "axis":
            written = branch.entries(frozenset(), frozenset(_ACROSS))
            if len(written) != 1:
                raise branch.place.error("one axis is expected, as in 'axe: {verticale: 8}'")
            return {"across": _ACROSS[next(iter(written))], "place": next(iter(written.values())).number()}
        case "jumps":
            return [dict(zip(("start", "end", "label"), jump, strict=False)) for jump in branch.plain]
        case "tiles" | "total" | "difference":
            return [str(one) for one in branch.plain] if key == "tiles" else str(branch.plain)
    return branch.plain


def _bar(branch: Branch) -> dict[str, Any]:
    """A bar: a name and its parts, each a number, or [its size, what is written in it]."""
    found = branch.entries(frozenset({"parts"}), frozenset({"nom"}))
    parts = []
    for part in found["parts"].items():
        size, label = part.plain if isinstance(part.held, list) else (part.number(), part.plain)
        parts.append({"size": size, "label": str(label)})
    return {"name": found["nom"].text() if "nom" in found else "", "parts": parts}
