"""What reports are made of: each pupil of a class over a period, from the counts of days and the learner model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.exercise import Grade
from exercises.skills import SkillGraph
from learner_model import Candidates, LearnerModel, SkillMastery, Status, needs_of
from tutor.classroom import repository as classroom
from tutor.classroom.tables import Classroom, Pupil
from tutor.dashboard import days
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.faces import by_first_name, face
from tutor.dashboard.progress import came_to_master
from tutor.errors import BadInputError
from tutor.identity.tables import Teacher
from tutor.progression.repository import progression_for_teacher
from tutor.progression.service import taught_today
from tutor.reports import repository
from tutor.reports.positioning import Position, fields, positions
from tutor.reports.repository import Reading

LONGEST: Final = timedelta(days=400)
LAST_PACES: Final = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Days of school, both ends included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise BadInputError("La fin de la période vient avant son début : changez une des deux dates.")
        if self.until - self.since > LONGEST:
            raise BadInputError("Cette période est trop longue : une année scolaire au plus.")


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """A pupil over a period. `known`: the skills he has met, as they are today; `learnt`: those he came to in it.

    `working_on`: those begun and not there yet, practised in it, the latest practised first; `readings`: oldest first.
    """

    pupil: Pupil
    known: Mapping[str, SkillMastery]
    learnt: Sequence[str]
    working_on: Sequence[str]
    seconds: int
    days: int
    exercises: int
    right_first: int
    unsure: int
    readings: Sequence[Reading]

    @property
    def success(self) -> float | None:
        """The share of first answers that were right, doubts left out; None without any."""
        judged = self.exercises - self.unsure
        return self.right_first / judged if judged > 0 else None

    @property
    def pace(self) -> int | None:
        """Words read right a minute lately: the middle one of the last readings."""
        return middle(self.readings[-LAST_PACES:])


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A class over a period; pupils in the order of first names, never a ranking."""

    classroom: Classroom
    grade: Grade
    period: Period
    pupils: Sequence[PupilFacts]


@dataclass(frozen=True, slots=True)
class Knowing:
    """What is needed to tell what a pupil knows: the model, what it may give, the skills."""

    learner: LearnerModel
    content: Candidates
    skills: SkillGraph


def middle(readings: Sequence[Reading]) -> int | None:
    """The median pace."""
    return round(median(one.pace for one in readings)) if readings else None


def class_facts(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    period: Period,
    knowing: Knowing,
    now: datetime,
    timezone: ZoneInfo,
) -> ClassFacts:
    """All that reports tell of one of her classes. Raises NotFoundError."""
    room = classroom.class_for_teacher(session, teacher, class_id)
    pupils = by_first_name(present_pupils(session, teacher, class_id), face)
    known = known_in_class(session, teacher, class_id, knowing.learner, knowing.content, now)
    learnt = came_to_master(session, teacher, class_id, known, period.since, period.until)
    worked = days.class_days_for_teacher(session, teacher, class_id, period.since, period.until)
    practised = days.class_skills_for_teacher(session, teacher, class_id, period.since, period.until)
    midnight = datetime.combine(period.since, time(), timezone)
    end = datetime.combine(period.until + timedelta(days=1), time(), timezone)
    readings = repository.readings_of_class_for_teacher(session, teacher, class_id, midnight, end)
    found = []
    for pupil in pupils:
        own = [one for one in worked if one.pupil_id == pupil.id]
        last = {one.skill_id: one.last_day for one in practised if one.pupil_id == pupil.id}
        mine = known.get(pupil.id, {})
        needed = [skill for skill in needs_of(tuple(mine.values())) if skill in last]
        found.append(
            PupilFacts(
                pupil=pupil,
                known=mine,
                learnt=[skill for skill in learnt.get(pupil.id, []) if skill in knowing.skills],
                working_on=sorted(
                    (skill for skill in needed if skill in knowing.skills), key=lambda skill: last[skill], reverse=True
                ),
                seconds=sum(one.seconds for one in own),
                days=len({one.day for one in own}),
                exercises=sum(one.exercises for one in own),
                right_first=sum(one.right_first for one in own),
                unsure=sum(one.unsure for one in own),
                readings=[replace(one, at=one.at.astimezone(timezone)) for one in readings if one.pupil_id == pupil.id],
            )
        )
    return ClassFacts(room, Grade(room.grade), period, found)


def class_positions(
    session: Session,
    teacher: Teacher,
    room: Classroom,
    known: Mapping[UUID, Mapping[str, SkillMastery]],
    skills: SkillGraph,
    today: date,
) -> dict[UUID, list[Position]]:
    """Each of these pupils' position in each domain of the report book, by what is known today."""
    grade = Grade(room.grade)
    slugs = taught_today(progression_for_teacher(session, teacher, room.id), grade, today)
    taught = None if slugs is None else frozenset(f"reading.gpc.{slug}" for slug in slugs)
    among = fields(skills, grade, today, taught)
    return {pupil_id: positions(own, among, grade) for pupil_id, own in known.items()}


def held(known: Mapping[str, SkillMastery]) -> list[str]:
    """The skills that a pupil masters today."""
    return [skill for skill, one in known.items() if one.status is Status.ACQUIRED]
