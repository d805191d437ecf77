"""Every family of maths exercises, by name: one module a family, each with `exercises(bench)`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from exercises.activity_list import load_activities
from exercises.exercise import Exercise
from exercises.maths import (
    addition,
    columns,
    comparing,
    counting,
    decomposing,
    dictation,
    doubles,
    equalities,
    facts,
    fractions,
    groups,
    mental,
    number_line,
    parity,
    place_value,
    sequences,
    tables,
)
from exercises.maths.making import Bench
from exercises.skills import SkillGraph

Family = Callable[[Bench], Iterator[Exercise]]

FAMILIES: Mapping[str, Family] = {
    "counting": counting.exercises,
    "place_value": place_value.exercises,
    "decomposing": decomposing.exercises,
    "number_line": number_line.exercises,
    "comparing": comparing.exercises,
    "sequences": sequences.exercises,
    "dictation": dictation.exercises,
    "parity": parity.exercises,
    "addition": lambda bench: addition.additions(),
    "facts": facts.exercises,
    "equalities": equalities.exercises,
    "mental": mental.exercises,
    "doubles": doubles.exercises,
    "columns": columns.exercises,
    "tables": tables.exercises,
    "groups": groups.exercises,
    "fractions": fractions.exercises,
}


def maths_exercises(folder: Path, graph: SkillGraph) -> Iterator[Exercise]:
    """Every exercise of maths; ContentError names the line of what is wrong in the data."""
    bench = Bench(load_activities(folder / "activities.yaml"), graph)
    for family in FAMILIES.values():
        yield from family(bench)
