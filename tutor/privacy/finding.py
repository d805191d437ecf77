"""Find a pupil by his name, for the command line of whoever holds the server."""

from sqlmodel import Session, col, select

from tutor.classroom.names import same_name_key
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.identity.tables import Teacher


def pupils_named(session: Session, class_name: str, first_name: str) -> list[Pupil]:
    """Those of this name in the classes of that name, archived ones included, those in the bin not."""
    rows = session.exec(
        select(Pupil, Classroom.name)
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .where(col(Pupil.trashed_at).is_(None), col(Classroom.trashed_at).is_(None))
    ).all()
    wanted = (same_name_key(class_name), same_name_key(first_name))
    return [pupil for pupil, name in rows if (same_name_key(name), same_name_key(pupil.first_name)) == wanted]


def teacher_of(session: Session, pupil: Pupil) -> Teacher | None:
    """A teacher of his class, None when there is none any more."""
    wanted = select(Teacher).join(Teaching, col(Teaching.teacher_id) == col(Teacher.id))
    return session.exec(wanted.where(Teaching.classroom_id == pupil.classroom_id)).first()
