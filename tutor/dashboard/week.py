"""A week of a class: time, exercises, success and progress of each pupil, in the order of first names."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.skills import SkillGraph
from learner_model import Candidates, LearnerModel
from tutor.dashboard import class_repository, days
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.class_schemas import ClassWeek, DayWork, MasteredSkill, PupilWeek, WeekWork, Work
from tutor.dashboard.days import DayDone
from tutor.dashboard.faces import by_first_name, face
from tutor.dashboard.progress import came_to_master
from tutor.identity.tables import Teacher

SHOWN_WEEKS: Final = 8
"""Of the class's chart: from one holiday to the next."""

WEEK: Final = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def class_week(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    of: date | None,
    learner: LearnerModel,
    content: Candidates,
    skills: SkillGraph,
    now: datetime,
    timezone: ZoneInfo,
) -> ClassWeek:
    """The week of that day, by default this one. Raises NotFoundError."""
    pupils = present_pupils(session, teacher, class_id)
    this_week = monday_of(now.astimezone(timezone).date())
    monday = min(monday_of(of), this_week) if of else this_week
    sunday = monday + WEEK - timedelta(days=1)
    start = class_repository.first_day_for_teacher(session, teacher, class_id)
    first = monday - (SHOWN_WEEKS - 1) * WEEK
    worked = days.class_days_for_teacher(session, teacher, class_id, first, sunday)
    mastered = _mastered(session, teacher, class_id, learner, content, monday, sunday, now)
    by_pupil: dict[UUID, list[DayDone]] = {}
    by_day: dict[date, list[DayDone]] = {}
    for one in worked:
        by_pupil.setdefault(one.pupil_id, []).append(one)
        by_day.setdefault(one.day, []).append(one)
    rows = [
        PupilWeek(
            pupil=face(pupil),
            work=_work(one for one in own if one.day >= monday),
            before=_work(one for one in own if monday - WEEK <= one.day < monday),
            seconds=[
                sum(one.seconds for one in own if one.day == monday + timedelta(days=day)) for day in range(WEEK.days)
            ],
            mastered=[
                MasteredSkill(skill=skill, name=skills.skills[skill].name)
                for skill in mastered.get(pupil.id, [])
                if skill in skills.skills
            ],
        )
        for pupil in pupils
        for own in [by_pupil.get(pupil.id, [])]
    ]
    return ClassWeek(
        monday=monday,
        sunday=sunday,
        earlier=monday - WEEK if start and start < monday else None,
        later=monday + WEEK if monday < this_week else None,
        days=[_day(by_day, monday + timedelta(days=day)) for day in range(WEEK.days)],
        weeks=[_week(by_day, first + place * WEEK) for place in range(SHOWN_WEEKS)],
        rows=by_first_name(rows, lambda row: row.pupil),
    )


def _mastered(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    learner: LearnerModel,
    content: Candidates,
    monday: date,
    sunday: date,
    now: datetime,
) -> dict[UUID, list[str]]:
    known = known_in_class(session, teacher, class_id, learner, content, now)
    return came_to_master(session, teacher, class_id, known, monday, sunday)


def _work(worked: Iterable[DayDone]) -> Work:
    those = list(worked)
    return Work(
        seconds=sum(one.seconds for one in those),
        exercises=sum(one.exercises for one in those),
        right_first=sum(one.right_first for one in those),
        unsure=sum(one.unsure for one in those),
    )


def _day(by_day: Mapping[date, Sequence[DayDone]], day: date) -> DayWork:
    those = by_day.get(day, ())
    return DayWork(day=day, pupils=len({one.pupil_id for one in those}), work=_work(those))


def _week(by_day: Mapping[date, Sequence[DayDone]], monday: date) -> WeekWork:
    those = [one for day in range(WEEK.days) for one in by_day.get(monday + timedelta(days=day), ())]
    return WeekWork(monday=monday, pupils=len({one.pupil_id for one in those}), work=_work(those))
