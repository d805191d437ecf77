"""Queries on the teachers' own texts. Each takes the teacher or the pupil who asks: another class's is not there."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, delete, select

from exercises.exercise import Grade
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.own_texts.exercises import PREFIX
from tutor.own_texts.schemas import Use
from tutor.own_texts.tables import OwnText, OwnTextReader
from tutor.practice.tables import Attempt


def texts_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> list[OwnText]:
    """The texts of one of her classes, the last changed first, archived ones included."""
    return list(
        session.exec(
            select(OwnText)
            .join(Teaching, col(Teaching.classroom_id) == col(OwnText.classroom_id))
            .where(Teaching.teacher_id == teacher.id, OwnText.classroom_id == class_id)
            .where(col(OwnText.trashed_at).is_(None))
            .order_by(col(OwnText.changed_at).desc())
        ).all()
    )


def text_for_teacher(session: Session, teacher: Teacher, text_id: UUID) -> OwnText:
    """A text of one of her classes. Raises NotFoundError."""
    own = session.exec(
        select(OwnText)
        .join(Teaching, col(Teaching.classroom_id) == col(OwnText.classroom_id))
        .where(Teaching.teacher_id == teacher.id, OwnText.id == text_id, col(OwnText.trashed_at).is_(None))
    ).one_or_none()
    if own is None:
        raise NotFoundError("Ce texte n'existe pas, ou n'est pas d'une de vos classes.")
    return own


def some_texts_for_teacher(
    session: Session, teacher: Teacher, text_ids: Collection[UUID]
) -> list[tuple[OwnText, Grade]]:
    """Those of these texts that are of her classes, each with its class's grade."""
    rows = session.exec(
        select(OwnText, Classroom.grade)
        .join(Classroom, col(Classroom.id) == col(OwnText.classroom_id))
        .join(Teaching, col(Teaching.classroom_id) == col(OwnText.classroom_id))
        .where(Teaching.teacher_id == teacher.id, col(OwnText.id).in_(text_ids))
    ).all()
    return [(own, Grade(grade)) for own, grade in rows]


def readers_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> dict[UUID, list[UUID]]:
    """The pupils chosen for each text of one of her classes."""
    rows = session.exec(
        select(OwnTextReader.own_text_id, OwnTextReader.pupil_id)
        .join(OwnText, col(OwnText.id) == col(OwnTextReader.own_text_id))
        .join(Teaching, col(Teaching.classroom_id) == col(OwnText.classroom_id))
        .where(Teaching.teacher_id == teacher.id, OwnText.classroom_id == class_id)
    ).all()
    found: dict[UUID, list[UUID]] = {}
    for text_id, pupil_id in rows:
        found.setdefault(text_id, []).append(pupil_id)
    return found


def replace_readers(session: Session, own: OwnText, pupils: Collection[UUID]) -> None:
    """Give a text, already found for its teacher, to these pupils of its class and no others."""
    session.exec(delete(OwnTextReader).where(col(OwnTextReader.own_text_id) == own.id))
    session.add_all(OwnTextReader(own_text_id=own.id, pupil_id=pupil) for pupil in sorted(pupils))


def attempts_for_teacher(session: Session, teacher: Teacher, own: OwnText) -> list[Attempt]:
    """What her pupils answered to this text and its questions, in the order it came."""
    return list(
        session.exec(
            select(Attempt)
            .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
            .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
            .where(Teaching.teacher_id == teacher.id, col(Attempt.exercise_id).startswith(f"{PREFIX}{own.id}"))
            .order_by(col(Attempt.sequence))
        ).all()
    )


def text_for_pupil(session: Session, pupil_id: UUID, text_id: UUID) -> tuple[OwnText, Grade] | None:
    """A text of this pupil's class, and its grade."""
    row = session.exec(
        select(OwnText, Classroom.grade)
        .join(Classroom, col(Classroom.id) == col(OwnText.classroom_id))
        .join(Pupil, col(Pupil.classroom_id) == col(OwnText.classroom_id))
        .where(Pupil.id == pupil_id, OwnText.id == text_id)
    ).one_or_none()
    return (row[0], Grade(row[1])) if row else None


def given_to_pupil(session: Session, pupil_id: UUID) -> list[tuple[OwnText, Grade]]:
    """The texts that are given to this pupil now, the first published first."""
    chosen = select(OwnTextReader.own_text_id).where(OwnTextReader.pupil_id == pupil_id)
    rows = session.exec(
        select(OwnText, Classroom.grade)
        .join(Classroom, col(Classroom.id) == col(OwnText.classroom_id))
        .join(Pupil, col(Pupil.classroom_id) == col(OwnText.classroom_id))
        .where(Pupil.id == pupil_id, col(OwnText.published_at).is_not(None), col(OwnText.archived).is_(False))
        .where(col(OwnText.whole_class).is_(True) | col(OwnText.id).in_(chosen))
        .order_by(col(OwnText.published_at), col(OwnText.id))
    ).all()
    return [(own, Grade(grade)) for own, grade in rows]


def timed_for_pupil(session: Session, pupil_id: UUID) -> list[str]:
    """The exercises of this pupil's class's texts that are read several times over or for one minute."""
    ids = session.exec(
        select(OwnText.id)
        .join(Pupil, col(Pupil.classroom_id) == col(OwnText.classroom_id))
        .where(Pupil.id == pupil_id, col(OwnText.use).in_((Use.REPEATED, Use.ONE_MINUTE)))
    ).all()
    return [f"{PREFIX}{own_id}" for own_id in ids]


def attempts_for_pupil(session: Session, pupil_id: UUID) -> list[Attempt]:
    """What this pupil answered to own texts."""
    return list(
        session.exec(
            select(Attempt).where(Attempt.pupil_id == pupil_id, col(Attempt.exercise_id).startswith(PREFIX))
        ).all()
    )
