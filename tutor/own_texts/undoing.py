"""The way back from a text given, no longer given or archived (tutor.journal.undoing): to whom it was given before."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change
from tutor.own_texts import repository
from tutor.own_texts.tables import OwnText

GIVEN: Final = "text.given"


def readers_of(session: Session, teacher: Teacher, own: OwnText) -> dict[str, Any]:
    """To whom a text is given, since when, as the journal keeps it."""
    chosen = repository.readers_for_teacher(session, teacher, own.classroom_id).get(own.id, [])
    return {
        "text": str(own.id),
        "whole_class": own.whole_class,
        "pupils": sorted(str(one) for one in chosen),
        "published_at": own.published_at.astimezone(UTC).isoformat() if own.published_at else None,
        "archived": own.archived,
    }


def undo_given(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Given to whom it was before. Raises ConflictError when it was given otherwise since."""
    own = repository.text_for_teacher(session, teacher, UUID(change.after["text"]))
    if readers_of(session, teacher, own) != change.after:
        raise ConflictError(
            f"Le texte « {own.title} » a été donné autrement depuis : changez-le sur la page des textes."
        )
    before = change.before
    own.whole_class, own.archived = before["whole_class"], before["archived"]
    own.published_at = datetime.fromisoformat(before["published_at"]) if before["published_at"] else None
    repository.replace_readers(session, own, [UUID(one) for one in before["pupils"]])
    session.add(own)
