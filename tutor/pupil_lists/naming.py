"""From rows to first names fit for a class: compound ones joined, two alike told apart by an initial."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exercises.exercise import Grade
from tutor.classroom.names import clean_first_name, same_name_key
from tutor.errors import BadInputError
from tutor.pupil_lists.tables_read import Row

_SHOWN: Final = 60
_INITIAL: Final = re.compile(r" \w\.?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A pupil of the list under the name he would have."""

    line: int
    first_name: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be taken, and why (French)."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Names:
    """`added`: who would come; `known`: who is there already; `left_out`: whose year is not of cycle 2."""

    added: tuple[Named, ...]
    known: tuple[Named, ...]
    left_out: tuple[Fault, ...]
    faults: tuple[Fault, ...]


def grade_of(level: str) -> Grade | None:
    """The grade that a « Niveau » names, None when it names none of ours."""
    return next((grade for grade in Grade if grade.value == same_name_key(level)), None)


def names_of(rows: Sequence[Row], present: Sequence[str], room: int, *, table: bool) -> Names:
    """What would become of these rows in a class of `present` first names that may take `room` more pupils."""
    taken, left_out, faults = [], [], []
    for row in rows:
        shown = (row.first_name or "(vide)")[:_SHOWN]
        if row.level and grade_of(row.level) is None:
            left_out.append(Fault(row.line, shown, f"niveau {row.level[:_SHOWN]}"))
            continue
        try:
            taken.append((row, clean_first_name(_joined(row.first_name) if table else row.first_name)))
        except BadInputError as error:
            faults.append(Fault(row.line, shown, error.message))
    alike = Counter(same_name_key(name) for _, name in taken)
    there = {same_name_key(name) for name in present}
    added: list[Named] = []
    known: list[Named] = []
    for row, name in taken:
        full = _with_initial(name, row.surname)
        if alike[same_name_key(name)] > 1:
            name = full
        if same_name_key(name) in there or same_name_key(full) in there:
            known.append(Named(row.line, name))
        elif same_name_key(name) in {same_name_key(one.first_name) for one in added}:
            faults.append(Fault(row.line, name, f"Il y a déjà {name} dans la liste : donnez-lui un surnom."))
        elif len(added) >= room:
            faults.append(Fault(row.line, name, "La classe est pleine."))
        else:
            added.append(Named(row.line, name))
    return Names(tuple(added), tuple(known), tuple(left_out), tuple(sorted(faults, key=lambda one: one.line)))


def _joined(first_name: str) -> str:
    """« Lou, Marie » is Lou; « JEAN PIERRE » is one name, that is written with a hyphen here."""
    name = first_name.split(",")[0].strip()
    return name if _INITIAL.search(name) else "-".join(name.split())


def _with_initial(name: str, surname: str) -> str:
    letter = next((letter for letter in surname if letter.isalpha()), "")
    return name if not letter or _INITIAL.search(name) else f"{name} {letter.upper()}."
