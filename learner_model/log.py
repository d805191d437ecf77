"""Learners' logs: who answered what, right or wrong, in order. Read from CSV lines, kept as arrays."""

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from learner_model.errors import LearnerModelError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

JOIN = "~~"
REQUIRED = ("student", "item", "skill", "correct")
FEWEST_STUDENTS = 5


class Answer(NamedTuple):
    """One row: an item answered once, whatever the number of its skills.

    Logs from outside have no domain, grade, difficulty (content prior, common to all grades), guess, hints nor
    latency (seconds).
    """

    student: str
    item: str
    skills: tuple[str, ...]
    correct: int
    timestamp: float | None
    domain: str = ""
    grade: str = "cp"
    difficulty: float = 0.0
    guess: float = 0.0
    hints: int = 0
    latency: float | None = None


@dataclass(frozen=True, eq=False)
class Log:
    """Answers, grouped by student, in each student's order.

    `skills` is (answers, most skills of an answer), padded with -1; `group` numbers the sets of skills that occur
    together and in one domain (`domains`). `timestamp` in seconds, or None when the log has none. `difficulty` and
    `guess` are of items, `grades` of students. `latency` in seconds, NaN where it is not known.
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
    domains: tuple[str, ...]
    grades: tuple[str, ...]
    difficulty: Floats
    guess: Floats
    hints: Floats
    latency: Floats

    def seconds(self) -> Floats:
        """The time of each answer; a log without times is taken as one answer a minute."""
        if self.timestamp is not None:
            return self.timestamp
        starts = np.searchsorted(self.student, self.student)
        minutes: Floats = (60.0 * (1.0 + np.arange(len(self)) - starts)).astype(np.float64)
        return minutes

    def __len__(self) -> int:
        return len(self.correct)

    def only(self, rows: Ints) -> "Log":
        """The log of these rows alone (whole students, in order): nothing of the others is left, not even a name."""

        def kept(numbers: Ints, names: Sequence[Any]) -> tuple[Ints, Ints, tuple[Any, ...]]:
            old, new = np.unique(numbers[rows], return_inverse=True)
            return old, new.astype(np.int64), tuple(names[number] for number in old)

        students, student, student_names = kept(self.student, self.students)
        items, item, item_names = kept(self.item, self.items)
        groups, group, group_names = kept(self.group, self.groups)
        return replace(
            self,
            student=student,
            item=item,
            skills=self.skills[rows],
            group=group,
            correct=self.correct[rows],
            timestamp=None if self.timestamp is None else self.timestamp[rows],
            students=student_names,
            items=item_names,
            groups=group_names,
            domains=tuple(self.domains[number] for number in groups),
            grades=tuple(self.grades[number] for number in students),
            difficulty=self.difficulty[items],
            guess=self.guess[items],
            hints=self.hints[rows],
            latency=self.latency[rows],
        )

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> "Log":
        """Number the names and sort by student, keeping each student's order."""
        students: dict[str, int] = {}
        items: dict[str, int] = {}
        skills: dict[str, int] = {}
        groups: dict[tuple[tuple[str, ...], str], int] = {}
        grades: dict[str, str] = {}
        of_item: dict[str, tuple[float, float]] = {}
        columns: list[tuple[int, int, int, int, float, int, float]] = []
        timed = True
        for answer in answers:
            names = tuple(sorted(set(answer.skills)))
            for name in names:
                skills.setdefault(name, len(skills))
            timed = timed and answer.timestamp is not None
            grades[answer.student] = answer.grade
            of_item[answer.item] = (answer.difficulty, answer.guess)
            columns.append(
                (
                    students.setdefault(answer.student, len(students)),
                    items.setdefault(answer.item, len(items)),
                    groups.setdefault((names, answer.domain), len(groups)),
                    answer.correct,
                    answer.timestamp or 0.0,
                    answer.hints,
                    math.nan if answer.latency is None else answer.latency,
                )
            )
        if not columns:
            raise LearnerModelError("the log has no answer")
        table = np.array(columns, dtype=float)
        table = table[np.argsort(table[:, 0], kind="stable")]
        padded = np.full((len(groups), max(1, max(len(names) for names, _ in groups))), -1, dtype=np.int64)
        for (names, _), row in groups.items():
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
            groups=tuple(names for names, _ in groups),
            domains=tuple(domain for _, domain in groups),
            grades=tuple(grades[student] for student in students),
            difficulty=np.array([of_item[item][0] for item in items]),
            guess=np.array([of_item[item][1] for item in items]),
            hints=table[:, 5].copy(),
            latency=table[:, 6].copy(),
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
