"""Queries on the journal. Each takes the teacher who asks: what is not of her classes is not found."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from tutor.classroom.tables import Teaching
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change


def change_for_teacher(session: Session, teacher: Teacher, change_id: UUID) -> Change:
    """A change in one of her classes, hers or a colleague's. Raises NotFoundError."""
    change = session.exec(
        select(Change)
        .join(Teaching, col(Teaching.classroom_id) == col(Change.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Change.id == change_id)
    ).one_or_none()
    if change is None:
        raise NotFoundError("Ce changement n'existe pas, ou n'est pas dans une de vos classes.")
    return change


def changes_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, limit: int, before: datetime | None = None
) -> Sequence[tuple[Change, Teacher]]:
    """The last changes in one of her classes with who made each, newest first."""
    wanted = (
        select(Change, Teacher)
        .join(Teaching, col(Teaching.classroom_id) == col(Change.classroom_id))
        .join(Teacher, col(Teacher.id) == col(Change.teacher_id))
        .where(Teaching.teacher_id == teacher.id, Change.classroom_id == class_id)
        .order_by(col(Change.at).desc())
        .limit(limit)
    )
    return session.exec(wanted.where(col(Change.at) < before) if before else wanted).all()
