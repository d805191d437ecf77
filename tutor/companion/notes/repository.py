"""Queries on notes and lessons done. Each takes the teacher or the pupil who asks: another class's is not there."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from tutor.classroom.tables import Pupil, Teaching
from tutor.companion.notes.tables import LessonDone, Note
from tutor.identity.tables import Teacher


def add_note_for_pupil(session: Session, pupil_id: UUID, now: datetime) -> None:
    """Keep a note, unless one of this pupil's waits to be seen already."""
    waiting = session.exec(select(Note.id).where(Note.pupil_id == pupil_id, col(Note.seen_at).is_(None))).first()
    if waiting is None:
        session.add(Note(id=uuid4(), pupil_id=pupil_id, at=now))
        session.commit()


def add_lesson_for_pupil(session: Session, pupil_id: UUID, slug: str, now: datetime) -> None:
    """Keep that this pupil went through this lesson; the first time counts."""
    if session.get(LessonDone, (pupil_id, slug)) is None:
        session.add(LessonDone(pupil_id=pupil_id, slug=slug, done_at=now))
        session.commit()


def lessons_done_by_pupil(session: Session, pupil_id: UUID) -> frozenset[str]:
    """The lessons this pupil went through."""
    return frozenset(session.exec(select(LessonDone.slug).where(LessonDone.pupil_id == pupil_id)))


def notes_for_teacher(session: Session, teacher: Teacher, class_id: UUID, most: int) -> list[tuple[Note, Pupil]] | None:
    """The notes on the pupils of one of her classes, the last first; None for a class that is not hers."""
    hers = session.exec(
        select(Teaching).where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id)
    ).one_or_none()
    if hers is None:
        return None
    found = session.exec(
        select(Note, Pupil)
        .join(Pupil, col(Pupil.id) == Note.pupil_id)
        .where(Pupil.classroom_id == class_id)
        .order_by(col(Note.at).desc())
        .limit(most)
    ).all()
    return list(found)


def note_for_teacher(session: Session, teacher: Teacher, note_id: UUID) -> tuple[Note, Pupil] | None:
    """A note on a pupil of hers."""
    return session.exec(
        select(Note, Pupil)
        .join(Pupil, col(Pupil.id) == Note.pupil_id)
        .join(Teaching, col(Teaching.classroom_id) == Pupil.classroom_id)
        .where(Teaching.teacher_id == teacher.id, Note.id == note_id)
    ).one_or_none()
