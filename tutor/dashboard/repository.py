"""Every query of the dashboard. Each takes the teacher who asks: a class she does not teach is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from exercises.exercise import Kind
from speech.verdicts import Verdict
from tutor.classroom.tables import Pupil, Teaching
from tutor.identity.tables import Teacher
from tutor.practice.corrections import counting_verdict
from tutor.practice.tables import Attempt, Served

PACES = 300
"""Readings enough to tell the usual pace of a class."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Attempts of a day, and how many were right."""

    attempts: int = 0
    correct: int = 0


@dataclass(frozen=True, slots=True)
class TextRead:
    """A reading of a text. `words` and `fluency`: the JSON of what was answered and heard, each word of it once."""

    id: UUID
    at: datetime
    exercise_id: str
    words: str
    fluency: str


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """An answer to a fact given in a row, at its place there (from 1); `skill`: the first it had when answered."""

    served_id: UUID
    place: int
    id: UUID
    at: datetime
    latency_ms: int
    verdict: str
    skill: str


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
        select(Pupil, last_served, last_attempt)
        .select_from(Teaching)
        .join(Pupil, (col(Pupil.classroom_id) == Teaching.classroom_id) & col(Pupil.archived).is_(False), isouter=True)
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id)
    ).all()
    if not rows:
        return None
    # Looked up by their keys, and not joined: PostgreSQL would read every row of the school to join them.
    served = {one.id: one for one in session.exec(select(Served).where(col(Served.id).in_([row[1] for row in rows])))}
    last = [row[2] for row in rows]
    tried_last = {one.sequence: one for one in session.exec(select(Attempt).where(col(Attempt.sequence).in_(last)))}
    # An empty class is one row without a pupil; a class that is not hers is no row at all.
    return [(pupil, served.get(given), tried_last.get(at)) for pupil, given, at in rows if pupil is not None]


def counts_for_teacher(session: Session, teacher: Teacher, class_id: UUID, since: datetime) -> dict[UUID, Counts]:
    """What each pupil of a class did since then, as corrected; a pupil who did nothing is not there."""
    right = func.sum(case((counting_verdict() == Verdict.CORRECT.value, 1), else_=0))
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
    session: Session, teacher: Teacher, pupil_id: UUID, limit: int, between: tuple[datetime, datetime] | None = None
) -> Sequence[tuple[Attempt, Served]]:
    """The last attempts of a pupil of this teacher, newest first, with what was served; only from one moment on, and
    before another, when they are given.
    """
    wanted = (
        select(Attempt, Served)
        .join(Served, col(Served.id) == Attempt.served_id)
        .join(Pupil, col(Pupil.id) == Attempt.pupil_id)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id)
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    )
    if between is not None:
        wanted = wanted.where(col(Attempt.occurred_at) >= between[0], col(Attempt.occurred_at) < between[1])
    return session.exec(wanted).all()


def hearings_for_teacher(
    session: Session, teacher: Teacher, pupil_id: UUID, since: datetime, limit: int
) -> Sequence[tuple[UUID, datetime, Mapping[str, Any] | None]]:
    """What the ear heard of the last readings aloud of a pupil of this teacher since then, newest first."""
    return session.exec(
        select(Attempt.id, Attempt.occurred_at, Attempt.hearing)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id)
        .where(col(Attempt.occurred_at) >= since, col(Attempt.hearing)["kind"].as_string() == Kind.READ_ALOUD.value)
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    ).all()


def readings_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID, limit: int) -> list[TextRead]:
    """The last readings of texts of a pupil of this teacher, of which the ear measured the pace, oldest first."""
    words, fluency = col(Attempt.reply)["words"].as_string(), col(Attempt.hearing)["fluency"].as_string()
    rows = session.exec(
        select(Attempt.id, Attempt.occurred_at, Attempt.exercise_id, words, fluency)  # type: ignore[call-overload]
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id, _was_paced())
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    ).all()
    return [TextRead(*row) for row in rows[::-1]]


def facts_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID, limit: int) -> list[FactAnswer]:
    """The last attempts of a pupil of this teacher at facts given in a row, in the order they came."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Served.id,
            Served.run_place,
            Attempt.id,
            Attempt.occurred_at,
            Attempt.latency_ms,
            Attempt.verdict,
            col(Attempt.item)[("skills", 0)].as_string(),
        )
        .join(Attempt, col(Attempt.served_id) == col(Served.id))
        .join(Pupil, col(Pupil.id) == col(Served.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Served.pupil_id == pupil_id, Teaching.teacher_id == teacher.id, col(Served.run_place).is_not(None))
        .order_by(col(Attempt.sequence).desc())
        .limit(limit)
    ).all()
    return [FactAnswer(*row) for row in rows[::-1]]


def paces_for_teacher(session: Session, teacher: Teacher, class_id: UUID, since: datetime) -> list[int]:
    """Words read right a minute, of every text read in a class since then."""
    paces = session.exec(
        select(Attempt.mclm)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id, _was_paced())
        .where(col(Attempt.occurred_at) >= since)
        .order_by(col(Attempt.sequence).desc())
        .limit(PACES)
    ).all()
    return [pace for pace in paces if pace is not None]


def pace_of(attempt: Attempt) -> int | None:
    """Words of a text read right a minute (MCLM), when the ear could tell."""
    return attempt.mclm


def _was_paced() -> ColumnElement[bool]:
    return col(Attempt.mclm).is_not(None)


def misconceptions_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID, limit: int) -> Sequence[Attempt]:
    """The last attempts of a pupil of this teacher in which a misconception was recognised, newest first."""
    return session.exec(
        select(Attempt)
        .join(Pupil, col(Pupil.id) == Attempt.pupil_id)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Attempt.pupil_id == pupil_id, Teaching.teacher_id == teacher.id)
        .where(col(Attempt.verdict) == Verdict.INCORRECT.value)
        .where(col(Attempt.misconception).is_not(None))
        .order_by(col(Attempt.occurred_at).desc(), col(Attempt.sequence).desc())
        .limit(limit)
    ).all()


def attempt_for_teacher(session: Session, teacher: Teacher, attempt_id: UUID) -> tuple[Attempt, Pupil] | None:
    """An attempt of a pupil of this teacher, with the pupil."""
    return session.exec(
        select(Attempt, Pupil)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Attempt.id == attempt_id, Teaching.teacher_id == teacher.id)
    ).one_or_none()
