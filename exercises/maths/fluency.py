"""How easily number facts come back: which facts, how many the programme expects in a minute, and the pace of a run.

The child sees no clock and no count: a run is a few facts that he knows, one after the other, as any other exercise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Final

from exercises.activities import Activity
from exercises.exercise import Ask, Compute, Exercise, Form, Grade
from exercises.sources import DATA, Row, read_table

FILE: Final = DATA / "maths" / "fluency.csv"
PAUSE: Final = 60.0
"""Seconds after which the child was elsewhere: such an answer says nothing of how easily the fact comes back."""
FEWEST: Final = 5
"""Answers under which no pace is told."""
_COLUMNS: Final = ("classe", "faits", "nom", "nombre", "minutes", "activites", "competences", "source")


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one sort for one year: those exercises hold them that do one of `activities` on one of `skills`.

    `expected` right answers in `minutes` at the end of the year, says `source`. `key` is the same from year to year.
    """

    grade: Grade
    key: str
    name: str
    expected: int
    minutes: int
    activities: frozenset[Activity]
    skills: tuple[str, ...]
    source: str

    @property
    def pace(self) -> float:
        """Right answers expected in one minute."""
        return self.expected / self.minutes

    def train(self, skill: str) -> bool:
        """Whether this is a skill of these facts."""
        return any(fnmatchcase(skill, pattern) for pattern in self.skills)

    def hold(self, exercise: Exercise) -> bool:
        """Whether the exercise asks one of these facts, with nothing else to look at or to listen to."""
        content = exercise.content
        bare = isinstance(content, Compute) or (
            isinstance(content, Ask)
            and content.form is Form.NUMBER
            and content.prompt.figure is None
            and content.prompt.say is None
        )
        return bare and exercise.activity in self.activities and self.train(exercise.skills[0])


@lru_cache(maxsize=4)
def fact_sets(path: Path = FILE) -> tuple[Facts, ...]:
    """The facts of each year, in the order of the file; ContentError names the line of what is wrong."""
    return tuple(_facts(row) for row in read_table(path, _COLUMNS))


def facts_of_grade(grade: Grade) -> tuple[Facts, ...]:
    """Those expected in this year."""
    return tuple(facts for facts in fact_sets() if facts.grade is grade)


def pace(answers: Sequence[tuple[float, bool]]) -> float | None:
    """Right answers a minute, of answers as (seconds taken, right); None when there are too few to tell."""
    kept = [(seconds, right) for seconds, right in answers if seconds <= PAUSE]
    taken = sum(seconds for seconds, _ in kept)
    return 60.0 * sum(right for _, right in kept) / taken if len(kept) >= FEWEST and taken > 0 else None


def _facts(row: Row) -> Facts:
    try:
        facts = Facts(
            grade=Grade(row["classe"]),
            key=row.needed("faits"),
            name=row.needed("nom"),
            expected=int(row["nombre"]),
            minutes=int(row["minutes"]),
            activities=frozenset(_activities(row["activites"].split())),
            skills=tuple(row.needed("competences").split()),
            source=row.needed("source"),
        )
    except ValueError as error:
        raise row.place.error(f"a cell cannot be read ({error})") from None
    if facts.expected < 1 or facts.minutes < 1 or not facts.activities:
        raise row.place.error("nombre and minutes start from 1, and activites may not be empty")
    return facts


def _activities(names: Iterable[str]) -> Iterable[Activity]:
    return (Activity(name) for name in names)
