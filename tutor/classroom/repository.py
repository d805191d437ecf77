"""Queries on classes and pupils. Each takes the teacher who asks: what is not hers is not found, like what is not.

What is in the bin is not found either, except by tutor.year_change.bin.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher


def classes_for_teacher(session: Session, teacher: Teacher) -> list[Classroom]:
    """Her classes, archived ones included."""
    return list(
        session.exec(
            select(Classroom)
            .join(Teaching, col(Teaching.classroom_id) == col(Classroom.id))
            .where(Teaching.teacher_id == teacher.id, col(Classroom.trashed_at).is_(None))
        ).all()
    )


def class_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Classroom:
    """One of her classes. Raises NotFoundError."""
    classroom = session.exec(
        select(Classroom)
        .join(Teaching, col(Teaching.classroom_id) == col(Classroom.id))
        .where(Teaching.teacher_id == teacher.id, Classroom.id == class_id, col(Classroom.trashed_at).is_(None))
    ).one_or_none()
    if classroom is None:
        raise NotFoundError("Cette classe n'existe pas, ou n'est pas la vôtre.")
    return classroom


def pupil_for_teacher(session: Session, teacher: Teacher, pupil_id: UUID) -> Pupil:
    """A pupil of one of her classes. Raises NotFoundError."""
    pupil = session.exec(
        select(Pupil)
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Pupil.id == pupil_id)
        .where(col(Pupil.trashed_at).is_(None), col(Classroom.trashed_at).is_(None))
    ).one_or_none()
    if pupil is None:
        raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans une de vos classes.")
    return pupil


def pupils_of_class_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> list[Pupil]:
    """The pupils of one of her classes, archived ones included. Raises NotFoundError."""
    classroom = class_for_teacher(session, teacher, class_id)
    return list(
        session.exec(select(Pupil).where(Pupil.classroom_id == classroom.id, col(Pupil.trashed_at).is_(None))).all()
    )


def pupil_counts_for_teacher(session: Session, teacher: Teacher) -> dict[UUID, int]:
    """The number of pupils present in each of her classes; a class without pupils is absent."""
    rows: Sequence[tuple[UUID, int]] = session.exec(
        select(Pupil.classroom_id, func.count())
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, col(Pupil.archived).is_(False))
        .group_by(col(Pupil.classroom_id))
    ).all()
    return dict(rows)


def code_is_taken(session: Session, code: str) -> bool:
    """Does any class of the server have this code?"""
    return session.exec(select(Classroom.id).where(Classroom.code == code)).first() is not None
