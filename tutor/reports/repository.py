"""Queries of reports that the dashboard does not have. Each takes the teacher who asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from tutor.dashboard.class_repository import present
from tutor.identity.tables import Teacher
from tutor.practice.tables import Attempt


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read aloud: words read right a minute (MCLM)."""

    pupil_id: UUID
    at: datetime
    exercise_id: str
    pace: int


def readings_of_class_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, since: datetime, until: datetime
) -> list[Reading]:
    """The texts that the pupils of a class read in that time, of which the ear measured the pace, oldest first."""
    rows = session.exec(
        select(Attempt.pupil_id, Attempt.occurred_at, Attempt.exercise_id, Attempt.mclm)
        .where(col(Attempt.pupil_id).in_(present(teacher, class_id)))
        .where(col(Attempt.occurred_at) >= since, col(Attempt.occurred_at) < until, col(Attempt.mclm).is_not(None))
        .order_by(col(Attempt.occurred_at), col(Attempt.sequence))
    ).all()
    return [Reading(pupil_id, at, exercise_id, pace) for pupil_id, at, exercise_id, pace in rows if pace is not None]
