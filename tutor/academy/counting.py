"""The indicators of classes: counts that add up, and the rates made of them. Pure: numbers in, numbers out.

Of a class in a calendar month:
- pupils: those who answered at least one exercise;
- weeks: weeks (Monday to Sunday) in which somebody of the class practised, times pupils;
  active_weeks: of those, the ones in which the pupil did. Use rate = active_weeks / weeks: holidays do not lower it;
- minutes: time on exercises, a minute rounded. Time of a pupil in a week = minutes / weeks;
- exercises: how many were answered; judged: whose first answer was right or wrong, not unsure; right: right at once.
  Success rate = right / judged;
- followed: pairs of a pupil and a skill on which he answered on two days at least; progressing: of those, the ones in
  which the share of right first answers on the later days is above that of the first day, or at least `HELD`.
  Progress rate = progressing / followed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from learner_model.log import Ints

HELD: Final = 0.8
"""Who was right so often and stays there has not stopped progressing."""
FEWEST_PUPILS: Final = 5
"""No row is about fewer."""
TOGETHER: Final = "regroupées"
"""Label of the row of small classes put together."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is added up. See the top of the file."""

    classes: int = 0
    pupils: int = 0
    weeks: int = 0
    active_weeks: int = 0
    minutes: int = 0
    exercises: int = 0
    judged: int = 0
    right: int = 0
    followed: int = 0
    progressing: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def rates(self) -> dict[str, float | None]:
        """The four indicators, rounded; None where there is nothing to divide by."""
        return {
            "use_rate": _ratio(self.active_weeks, self.weeks, 2),
            "weekly_minutes": _ratio(self.minutes, self.weeks, 0),
            "success_rate": _ratio(self.right, self.judged, 2),
            "progress_rate": _ratio(self.progressing, self.followed, 2),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A class of a school in a month (« 2026-10 »). `label`: a number, never the class's name, or TOGETHER."""

    uai: str
    month: str
    grade: str
    label: str
    counts: Counts


@dataclass(frozen=True, eq=False)
class Practice:
    """A month of some classes, as columns. `pupil_class`: place of the class of each pupil.

    `day_*`: a row a pupil and day (days since 1970), several allowed. `skill_*`: a row a pupil, skill and day.
    """

    classes: int
    pupil_class: Ints
    day_pupil: Ints
    day: Ints
    seconds: NDArray[Any]
    exercises: Ints
    judged: Ints
    right: Ints
    skill_pupil: Ints
    skill: Ints
    skill_day: Ints
    skill_right: Ints
    skill_wrong: Ints


def count(practice: Practice) -> list[Counts]:
    """The counts of each class, in order."""
    one, many = practice, practice.classes
    of_row = one.pupil_class[one.day_pupil]

    def summed(numbers: NDArray[Any], of: Ints = of_row) -> Ints:
        return np.rint(np.bincount(of, numbers, many)).astype(np.int64)

    there = np.unique(one.day_pupil)
    pupils = np.bincount(one.pupil_class[there], minlength=many)
    week = (one.day + 3) // 7  # 1 January 1970 was a Thursday
    of_class = np.unique(np.column_stack([of_row, week]), axis=0)
    weeks = np.bincount(of_class[:, 0], minlength=many) * pupils
    of_pupil = np.unique(np.column_stack([one.day_pupil, week]), axis=0)
    active = np.bincount(one.pupil_class[of_pupil[:, 0]], minlength=many)
    followed, progressing = _progress(one)
    columns = np.column_stack(
        [
            (pupils > 0).astype(np.int64),
            pupils,
            weeks,
            active,
            summed(one.seconds / 60.0),
            summed(one.exercises),
            summed(one.judged),
            summed(one.right),
            followed,
            progressing,
        ]
    )
    return [Counts(*row) for row in columns.tolist()]


def _progress(one: Practice) -> tuple[Ints, Ints]:
    """By class: pairs of pupil and skill seen on two days at least, and those that progress."""
    if not len(one.skill):
        return np.zeros(one.classes, dtype=np.int64), np.zeros(one.classes, dtype=np.int64)
    pair = one.skill_pupil.astype(np.int64) * (int(one.skill.max()) + 1) + one.skill
    order = np.lexsort((one.skill_day, pair))
    pair, day = pair[order], one.skill_day[order]
    right, wrong = one.skill_right[order].astype(float), one.skill_wrong[order].astype(float)
    new = np.append(True, pair[1:] != pair[:-1])
    starts = np.flatnonzero(new)
    number = np.cumsum(new) - 1
    first = day == day[starts][number]
    sums = [np.bincount(number, part * where) for part in (right, right + wrong) for where in (first, ~first)]
    right_first, right_later, all_first, all_later = sums
    of_class = one.pupil_class[one.skill_pupil[order][starts]]
    seen = (all_first > 0) & (all_later > 0)
    before = right_first / np.maximum(all_first, 1.0)
    after = right_later / np.maximum(all_later, 1.0)
    better = seen & ((after > before) | (after >= HELD))
    return (
        np.bincount(of_class[seen], minlength=one.classes),
        np.bincount(of_class[better], minlength=one.classes),
    )


def published(rows: Iterable[Row]) -> list[Row]:
    """What may leave the school: no row about fewer than FEWEST_PUPILS pupils.

    Small classes of a grade are put together when that makes enough pupils, and left out else. What is left out is in
    no total either: every total is the sum of rows that are shown (`total`), so that no difference tells of it.
    """
    kept: list[Row] = []
    for _, of_grade in groupby(sorted(rows, key=_place), key=lambda row: _place(row)[:3]):
        small: list[Row] = []
        for row in of_grade:
            (kept if row.counts.pupils >= FEWEST_PUPILS else small).append(row)
        together = total(small)
        if together.pupils >= FEWEST_PUPILS:
            kept.append(Row(small[0].uai, small[0].month, small[0].grade, TOGETHER, together))
    return kept


def total(rows: Sequence[Row]) -> Counts:
    """The sum of rows."""
    found = Counts()
    for row in rows:
        found += row.counts
    return found


def _place(row: Row) -> tuple[str, str, str, int, str]:
    return row.uai, row.month, row.grade, len(row.label), row.label


def _ratio(part: int, whole: int, digits: int) -> float | None:
    return round(part / whole, digits) if whole else None
