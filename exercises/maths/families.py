"""Every family of maths exercises, by name: one module a family, each with `exercises(bench)`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from exercises.activity_list import load_activities
from exercises.exercise import Exercise
from exercises.maths import (
    addition,
    alignment,
    capacities,
    charts,
    circles,
    clock,
    columns,
    comparing,
    counting,
    dates,
    decomposing,
    dictation,
    doubles,
    durations,
    equalities,
    facts,
    fractions,
    groups,
    lengths,
    masses,
    mental,
    money,
    moves,
    nets,
    number_line,
    parity,
    perimeter,
    place_value,
    sequences,
    shapes,
    solids,
    symmetry,
    tables,
)
from exercises.maths.making import Bench
from exercises.maths.problems import making as problems
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
    "problems": problems.exercises,
    "money": money.exercises,
    "lengths": lengths.exercises,
    "masses": masses.exercises,
    "capacities": capacities.exercises,
    "clock": clock.exercises,
    "durations": durations.exercises,
    "dates": dates.exercises,
    "perimeter": perimeter.exercises,
    "shapes": shapes.exercises,
    "circles": circles.exercises,
    "solids": solids.exercises,
    "nets": nets.exercises,
    "alignment": alignment.exercises,
    "symmetry": symmetry.exercises,
    "moves": moves.exercises,
    "charts": charts.exercises,
}


def maths_exercises(folder: Path, graph: SkillGraph) -> Iterator[Exercise]:
    """Every exercise of maths; ContentError names the line of what is wrong in the data."""
    bench = Bench(load_activities(folder / "activities.yaml"), graph, folder)
    for family in FAMILIES.values():
        yield from family(bench)
