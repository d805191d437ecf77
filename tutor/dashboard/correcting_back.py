"""What a correction changes besides its own line, and the way back: apart from the service, which needs the journal."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from speech.verdicts import Verdict
from tutor.dashboard import repository
from tutor.errors import ConflictError, NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change
from tutor.practice import corrections, days, mastery
from tutor.practice.repository import attempts_on_served_for_pupil, hold_pupil, served_for_pupil
from tutor.practice.tables import Attempt, Correction

KIND: Final = "verdict.corrected"
UNKNOWN: Final = "Cette réponse n'existe pas, ou n'est pas d'un élève d'une de vos classes."


def undo_correction(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """What counted before counts again, by one more line; unless somebody said something else since."""
    found = repository.attempt_for_teacher(session, teacher, UUID(change.after["attempt"]))
    if found is None:
        raise NotFoundError(UNKNOWN)
    attempt, pupil = found
    hold_pupil(session, pupil.id)
    if number_of(corrections.last_on_attempt(session, attempt.id)) != change.after["correction"]:
        raise ConflictError("Cette réponse a été corrigée autrement depuis : c'est ce dernier avis qui compte.")
    kept = change.before["verdict"]
    timezone = ZoneInfo(change.after["timezone"])
    put(session, attempt, Verdict(kept) if kept is not None else None, teacher, now, timezone)


def put(
    session: Session, attempt: Attempt, verdict: Verdict | None, teacher: Teacher, now: datetime, timezone: ZoneInfo
) -> Correction:
    """The only place where what counts of an attempt changes: everything that follows from it follows here."""
    served = served_for_pupil(session, attempt.pupil_id, attempt.served_id)
    answers = attempts_on_served_for_pupil(session, attempt.pupil_id, attempt.served_id)
    was = corrections.verdicts_on(session, [one.id for one in answers])
    made = corrections.append(session, attempt, verdict, teacher, now)
    if served is not None:
        days.recount(session, served, answers, was, timezone)
    mastery.forget(session, attempt.pupil_id)
    return made


def number_of(correction: Correction | None) -> int:
    """Which correction of the school this is, 0 for none."""
    return (correction.sequence or 0) if correction is not None else 0
