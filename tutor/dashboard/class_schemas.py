"""What the teacher's pages show of a class over time: a week of work, the map of skills."""

from datetime import date
from typing import Literal

from pydantic import Field

from exercises.exercise import Domain, Grade
from tutor.identity.schemas import PupilFace
from tutor.schemas import Message


class Work(Message):
    """Time spent, and exercises done. `right_first`: right at the first try; `unsure`: neither right nor wrong."""

    seconds: int = 0
    exercises: int = 0
    right_first: int = 0
    unsure: int = 0


class DayWork(Message):
    """A day of the week. `pupils`: how many practised."""

    day: date
    pupils: int
    work: Work


class WeekWork(Message):
    """The class over a week that begins on that Monday."""

    monday: date
    pupils: int
    work: Work


class MasteredSkill(Message):
    """A skill that a pupil came to master."""

    skill: str
    name: str


class PupilWeek(Message):
    """One pupil's week. `seconds`: of each day, Monday first; `before`: the week before."""

    pupil: PupilFace
    work: Work
    before: Work
    seconds: list[int]
    mastered: list[MasteredSkill]


class ClassWeek(Message):
    """A week of a class, pupils in the order of first names. `earlier` and `later`: the Mondays next to it, if any.

    `weeks`: this one and those before it, the oldest first.
    """

    monday: date
    sunday: date
    earlier: date | None
    later: date | None
    days: list[DayWork]
    weeks: list[WeekWork]
    rows: list[PupilWeek]


Level = Literal["mastered", "fragile", "on_the_way", "to_work", "to_review"]


class SkillCell(Message):
    """A skill that a pupil has met. `pupil`: his place among `pupils`; `low` and `high` bound the likely success.

    Shares in percent. `unsure`: too few answers to be sure of the level. `exercises` and `right_first`: in the period.
    """

    pupil: int
    level: Level
    unsure: bool
    probability: int
    low: int
    high: int
    exercises: int
    right_first: int


class MapSkill(Message):
    """A line of the map. `need`: how many pupils have it to work on or to see again; cells only where it was met."""

    skill: str
    name: str
    grade: Grade
    need: int
    cells: list[SkillCell]


class MapPart(Message):
    """Skills of one part of the subject, the most needed first. `unmet`: how many more nobody has met yet."""

    key: str
    name: str
    need: int
    unmet: int
    skills: list[MapSkill]


class SkillsMap(Message):
    """What the pupils of a class know in a subject, its most needed part first."""

    domain: Domain
    since: date | None = Field(description="only skills worked on since that day; None for the whole year")
    pupils: list[PupilFace]
    parts: list[MapPart]
