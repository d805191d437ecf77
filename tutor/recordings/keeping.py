"""Keep the sound of a reading, when that is on for this pupil; sweep away what is over. Time is passed in."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import numpy as np
import structlog
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from tutor.db import reading, writing
from tutor.recordings.repository import keep_days_for_pupil
from tutor.recordings.store import SALT_BYTES, RecordingStore
from tutor.recordings.tables import ClassRecording, Recording, RecordingConsent

log = structlog.get_logger("tutor.recordings")
GRACE_SECONDS = 60.0
"""A file without a row may be one whose row is being written."""


def is_recorded(session: Session, pupil_id: UUID, now: datetime, exercise_id: str | None = None) -> bool:
    """Is this pupil's reading aloud recorded now, or that of this exercise?"""
    return keep_days_for_pupil(session, pupil_id, now, exercise_id) is not None


def keep(
    engine: Engine,
    store: RecordingStore,
    pupil_id: UUID,
    samples: NDArray[np.float32],
    sample_rate: int,
    now: datetime,
    *,
    served_id: UUID | None = None,
    line: int | None = None,
    recording_id: UUID | None = None,
    exercise_id: str | None = None,
) -> UUID | None:
    """Keep this sound; its id, or None when recording is off for this pupil or there is no room. Never raises for that.

    In a transaction of its own, which waits for nobody's: the verdict is sent before. `recording_id`: when it was
    already promised (in the receipt of what was heard). `exercise_id`: what was read.
    """
    with reading(engine) as session:
        days = keep_days_for_pupil(session, pupil_id, now, exercise_id)
    if days is None or not len(samples):
        return None
    recording = Recording(
        id=recording_id or uuid4(),
        pupil_id=pupil_id,
        served_id=served_id,
        line=line,
        salt=os.urandom(SALT_BYTES),
        seconds=len(samples) / sample_rate,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    try:
        store.write(recording.id, recording.salt, samples, sample_rate)
    except OSError as error:
        log.warning("recording_skipped", reason=error.strerror or str(error), consequence="the lesson goes on")
        return None
    with writing(engine) as session:
        session.add(recording)
        session.commit()
    return recording.id


def forget_pupils(session: Session, pupil_ids: Sequence[UUID]) -> None:
    """Erase all there is of recordings of pupils who are purged, in the caller's transaction, before their work is.

    Their files cannot be opened any more; the next `sweep` removes them.
    """
    session.exec(delete(Recording).where(col(Recording.pupil_id).in_(pupil_ids)))
    session.exec(delete(RecordingConsent).where(col(RecordingConsent.pupil_id).in_(pupil_ids)))


def forget_class(session: Session, class_id: UUID) -> None:
    """Erase the setting of a class that is purged, in the caller's transaction."""
    session.exec(delete(ClassRecording).where(col(ClassRecording.classroom_id) == class_id))


def sweep(engine: Engine, store: RecordingStore, now: datetime) -> int:
    """Erase what has been kept for its time, and files that belong to nothing any more. How many files went."""
    files = store.all()  # listed first: one that is made meanwhile is none of ours
    with writing(engine) as session:
        expired = set(session.exec(select(Recording.id).where(col(Recording.expires_at) <= now)).all())
        session.exec(delete(Recording).where(col(Recording.expires_at) <= now))
        wanted = set(session.exec(select(Recording.id)).all())
        session.commit()
    lost = {one for one in files - wanted - expired if store.age_seconds(one) > GRACE_SECONDS}
    for recording_id in expired | lost:
        store.erase(recording_id)
    if expired or lost:
        log.info("recordings_erased", files=len(expired | lost))
    return len(expired | lost)
