"""Queries of indicators: which classes are shared, and what was practised in them. Nothing here reads a name."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlalchemy import String, func, type_coerce
from sqlmodel import Session, col, select

from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change
from tutor.practice.tables import PupilDay, SkillDay

SHARED = "indicators.shared"
"""Kind of change: the last one of a class that was not undone says whether it is shared (`after["shared"]`)."""


def last_said_of_class_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Change | None:
    """The last word on sharing a class of hers."""
    return session.exec(
        select(Change)
        .where(Change.classroom_id == class_id, Change.kind == SHARED, col(Change.undone_at).is_(None))
        .where(col(Change.classroom_id).in_(select(Teaching.classroom_id).where(Teaching.teacher_id == teacher.id)))
        .order_by(col(Change.at).desc())
    ).first()


def shared_classes_of_server(session: Session) -> list[Classroom]:
    """For the server's own commands: the classes that are shared, in the order of their making."""
    said = session.exec(
        select(Change).where(Change.kind == SHARED, col(Change.undone_at).is_(None)).order_by(col(Change.at))
    ).all()
    last = {change.classroom_id: bool(change.after.get("shared")) for change in said}
    wanted = [class_id for class_id, shared in last.items() if shared]
    rows = session.exec(
        select(Classroom)
        .where(col(Classroom.id).in_(wanted), col(Classroom.trashed_at).is_(None))
        .order_by(col(Classroom.created_at), col(Classroom.id))
    ).all()
    return list(rows)


def place_in_grade(session: Session, classroom: Classroom) -> int:
    """The class's number among those of its grade in the school, the oldest first: its label, instead of its name."""
    older = session.exec(
        select(Classroom.id)
        .where(Classroom.school_id == classroom.school_id, Classroom.grade == classroom.grade)
        .order_by(col(Classroom.created_at), col(Classroom.id))
    ).all()
    return list(older).index(classroom.id) + 1


def pupils_of_found_class(session: Session, classroom: Classroom) -> Sequence[UUID]:
    """The pupils of a class that was found for her who asks, or as shared."""
    return session.exec(select(Pupil.id).where(Pupil.classroom_id == classroom.id).order_by(col(Pupil.id))).all()


def days_of(session: Session, pupils: Sequence[UUID], since: date, until: date) -> Sequence[Any]:
    """What these pupils did from a day to another: pupil_id, day, seconds, exercises, unsure, right_first."""
    one = PupilDay
    return session.exec(
        select(*map(col, (one.pupil_id, one.day, one.seconds, one.exercises, one.unsure, one.right_first))).where(
            col(one.pupil_id).in_(pupils), col(one.day).between(since, until)
        )
    ).all()


def skill_days_of(session: Session, pupils: Sequence[UUID], since: date, until: date) -> Sequence[Any]:
    """What these pupils did on skills from a day to another: pupil, skill_id, day, correct, incorrect.

    Some 25,000 rows for a class and a month, so as the database gives them: `pupil` is a name for one, no UUID, and
    `day` a text or a date; both are in order as they are.
    """
    one = SkillDay
    wanted = sqlalchemy.select(
        *(type_coerce(col(column), String) for column in (one.pupil_id, one.skill_id, one.day)),
        col(one.correct),
        col(one.incorrect),
    ).where(col(one.pupil_id).in_(pupils), col(one.day).between(since, until))
    return session.connection().execute(wanted).all()


def first_day_of(session: Session, pupils: Sequence[UUID]) -> date | None:
    """The first day on which one of them practised."""
    return session.exec(select(func.min(PupilDay.day)).where(col(PupilDay.pupil_id).in_(pupils))).one()
