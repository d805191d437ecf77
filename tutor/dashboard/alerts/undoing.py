"""The way back from an alert set aside."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from tutor.dashboard.alerts.tables import AlertAside
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change

SET_ASIDE: Final = "alert.aside"


def show_again(session: Session, _teacher: Teacher, change: Change, _now: datetime) -> None:
    """Undo: an alert that was set aside was shown until then, so it is shown again."""
    kept = session.get(AlertAside, (change.pupil_id, change.after["kind"], change.after["about"]))
    if kept is None:
        raise ConflictError("Cette alerte n’est plus de côté.")
    session.delete(kept)
