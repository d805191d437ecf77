"""Queries on comforts. Each takes the teacher or the pupil who asks."""

from uuid import UUID

from sqlmodel import Session, col, select

from tutor.classroom.tables import Pupil, Teaching
from tutor.comfort.tables import ClassComfort, PupilComfort
from tutor.identity.tables import Teacher


def comfort_for_pupil(session: Session, pupil_id: UUID) -> tuple[PupilComfort | None, ClassComfort | None]:
    """This pupil's own, and that of his class."""
    own = session.exec(select(PupilComfort).where(PupilComfort.pupil_id == pupil_id)).one_or_none()
    of_class = session.exec(
        select(ClassComfort)
        .join(Pupil, col(Pupil.classroom_id) == col(ClassComfort.classroom_id))
        .where(Pupil.id == pupil_id)
    ).one_or_none()
    return own, of_class


def class_comfort_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> ClassComfort | None:
    """The preset of one of her classes; None when nothing was chosen or the class is not hers."""
    return session.exec(
        select(ClassComfort)
        .join(Teaching, col(Teaching.classroom_id) == col(ClassComfort.classroom_id))
        .where(Teaching.teacher_id == teacher.id, ClassComfort.classroom_id == class_id)
    ).one_or_none()
