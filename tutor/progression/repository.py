"""Queries on the progressions of classes. Each takes the teacher or the pupil who asks."""

from uuid import UUID

from sqlmodel import Session, col, select

from tutor.classroom.tables import Pupil, Teaching
from tutor.identity.tables import Teacher
from tutor.progression.tables import ClassProgression


def progression_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> ClassProgression | None:
    """What she chose for one of her classes, None when nothing was chosen or the class is not hers."""
    return session.exec(
        select(ClassProgression)
        .join(Teaching, col(Teaching.classroom_id) == col(ClassProgression.classroom_id))
        .where(Teaching.teacher_id == teacher.id, ClassProgression.classroom_id == class_id)
    ).one_or_none()


def progression_for_pupil(session: Session, pupil_id: UUID) -> ClassProgression | None:
    """What was chosen for this pupil's class."""
    return session.exec(
        select(ClassProgression)
        .join(Pupil, col(Pupil.classroom_id) == col(ClassProgression.classroom_id))
        .where(Pupil.id == pupil_id)
    ).one_or_none()
