"""Queries on who teaches a class. Whoever calls has found the class for its teacher."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, delete, select

from tutor.classroom.tables import Teaching
from tutor.identity.tables import Teacher


def teachers_of(session: Session, class_id: UUID) -> Sequence[Teacher]:
    """The teachers of a class, by name, substitutes not among them."""
    return session.exec(
        select(Teacher)
        .join(Teaching, col(Teaching.teacher_id) == col(Teacher.id))
        .where(Teaching.classroom_id == class_id, col(Teacher.substitute_until).is_(None))
        .order_by(Teacher.name)
    ).all()


def substitutes_of(session: Session, class_id: UUID, now: datetime) -> Sequence[Teacher]:
    """Who replaces today or will, the first to come first."""
    return session.exec(
        select(Teacher)
        .join(Teaching, col(Teaching.teacher_id) == col(Teacher.id))
        .where(Teaching.classroom_id == class_id, col(Teacher.substitute_until) > now)
        .order_by(col(Teacher.substitute_from))
    ).all()


def over(session: Session, now: datetime) -> Sequence[UUID]:
    """The substitutes whose day is over and who still have a class."""
    return session.exec(
        select(Teacher.id)
        .join(Teaching, col(Teaching.teacher_id) == col(Teacher.id))
        .where(col(Teacher.substitute_until) <= now)
    ).all()


def leave_all(session: Session, teacher_ids: Sequence[UUID]) -> None:
    """These have no class any more."""
    session.exec(delete(Teaching).where(col(Teaching.teacher_id).in_(teacher_ids)))
