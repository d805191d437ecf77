"""Every query of the dashboard. Each takes the teacher who asks: a class she does not teach is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from speech.verdicts import Verdict
from tutor.classroom.tables import Pupil, Teaching
from tutor.identity.tables import Teacher
from tutor.practice.reasons import FLUENCY
from tutor.practice.tables import Attempt, Served

PACES = 300
"""Readings enough to tell the usual pace of a class."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Attempts of a day, and how many were right."""

    attempts: int = 0
    correct: int = 0


def pupils_now_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID
) -> list[tuple[Pupil, Served | None, Attempt | None]] | None:
    """The pupils of a class with what each was given last and his last attempt; None when it is not her class."""
    earlier, tried = aliased(Served), aliased(Attempt)
    last_served = (
        select(earlier.id)
        .where(col(earlier.pupil_id) == Pupil.id)
        .order_by(col(earlier.served_at).desc())
        .limit(1)
        .correlate(Pupil)
        .scalar_subquery()
    )
    last_attempt = (
        select(func.max(tried.sequence)).where(col(tried.pupil_id) == Pupil.id).correlate(Pupil).scalar_subquery()
    )
    rows = session.exec(
        select(Pupil, Served, Attempt)
        .select_from(Teaching)
        .join(Pupil, (col(Pupil.classroom_id) == Teaching.classroom_id) & col(Pupil.archived).is_(False), isouter=True)
        .join(Served, col(Served.id) == last_served, isouter=True)
        .join(Attempt, col(Attempt.sequence) == last_attempt, isouter=True)
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id)
    ).all()
    # An empty class is one row without a pupil; a class that is not hers is no row at all.
    return [row for row in rows if row[0] is not None] if rows else None


def counts_for_teacher(session: Session, teacher: Teacher, class_id: UUID, since: datetime) -> dict[UUID, Counts]:
    """What each pupil of a class did since then; a pupil who did nothing is not there."""
    right = func.sum(case((col(Attempt.verdict) == Verdict.CORRECT.value, 1), else_=0))
    rows = session.exec(
        select(Attempt.pupil_id, func.count(), right)
        .join(Pupil, col(Pupil.id) == Attempt.pupil_id)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id)
        .where(col(Attempt.occurred_at) >= since)
        .group_by(col(Attempt.pupil_id))
    ).all()
    return {pupil_id: Counts(attempts, correct) for pupil_id, attempts, correct in rows}


def pupil_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID) -> Pupil | None:
    """This pupil, archived or not, if he is in a class of this teacher."""
    return session.exec(
        select(Pupil)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Pupil.id == pupil_id, Teaching.teacher_id == teacher.id)
    ).one_or_none()


def attempts_for_teacher(
    session: Session, teacher: Teacher, pupil_id: UUID, limit: int
) -> Sequence[tuple[Attempt, Served]]:
    """The last attempts of a pupil of this teacher, newest first, with what was served."""
    return session.exec(
        select(Attempt, Served)
        .join(Served, col(Served.id) == Attempt.served_id)
        .join(Pupil, col(Pupil.id) == Attempt.pupil_id)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id)
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    ).all()


def readings_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID, limit: int) -> Sequence[Attempt]:
    """The last readings of texts of a pupil of this teacher, of which the ear measured the pace, oldest first."""
    attempts = session.exec(
        select(Attempt)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id, _was_paced())
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    ).all()
    return attempts[::-1]


def facts_for_teacher(
    session: Session, teacher: Teacher, pupil_id: UUID, limit: int
) -> Sequence[tuple[Attempt, Served]]:
    """The last attempts of a pupil of this teacher at facts given in a row, in the order they came."""
    rows = session.exec(
        select(Attempt, Served)
        .join(Served, col(Served.id) == col(Attempt.served_id))
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id)
        .where(col(Served.reason)["because"].as_string() == FLUENCY)
        .order_by(col(Attempt.sequence).desc())
        .limit(limit)
    ).all()
    return rows[::-1]


def paces_for_teacher(session: Session, teacher: Teacher, class_id: UUID, since: datetime) -> list[int]:
    """Words read right a minute, of every text read in a class since then."""
    attempts = session.exec(
        select(Attempt)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id, _was_paced())
        .where(col(Attempt.occurred_at) >= since)
        .order_by(col(Attempt.sequence).desc())
        .limit(PACES)
    ).all()
    return [pace for attempt in attempts if (pace := pace_of(attempt)) is not None]


def pace_of(attempt: Attempt) -> int | None:
    """Words of a text read right a minute (MCLM), when the ear could tell."""
    fluency = (attempt.hearing or {}).get("fluency") or {}
    pace: int | None = fluency.get("mclm")
    return pace


def _was_paced() -> ColumnElement[bool]:
    told: ColumnElement[bool] = col(Attempt.hearing)["fluency"]["mclm"].as_integer().is_not(None)
    return told


def misconceptions_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID, limit: int) -> Sequence[Attempt]:
    """The last attempts of a pupil of this teacher in which a misconception was recognised, newest first."""
    return session.exec(
        select(Attempt)
        .join(Pupil, col(Pupil.id) == Attempt.pupil_id)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id)
        .where(col(Attempt.verdict) == Verdict.INCORRECT.value)
        .where(col(Attempt.answer)["misconception"].as_string().is_not(None))
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    ).all()
