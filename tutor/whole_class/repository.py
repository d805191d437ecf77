"""Queries on what was asked to classes. Each takes the teacher who asks: another's class is not there."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from tutor.classroom.tables import Teaching
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.whole_class.tables import ClassQuestion, ClassRound


def round_for_teacher(session: Session, teacher: Teacher, round_id: UUID) -> ClassRound:
    """A round of one of her classes; whoever else works on it waits. Raises NotFoundError."""
    found = session.exec(
        select(ClassRound)
        .join(Teaching, col(Teaching.classroom_id) == col(ClassRound.classroom_id))
        .where(Teaching.teacher_id == teacher.id, ClassRound.id == round_id)
        .with_for_update(of=ClassRound)
    ).one_or_none()
    if found is None:
        raise NotFoundError("Cette séance n'existe pas, ou n'est pas d'une de vos classes.")
    return found


def rounds_for_teacher(session: Session, teacher: Teacher, class_id: UUID, limit: int) -> Sequence[ClassRound]:
    """The last rounds of a class, newest first."""
    return session.exec(
        select(ClassRound)
        .join(Teaching, col(Teaching.classroom_id) == col(ClassRound.classroom_id))
        .where(Teaching.teacher_id == teacher.id, ClassRound.classroom_id == class_id)
        .order_by(col(ClassRound.started_at).desc())
        .limit(limit)
    ).all()


def questions_for_teacher(
    session: Session, teacher: Teacher, rounds: Sequence[ClassRound]
) -> dict[UUID, list[ClassQuestion]]:
    """The questions of these rounds of hers, in order."""
    asked: dict[UUID, list[ClassQuestion]] = {one.id: [] for one in rounds}
    for question in session.exec(
        select(ClassQuestion)
        .join(ClassRound, col(ClassRound.id) == col(ClassQuestion.round_id))
        .join(Teaching, col(Teaching.classroom_id) == col(ClassRound.classroom_id))
        .where(Teaching.teacher_id == teacher.id, col(ClassQuestion.round_id).in_(asked))
        .order_by(col(ClassQuestion.number))
    ):
        asked[question.round_id].append(question)
    return asked
