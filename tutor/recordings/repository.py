"""Queries on recordings. Those of a teacher take her: what is not of her classes is not found."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from tutor.campaign.exercises import campaign_id
from tutor.campaign.repository import is_recorded_for_pupil
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.practice.tables import Attempt
from tutor.recordings.tables import ClassRecording, Recording, RecordingConsent

CAMPAIGN_KEEP_DAYS: Final = 14
"""How long the readings of a campaign that asked for it are kept: the time to listen and correct."""


def keep_days_for_pupil(session: Session, pupil_id: UUID, now: datetime, exercise_id: str | None = None) -> int | None:
    """For how many days what this pupil reads now is kept; None when it is not.

    `exercise_id`: what he reads; a campaign of the class may ask for its own readings alone (tutor.campaign).
    """
    days = _class_keep_days(session, pupil_id, now)
    campaign = campaign_id(exercise_id or "")
    if days is None and campaign is not None and is_recorded_for_pupil(session, pupil_id, campaign):
        return CAMPAIGN_KEEP_DAYS if consent_of(session, pupil_id) is not None else None
    return days


def _class_keep_days(session: Session, pupil_id: UUID, now: datetime) -> int | None:
    return session.exec(
        select(ClassRecording.keep_days)
        .join(Pupil, col(Pupil.classroom_id) == col(ClassRecording.classroom_id))
        .where(Pupil.id == pupil_id, _in_force().where(col(RecordingConsent.pupil_id) == col(Pupil.id)).exists())
        .where(col(ClassRecording.since) <= now, col(ClassRecording.until) > now)
    ).one_or_none()


def consent_of(session: Session, pupil_id: UUID) -> RecordingConsent | None:
    """The agreement in force of this pupil's family."""
    return session.exec(_in_force().where(RecordingConsent.pupil_id == pupil_id)).one_or_none()


def _in_force() -> SelectOfScalar[RecordingConsent]:
    return select(RecordingConsent).where(col(RecordingConsent.withdrawn_at).is_(None))


def setting_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> ClassRecording | None:
    """The setting of one of her classes, past ones included; None when it was never turned on, or turned off."""
    return session.exec(
        select(ClassRecording)
        .join(Teaching, col(Teaching.classroom_id) == col(ClassRecording.classroom_id))
        .where(Teaching.teacher_id == teacher.id, ClassRecording.classroom_id == class_id)
    ).one_or_none()


def pupils_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, now: datetime
) -> Sequence[tuple[Pupil, datetime | None, int]]:
    """The present pupils of one of her classes: since when their family agrees, how many recordings are kept."""
    kept = (
        select(Recording.pupil_id, func.count().label("kept"))
        .where(col(Recording.expires_at) > now)
        .group_by(col(Recording.pupil_id))
        .subquery()
    )
    rows = session.exec(
        select(Pupil, RecordingConsent.given_at, kept.c.kept)
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .outerjoin(
            RecordingConsent,
            (col(RecordingConsent.pupil_id) == col(Pupil.id)) & col(RecordingConsent.withdrawn_at).is_(None),
        )
        .outerjoin(kept, kept.c.pupil_id == col(Pupil.id))
        .where(Teaching.teacher_id == teacher.id, Pupil.classroom_id == class_id, col(Pupil.archived).is_(False))
    ).all()
    return [(pupil, since, count or 0) for pupil, since, count in rows]


def recording_for_teacher(
    session: Session, teacher: Teacher, recording_id: UUID, now: datetime
) -> tuple[Recording, Pupil]:
    """A recording of a pupil of hers, that is not over. Raises NotFoundError."""
    found = session.exec(
        select(Recording, Pupil)
        .join(Pupil, col(Pupil.id) == col(Recording.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Recording.id == recording_id, col(Recording.expires_at) > now)
    ).one_or_none()
    if found is None:
        raise NotFoundError("Cet enregistrement n'existe pas, ou n'est plus gardé.")
    return found


def pieces_of(session: Session, recording: Recording) -> list[Recording]:
    """A recording, with those of the other lines of a text read in turns: each line as it was read last, in order."""
    if recording.line is None or recording.served_id is None:
        return [recording]
    lines = session.exec(
        select(Recording)
        .where(Recording.served_id == recording.served_id, Recording.pupil_id == recording.pupil_id)
        .where(col(Recording.line).is_not(None))
        .order_by(col(Recording.made_at))
    ).all()
    last = {one.line or 0: one for one in lines}
    return [piece for _, piece in sorted(last.items())]


def recordings_of(session: Session, attempts: Iterable[Attempt], now: datetime) -> dict[UUID, UUID]:
    """The recording of each of these attempts that can still be listened to, by the attempt's id."""
    named = {
        attempt.id: UUID(attempt.hearing["recording"])
        for attempt in attempts
        if attempt.hearing and attempt.hearing.get("recording")
    }
    if not named:
        return {}
    wanted = select(Recording.id).where(col(Recording.id).in_(named.values()), col(Recording.expires_at) > now)
    kept = set(session.exec(wanted).all())
    return {attempt_id: recording_id for attempt_id, recording_id in named.items() if recording_id in kept}


def recordings_of_class_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Sequence[Recording]:
    """Every recording of the pupils of one of her classes, archived ones included."""
    return session.exec(
        select(Recording)
        .join(Pupil, col(Pupil.id) == col(Recording.pupil_id))
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Classroom.id))
        .where(Teaching.teacher_id == teacher.id, Classroom.id == class_id)
    ).all()
