"""A teacher heard better than the machine: the verdict she gives counts, in mastery and in figures; the answer stays.

The projected mastery is forgotten in the same transaction; the endpoint has it made again beside (mastery.refresh).
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.catalogue import Catalogue
from speech.verdicts import Verdict
from tutor.dashboard import repository
from tutor.dashboard.correcting_back import KIND, UNKNOWN, number_of, put
from tutor.dashboard.schemas import Corrected, CorrectionIn, CorrectionOut
from tutor.dashboard.wording import NBSP, exercise_in_words
from tutor.edits import expect
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out
from tutor.practice import corrections
from tutor.practice.content import exercises_for_teacher
from tutor.practice.repository import hold_pupil
from tutor.practice.tables import Attempt, Correction

_SAID = {
    Verdict.CORRECT: "c'était juste",
    Verdict.INCORRECT: "ce n'était pas juste",
    Verdict.UNSURE: "on ne sait pas",
}


def correct(
    session: Session,
    teacher: Teacher,
    attempt_id: UUID,
    wanted: CorrectionIn,
    catalogue: Catalogue,
    now: datetime,
    timezone: ZoneInfo,
) -> tuple[Corrected, UUID]:
    """Her verdict, from now on the one that counts, and whose answer it is. Raises NotFoundError or ConflictError.

    Whoever calls then has the mastery of this pupil made again.
    """
    found = repository.attempt_for_teacher(session, teacher, attempt_id)
    if found is None:
        raise NotFoundError(UNKNOWN)
    attempt, pupil = found
    hold_pupil(session, pupil.id)
    before = corrections.last_on_attempt(session, attempt.id)
    expect(wanted.seen, number_of(before) if before is not None and before.verdict else 0, "Cette réponse")
    made = put(session, attempt, wanted.verdict, teacher, now, timezone)
    content = exercises_for_teacher(session, teacher, [attempt.exercise_id], catalogue).get(attempt.exercise_id)
    change = record(
        session,
        teacher,
        pupil.classroom_id,
        KIND,
        _summary(pupil.first_name, exercise_in_words(content, attempt.exercise_id), attempt, wanted.verdict, timezone),
        now,
        before={"verdict": before.verdict if before is not None else None},
        after={"attempt": str(attempt.id), "correction": made.sequence, "timezone": timezone.key},
        pupil_id=pupil.id,
    )
    session.commit()
    return Corrected(correction=correction_out(made, teacher), change=change_out(change, teacher, now)), pupil.id


def correction_out(correction: Correction, by: Teacher) -> CorrectionOut:
    """As the teacher's pages show it."""
    return CorrectionOut(
        verdict=Verdict(str(correction.verdict)), by=by.name, at=correction.at, number=number_of(correction)
    )


def _summary(name: str, exercise: str, attempt: Attempt, verdict: Verdict, timezone: ZoneInfo) -> str:
    day = attempt.occurred_at.astimezone(timezone)
    return f"{name}, «{NBSP}{exercise}{NBSP}» du {day.day}/{day.month:02}{NBSP}: {_SAID[verdict]}."
