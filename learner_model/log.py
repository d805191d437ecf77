"""Learners' logs: who answered what, right or wrong, in order. Read from CSV lines, kept as arrays."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learner_model.errors import LearnerModelError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

JOIN = "~~"
REQUIRED = ("student", "item", "skill", "correct")
FEWEST_STUDENTS = 5


class Answer(NamedTuple):
    """One row: an item answered once, whatever the number of its skills."""

    student: str
    item: str
    skills: tuple[str, ...]
    correct: int
    timestamp: float | None


@dataclass(frozen=True, eq=False)
class Log:
    """Answers, grouped by student, in each student's order.

    `skills` is (answers, most skills of an answer), padded with -1; `group` numbers the sets of skills that occur
    together. `timestamp` in seconds, or None when the log has none.
    """

    student: Ints
    item: Ints
    skills: Ints
    group: Ints
    correct: Floats
    timestamp: Floats | None
    students: tuple[str, ...]
    items: tuple[str, ...]
    skill_names: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.correct)

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> "Log":
        """Number the names and sort by student, keeping each student's order."""
        students: dict[str, int] = {}
        items: dict[str, int] = {}
        skills: dict[str, int] = {}
        groups: dict[tuple[str, ...], int] = {}
        columns: list[tuple[int, int, int, int, float]] = []
        timed = True
        for answer in answers:
            names = tuple(sorted(set(answer.skills)))
            for name in names:
                skills.setdefault(name, len(skills))
            timed = timed and answer.timestamp is not None
            columns.append(
                (
                    students.setdefault(answer.student, len(students)),
                    items.setdefault(answer.item, len(items)),
                    groups.setdefault(names, len(groups)),
                    answer.correct,
                    answer.timestamp or 0.0,
                )
            )
        if not columns:
            raise LearnerModelError("the log has no answer")
        table = np.array(columns, dtype=float)
        table = table[np.argsort(table[:, 0], kind="stable")]
        padded = np.full((len(groups), max(1, max(map(len, groups)))), -1, dtype=np.int64)
        for names, row in groups.items():
            padded[row, : len(names)] = [skills[name] for name in names]
        group = table[:, 2].astype(np.int64)
        return cls(
            student=table[:, 0].astype(np.int64),
            item=table[:, 1].astype(np.int64),
            skills=padded[group],
            group=group,
            correct=table[:, 3].copy(),
            timestamp=table[:, 4].copy() if timed else None,
            students=tuple(students),
            items=tuple(items),
            skill_names=tuple(skills),
            groups=tuple(groups),
        )


def read_log(lines: Iterable[str], name: str) -> Log:
    """A CSV log: columns student,item,skill,correct[,timestamp], several skills of one answer joined by `~~`.

    Rows of one answer written once a skill (same student, item, correct and timestamp, one after another) become
    one answer: left apart, each would tell the others' label. LearnerModelError names the line that is wrong.
    """
    reader = csv.reader(lines)
    try:
        header = [column.strip().lstrip("\ufeff") for column in next(reader, [])]
        if missing := [column for column in REQUIRED if column not in header]:
            raise LearnerModelError(
                f"{name}, line 1: the column {missing[0]!r} is missing; needed: student,item,skill,correct[,timestamp]"
            )
        places = [header.index(column) for column in REQUIRED]
        time_place = header.index("timestamp") if "timestamp" in header else None
        answers = [
            _answer(row, places, time_place, len(header), f"{name}, line {reader.line_num}") for row in reader if row
        ]
    except csv.Error as error:
        raise LearnerModelError(f"{name}, line {reader.line_num}: this is not CSV: {error}") from error
    if not answers:
        raise LearnerModelError(f"{name}: the log has no answer under its header")
    return Log.of(_merged(answers))


def _answer(row: list[str], places: list[int], time_place: int | None, width: int, where: str) -> Answer:
    if len(row) != width:
        raise LearnerModelError(f"{where}: {len(row)} fields, but the header has {width}")
    student, item, skill, correct = (row[place].strip() for place in places)
    if not student or not item:
        raise LearnerModelError(f"{where}: student and item must not be empty")
    if correct not in ("0", "1"):
        raise LearnerModelError(f"{where}: correct must be 0 or 1, not {correct!r}")
    skills = tuple(part for part in skill.split(JOIN) if part)
    if not skills:
        raise LearnerModelError(f"{where}: skill must not be empty")
    timestamp = None
    if time_place is not None:
        try:
            timestamp = float(row[time_place])
        except ValueError:
            timestamp = math.nan
        if not math.isfinite(timestamp):
            raise LearnerModelError(f"{where}: timestamp must be a number of seconds, not {row[time_place]!r}")
    return Answer(student, item, skills, int(correct), timestamp)


def _merged(answers: list[Answer]) -> Iterable[Answer]:
    """Join the rows of one answer. Without timestamps a repeated row is a repeated answer."""
    if answers[0].timestamp is None:
        yield from answers
        return
    kept = answers[0]
    for before, answer in pairwise(answers):
        same = answer._replace(skills=()) == before._replace(skills=())
        if same and not set(answer.skills) & set(kept.skills):
            kept = kept._replace(skills=kept.skills + answer.skills)
        else:
            yield kept
            kept = answer
    yield kept
