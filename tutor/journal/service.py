"""Read the journal of a class, and undo one of its lines. Writers commit once."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from tutor.classroom.repository import class_for_teacher
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal import repository
from tutor.journal.kept import KEPT
from tutor.journal.schemas import ChangeOut, Changes
from tutor.journal.tables import Change
from tutor.journal.undoing import UNDO, can_be_undone


def changes_of_class(
    session: Session, teacher: Teacher, class_id: UUID, now: datetime, limit: int, before: datetime | None
) -> Changes:
    """The last changes in one of her classes. Raises NotFoundError."""
    class_for_teacher(session, teacher, class_id)
    rows = repository.changes_for_teacher(session, teacher, class_id, limit, before)
    return Changes(changes=[change_out(change, who, now) for change, who in rows])


def undo(session: Session, teacher: Teacher, change_id: UUID, now: datetime) -> ChangeOut:
    """Put back what was before. Raises NotFoundError, or ConflictError saying why it cannot be undone."""
    change = repository.change_for_teacher(session, teacher, change_id)
    if change.undone_at is not None:
        raise ConflictError("Ce changement est déjà annulé.")
    if change.kind not in UNDO:
        raise ConflictError("Ce changement ne peut pas être annulé.")
    if not can_be_undone(change, now):
        raise ConflictError(f"Ce changement a plus de {KEPT.days} jours : il ne peut plus être annulé.")
    UNDO[change.kind](session, teacher, change, now)
    change.undone_at, change.undone_by = now, teacher.id
    session.add(change)
    session.commit()
    who = session.get(Teacher, change.teacher_id) or teacher
    return change_out(change, who, now)


def change_out(change: Change, who: Teacher, now: datetime) -> ChangeOut:
    """A change in words; an answer to what changes something holds it, so that « Annuler » can be offered at once."""
    return ChangeOut(
        id=change.id,
        at=change.at,
        who=who.name,
        pupil_id=change.pupil_id,
        summary=change.summary,
        undoable_until=change.at + KEPT if can_be_undone(change, now) else None,
        undone_at=change.undone_at,
    )
