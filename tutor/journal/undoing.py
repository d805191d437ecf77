"""Which function undoes which kind of change. A new kind that can be undone is added to UNDO.

An undoer takes the session, the teacher who undoes, the change and the time; it puts `change.before` back without a
commit, and raises ConflictError with a sentence when what it would put back has changed since.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from tutor.academy.repository import SHARED
from tutor.campaign import undoing as campaigns
from tutor.classroom.history import CLASS_CHANGED, PUPIL_CHANGED, undo_class, undo_pupil
from tutor.dashboard import correcting_back
from tutor.dashboard.alerts.undoing import SET_ASIDE, show_again
from tutor.decisions.undoing import undo_decision, undo_group
from tutor.identity.tables import Teacher
from tutor.journal.kept import KEPT
from tutor.journal.tables import Change
from tutor.own_texts.undoing import GIVEN, undo_given
from tutor.pupil_lists.service import PUPILS_ADDED, undo_added
from tutor.sharing.colleagues import (
    COLLEAGUE_ADDED,
    COLLEAGUE_REMOVED,
    undo_colleague_added,
    undo_colleague_removed,
)
from tutor.sharing.substitutes import SUBSTITUTE_MADE, undo_substitute
from tutor.year_change.bin import BINNED, undo_put
from tutor.year_change.moving import YEAR_CHANGED, undo_year

Undoer = Callable[[Session, Teacher, Change, datetime], None]


def _recording_set(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    from tutor.recordings.service import put_back

    put_back(session, teacher, change, now)


def _sharing_set(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    from tutor.academy.service import undo_shared

    undo_shared(session, teacher, change, now)


UNDO: Mapping[str, Undoer] = {
    "recording.set": _recording_set,
    SHARED: _sharing_set,
    SET_ASIDE: show_again,
    correcting_back.KIND: correcting_back.undo_correction,
    "decision.made": undo_decision,
    "decision.removed": undo_decision,
    "band.changed": undo_decision,
    "length.changed": undo_decision,
    "group.made": undo_group,
    "group.changed": undo_group,
    "group.removed": undo_group,
    campaigns.OPENED: campaigns.undo_opened,
    campaigns.CLOSED: campaigns.undo_closed,
    campaigns.DELETED: campaigns.undo_deleted,
    campaigns.AGAIN: campaigns.undo_again,
    campaigns.CORRECTED: campaigns.undo_corrected,
    CLASS_CHANGED: undo_class,
    PUPIL_CHANGED: undo_pupil,
    GIVEN: undo_given,
    PUPILS_ADDED: undo_added,
    BINNED: undo_put,
    YEAR_CHANGED: undo_year,
    COLLEAGUE_ADDED: undo_colleague_added,
    COLLEAGUE_REMOVED: undo_colleague_removed,
    SUBSTITUTE_MADE: undo_substitute,
}


def can_be_undone(change: Change, now: datetime) -> bool:
    """Is there a way back, still open and not taken?"""
    return change.kind in UNDO and change.undone_at is None and now - change.at <= KEPT
