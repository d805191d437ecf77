"""What teachers corrected: the verdict that counts of each attempt. Whoever asks has checked whose pupil it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from speech.verdicts import Verdict
from tutor.identity.tables import Teacher
from tutor.practice.tables import Attempt, Correction


def append(session: Session, attempt: Attempt, verdict: Verdict | None, teacher: Teacher, now: datetime) -> Correction:
    """One more word on an attempt, without a commit; `verdict`: None for what the machine said."""
    correction = Correction(
        attempt_id=attempt.id,
        pupil_id=attempt.pupil_id,
        verdict=verdict.value if verdict is not None else None,
        teacher_id=teacher.id,
        at=now,
    )
    session.add(correction)
    session.flush()
    return correction


def last_on_attempt(session: Session, attempt_id: UUID) -> Correction | None:
    """The correction that counts, None for an attempt that nobody spoke of."""
    return session.exec(
        select(Correction).where(Correction.attempt_id == attempt_id).order_by(col(Correction.sequence).desc()).limit(1)
    ).one_or_none()


def counting_verdict() -> ColumnElement[str]:
    """Of a query on attempts: the verdict that counts of each, a teacher's where she gave one."""
    hers = (
        select(Correction.verdict)
        .where(col(Correction.attempt_id) == col(Attempt.id))
        .order_by(col(Correction.sequence).desc())
        .limit(1)
        .correlate(Attempt)
        .scalar_subquery()
    )
    return func.coalesce(hers, col(Attempt.verdict))


def last_of_pupil(session: Session, pupil_id: UUID) -> int:
    """Up to where the pupil's corrections go: it changes with each of them."""
    return session.exec(select(func.max(Correction.sequence)).where(Correction.pupil_id == pupil_id)).one() or 0


def verdicts_of_pupil(session: Session, pupil_id: UUID) -> Mapping[UUID, str]:
    """The corrected verdicts that count, by attempt; an attempt that is not there keeps its own."""
    return _counting(_in_order(session, col(Correction.pupil_id) == pupil_id))


def verdicts_on(session: Session, attempts: Collection[UUID]) -> Mapping[UUID, str]:
    """The same, of these attempts only."""
    return _counting(_in_order(session, col(Correction.attempt_id).in_(attempts)))


def verdicts_of_school(session: Session) -> Mapping[UUID, str]:
    """The same for every pupil: for calibration, never for a request."""
    return _counting(_in_order(session))


def corrections_of(session: Session, attempts: Collection[UUID]) -> Mapping[UUID, tuple[Correction, Teacher]]:
    """The correction that counts of each of these attempts, with who made it; not those taken back."""
    rows = session.exec(
        select(Correction, Teacher)
        .join(Teacher, col(Teacher.id) == col(Correction.teacher_id))
        .where(col(Correction.attempt_id).in_(attempts))
        .order_by(col(Correction.sequence))
    ).all()
    found = {correction.attempt_id: (correction, teacher) for correction, teacher in rows}
    return {key: one for key, one in found.items() if one[0].verdict is not None}


def _in_order(session: Session, *where: ColumnElement[bool]) -> Sequence[Correction]:
    return session.exec(select(Correction).where(*where).order_by(col(Correction.sequence))).all()


def _counting(rows: Sequence[Correction]) -> Mapping[UUID, str]:
    last = {one.attempt_id: one.verdict for one in rows}
    return {attempt: verdict for attempt, verdict in last.items() if verdict is not None}
