"""In which week of school a class learns each correspondence: the ready progressions, and a teacher's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from exercises.reading.gpcs import Gpcs
from exercises.sources import DATA, read_table

FILE = DATA / "reading" / "progressions.csv"
COLUMNS = ("progression", "semaine", "gpcs")
WEEKS: Final = range(1, 37)
"""Weeks of school in a year."""
_HOLIDAYS: Final = (8, 9, 17, 18, 25, 26, 33, 34)
"""Weeks since 1 September that are no weeks of school: autumn, Christmas, winter and spring, the zones' mean."""


@dataclass(frozen=True, slots=True)
class Step:
    """A correspondence and the week it is taught."""

    week: int
    gpc: str


@dataclass(frozen=True, slots=True)
class Progression:
    """Correspondences in the order they are taught, each once."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, steps: Iterable[Step]) -> "Progression":
        """Steps put in the order of their weeks; of those given twice the first is kept."""
        kept: dict[str, Step] = {}
        for step in sorted(steps, key=lambda step: step.week):
            kept.setdefault(step.gpc, step)
        return cls(tuple(kept.values()))

    @property
    def gpcs(self) -> tuple[str, ...]:
        """What is taught in the year, in order."""
        return tuple(step.gpc for step in self.steps)


def taught(progression: Progression, week: int) -> frozenset[str]:
    """The correspondences taught by the end of this week of school."""
    return frozenset(step.gpc for step in progression.steps if step.week <= week)


def school_week(day: date) -> int:
    """The week of school, 1 to 36, of a day; in holidays the last one before; in July and August 36."""
    if day.month in (7, 8):
        return WEEKS[-1]
    start = date(day.year if day.month >= 9 else day.year - 1, 9, 1)
    since = (day - start).days // 7 + 1
    return max(WEEKS[0], min(WEEKS[-1], since - sum(week <= since for week in _HOLIDAYS)))


@lru_cache(maxsize=2)
def ready_progressions(path: Path = FILE) -> dict[str, Progression]:
    """The shipped progressions by name ("marelle" first); ContentError names the line of what is wrong."""
    gpcs = Gpcs.load()
    steps: dict[str, dict[str, Step]] = {}
    for row in read_table(path, COLUMNS):
        if row["semaine"] not in map(str, WEEKS):
            raise row.place.error(f"the week must be {WEEKS[0]} to {WEEKS[-1]}, not {row['semaine']!r}")
        mine = steps.setdefault(row.needed("progression"), {})
        for slug in row["gpcs"].split():
            if slug not in gpcs:
                raise row.place.error(f"{slug!r} is no slug of gpcs.csv")
            if slug in mine:
                raise row.place.error(f"{slug!r} is already taught in week {mine[slug].week}")
            mine[slug] = Step(int(row["semaine"]), slug)
    return {name: Progression.of(mine.values()) for name, mine in steps.items()}
