"""The file of attempts that a school hands over: one a month, columns of numbers, pseudonyms and no name.

`<UAI>/<YYYY-MM>.npz`, NumPy's own format (no pickle), in which `format` is 1 and
  classes, pupils: pseudonyms (64 bits);  grade: of each class (cp, ce1, ce2);  pupil_class: the class of each pupil
  items, item_difficulty, item_guess: the exercises;  sets: their sets of skills, joined by ~~;  domains: of each set
  class_rows: how many answers each class has, so that work is shared out without reading more
  then one number an answer, class by class, pupil by pupil, in time: pupil, item, set (places in the lists above),
  correct (0, 1), first (1: the first answer to its exercise), at (seconds since 1970), day (days since 1970, by the
  school's clock), hints, latency (seconds).
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from learner_model.log import JOIN, Floats, Ints, Log
from tutor.errors import BadInputError

FORMAT = 1
LISTS = ("classes", "grade", "pupils", "pupil_class", "items", "item_difficulty", "item_guess", "sets", "domains")
ROWS = ("pupil", "item", "set", "correct", "first", "at", "day", "hints", "latency")
Column = NDArray[Any]


@dataclass(frozen=True)
class Share:
    """Some classes of a school: what one worker reads. `classes`: pseudonyms."""

    files: tuple[Path, ...]
    classes: tuple[int, ...]
    answers: int


def write(path: Path, columns: dict[str, Column], *, small: bool = True) -> None:
    """Write a month, whole or not at all. `columns`: LISTS and ROWS; `small`: compressed."""
    count = np.bincount(columns["pupil_class"][columns["pupil"]], minlength=len(columns["classes"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        everything: dict[str, Any] = {"format": np.array(FORMAT), "class_rows": count, **columns}
        (np.savez_compressed if small else np.savez)(file, **everything)
    part.replace(path)


def read(path: Path, names: Sequence[str] = (*LISTS, *ROWS)) -> dict[str, Column]:
    """Columns of a month. Raises BadInputError when this is no such file."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if int(file["format"]) != FORMAT:
                raise BadInputError(f"{path}: format {int(file['format'])}, but this version of Marelle reads {FORMAT}")
            columns = {name: file[name] for name in names}
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError) as error:
        raise BadInputError(f"{path} is not a month of attempts ({error}): ask the school for it again") from None
    if {"pupil", "classes"} <= columns.keys():
        _checked(path, columns)
    return columns


def shares(folder: Path, most: int) -> list[Share]:
    """All the classes of a folder of schools, shared out: whole classes of one school, `most` answers or so each."""
    found: list[Share] = []
    for school in sorted({path.parent for path in folder.glob("*/*.npz")}):
        files = tuple(sorted(school.glob("*.npz")))
        answers: dict[int, int] = {}
        for path in files:
            columns = read(path, ("classes", "class_rows"))
            for key, count in zip(columns["classes"].tolist(), columns["class_rows"].tolist(), strict=True):
                answers[key] = answers.get(key, 0) + count
        taken: list[int] = []
        for key in sorted(answers):
            taken.append(key)
            if sum(answers[one] for one in taken) >= most:
                found.append(Share(files, tuple(taken), sum(answers[one] for one in taken)))
                taken = []
        if taken:
            found.append(Share(files, tuple(taken), sum(answers[one] for one in taken)))
    if not found:
        raise BadInputError(f"there is no month of attempts in {folder}: it should hold <UAI>/<YYYY-MM>.npz")
    return found


def months_of(share: Share) -> Iterable[dict[str, Column]]:
    """The months of a share, with the answers of its classes alone."""
    for path in share.files:
        columns = read(path)
        wanted = np.isin(columns["classes"], np.array(share.classes, dtype=np.uint64))
        rows = wanted[columns["pupil_class"][columns["pupil"]]]
        yield columns | {name: columns[name][rows] for name in ROWS}


def log_of(share: Share) -> Log:
    """The answers of some classes as a log, all months in order."""
    pupils, items, sets = _Numbers(), _Numbers(), _Numbers()
    difficulty: dict[int, float] = {}
    guess: dict[int, float] = {}
    grades: dict[int, str] = {}
    student, item, group, others = list[Ints](), list[Ints](), list[Ints](), list[Floats]()
    for columns in months_of(share):
        met = np.unique(columns["pupil"])
        own = pupils.of(columns["pupils"], met)
        grade = columns["grade"][columns["pupil_class"]]
        grades |= {int(own[one]): str(grade[one]) for one in met}
        shown = np.unique(columns["item"])
        of_item = items.of(columns["items"], shown)
        difficulty |= {int(of_item[one]): float(columns["item_difficulty"][one]) for one in shown}
        guess |= {int(of_item[one]): float(columns["item_guess"][one]) for one in shown}
        both = [f"{domain}\n{names}" for names, domain in zip(columns["sets"], columns["domains"], strict=True)]
        of_set = sets.of(np.array(both), np.unique(columns["set"]))
        student.append(own[columns["pupil"]])
        item.append(of_item[columns["item"]])
        group.append(of_set[columns["set"]])
        others.append(np.column_stack([columns[name] for name in ("correct", "at", "hints", "latency")]).astype(float))
    who = np.concatenate(student)
    order = np.argsort(who, kind="stable")
    numbers = np.concatenate(others)[order]
    named = [name.split("\n") for name in sets.names]
    groups = tuple(tuple(names.split(JOIN)) for _, names in named)
    return Log(
        student=who[order],
        item=np.concatenate(item)[order],
        skills=np.zeros((len(who), 0), dtype=np.int64),
        group=np.concatenate(group)[order],
        correct=numbers[:, 0].copy(),
        timestamp=numbers[:, 1].copy(),
        students=tuple(pupils.names),
        items=tuple(items.names),
        skill_names=(),
        groups=groups,
        domains=tuple(domain for domain, _ in named),
        grades=tuple(grades[number] for number in range(len(grades))),
        difficulty=np.array([difficulty[number] for number in range(len(difficulty))]),
        guess=np.array([guess[number] for number in range(len(guess))]),
        hints=numbers[:, 2].copy(),
        latency=numbers[:, 3].copy(),
    )


class _Numbers:
    """Gives each name the next number."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[str, int] = {}

    def of(self, names: Column, used: Ints) -> Ints:
        """A table from a name's place in the list to its number; of the places that are used alone."""
        table = np.full(len(names), -1, dtype=np.int64)
        for place in used.tolist():
            name = str(names[place])
            if name not in self._places:
                self._places[name] = len(self.names)
                self.names.append(name)
            table[place] = self._places[name]
        return table


def _checked(path: Path, columns: dict[str, Column]) -> None:
    """What others wrote is looked at before it is counted."""
    same = [(ROWS[0], name) for name in ROWS]
    same += [("pupils", "pupil_class"), ("classes", "grade"), ("sets", "domains")]
    same += [("items", "item_difficulty"), ("items", "item_guess")]
    right = all(column.ndim == 1 for column in columns.values())
    right = right and all(len(columns[one]) == len(columns[other]) for one, other in same)
    right = right and all(
        len(columns[place]) == 0 or (columns[place].min() >= 0 and columns[place].max() < len(columns[of]))
        for place, of in (("pupil", "pupils"), ("item", "items"), ("set", "sets"), ("pupil_class", "classes"))
    )
    if not (right and np.isin(columns["correct"], (0, 1)).all() and np.isfinite(columns["at"]).all()):
        raise BadInputError(f"{path} does not hold together: ask the school for it again")
