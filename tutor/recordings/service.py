"""Turn recording on and off, note a family's agreement, listen and erase. Writers commit once."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete

from tutor.classroom.repository import class_for_teacher, pupil_for_teacher
from tutor.dashboard.faces import by_first_name, face
from tutor.french_dates import day_in_french, days_in_french
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out
from tutor.journal.tables import Change
from tutor.recordings import repository
from tutor.recordings.schemas import RecordedPupil, RecordingIn, RecordingOut
from tutor.recordings.store import RecordingStore, one_after_another
from tutor.recordings.tables import ClassRecording, Recording, RecordingConsent

SET, CONSENT, ERASED = "recording.set", "recording.consent", "recording.erased"
"""Kinds of change; only the first can be undone: what is erased is gone, and a withdrawal erases."""


def setting(
    session: Session, teacher: Teacher, class_id: UUID, now: datetime, change: Change | None = None
) -> RecordingOut:
    """Whether a class of hers is recorded. Raises NotFoundError."""
    class_for_teacher(session, teacher, class_id)
    kept = repository.setting_for_teacher(session, teacher, class_id)
    on = kept if kept is not None and kept.since <= now < kept.until else None
    pupils = [
        RecordedPupil(pupil=face(pupil), agreed_at=since, kept=count)
        for pupil, since, count in repository.pupils_for_teacher(session, teacher, class_id, now)
    ]
    return RecordingOut(
        on=on is not None,
        until=on.until if on else None,
        keep_days=on.keep_days if on else None,
        pupils=by_first_name(pupils, lambda row: row.pupil),
        change=change_out(change, teacher, now) if change else None,
    )


def turn_on(
    session: Session, teacher: Teacher, class_id: UUID, wanted: RecordingIn, now: datetime, timezone: ZoneInfo
) -> RecordingOut:
    """Record a class of hers from now on, for a while. Raises NotFoundError."""
    classroom = class_for_teacher(session, teacher, class_id)
    kept = repository.setting_for_teacher(session, teacher, class_id)
    before = _as_json(kept)
    kept = kept or ClassRecording(classroom_id=classroom.id, since=now, until=now, keep_days=wanted.keep_days)
    kept.since, kept.until, kept.keep_days = now, now + timedelta(days=wanted.days), wanted.keep_days
    session.add(kept)
    summary = (
        f"Enregistrement des lectures mis en marche jusqu’au {day_in_french(kept.until, timezone)}, "
        f"chaque lecture gardée {days_in_french(wanted.keep_days)}."
    )
    change = record(session, teacher, class_id, SET, summary, now, before=before, after=_as_json(kept))
    session.commit()
    return setting(session, teacher, class_id, now, change)


def turn_off(session: Session, teacher: Teacher, class_id: UUID, now: datetime) -> RecordingOut:
    """Record no more. What was kept stays until its day, or until she erases it. Raises NotFoundError."""
    class_for_teacher(session, teacher, class_id)
    kept = repository.setting_for_teacher(session, teacher, class_id)
    if kept is None:
        return setting(session, teacher, class_id, now)
    summary = "Enregistrement des lectures arrêté."
    change = record(session, teacher, class_id, SET, summary, now, before=_as_json(kept), after={})
    session.delete(kept)
    session.commit()
    return setting(session, teacher, class_id, now, change)


def put_back(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """The undoer of SET: the setting that was before, as far as it is not over."""
    kept = session.get(ClassRecording, change.classroom_id)
    if kept is not None:
        session.delete(kept)
        session.flush()
    before = change.before
    if before and datetime.fromisoformat(before["until"]) > now:
        session.add(
            ClassRecording(
                classroom_id=change.classroom_id,
                since=datetime.fromisoformat(before["since"]),
                until=datetime.fromisoformat(before["until"]),
                keep_days=before["keep_days"],
            )
        )


def note_consent(
    session: Session, store: RecordingStore, teacher: Teacher, pupil_id: UUID, given: bool, now: datetime
) -> RecordingOut:
    """Note a family's written agreement; or its withdrawal, and erase what was kept. Raises NotFoundError."""
    pupil = pupil_for_teacher(session, teacher, pupil_id)
    there = repository.consent_of(session, pupil.id)
    if (there is not None) is given:
        return setting(session, teacher, pupil.classroom_id, now)
    erased = list[UUID]()
    if there is None:
        session.add(RecordingConsent(pupil_id=pupil.id, given_at=now, noted_by=teacher.id))
        summary = f"{pupil.first_name} : accord de la famille pour enregistrer ses lectures."
    else:
        there.withdrawn_at, there.withdrawal_noted_by = now, teacher.id
        session.add(there)
        rows = repository.recordings_of_class_for_teacher(session, teacher, pupil.classroom_id)
        erased = _delete(session, [one.id for one in rows if one.pupil_id == pupil.id])
        summary = f"{pupil.first_name} : accord retiré, ses lectures ne sont plus enregistrées."
    change = record(
        session,
        teacher,
        pupil.classroom_id,
        CONSENT,
        summary,
        now,
        before={"given": not given},
        after={"given": given, "erased": len(erased)},
        pupil_id=pupil.id,
    )
    session.commit()
    _remove_files(store, erased)
    return setting(session, teacher, pupil.classroom_id, now, change)


def erase_class(
    session: Session, store: RecordingStore, teacher: Teacher, class_id: UUID, now: datetime
) -> RecordingOut:
    """Erase every recording of a class of hers. It cannot be undone. Raises NotFoundError."""
    class_for_teacher(session, teacher, class_id)
    rows = repository.recordings_of_class_for_teacher(session, teacher, class_id)
    if not rows:
        return setting(session, teacher, class_id, now)
    erased = _delete(session, [one.id for one in rows])
    summary = "Tous les enregistrements de la classe ont été effacés."
    change = record(session, teacher, class_id, ERASED, summary, now, before={"kept": len(erased)}, after={"kept": 0})
    session.commit()
    _remove_files(store, erased)
    return setting(session, teacher, class_id, now, change)


def erase_one(session: Session, store: RecordingStore, teacher: Teacher, recording_id: UUID, now: datetime) -> None:
    """Erase one recording of a pupil of hers. It cannot be undone. Raises NotFoundError."""
    recording, pupil = repository.recording_for_teacher(session, teacher, recording_id, now)
    erased = _delete(session, [one.id for one in repository.pieces_of(session, recording)])
    summary = f"{pupil.first_name} : une lecture enregistrée a été effacée."
    record(
        session,
        teacher,
        pupil.classroom_id,
        ERASED,
        summary,
        now,
        before={"kept": len(erased)},
        after={"kept": 0},
        pupil_id=pupil.id,
    )
    session.commit()
    _remove_files(store, erased)


def sound_of(session: Session, store: RecordingStore, teacher: Teacher, recording_id: UUID, now: datetime) -> bytes:
    """The FLAC sound of a recording of a pupil of hers. Raises NotFoundError."""
    recording, _ = repository.recording_for_teacher(session, teacher, recording_id, now)
    pieces = repository.pieces_of(session, recording)
    return one_after_another([store.read(piece.id, piece.salt) for piece in pieces])


def _as_json(kept: ClassRecording | None) -> dict[str, str | int]:
    if kept is None:
        return {}
    return {"since": kept.since.isoformat(), "until": kept.until.isoformat(), "keep_days": kept.keep_days}


def _delete(session: Session, recording_ids: list[UUID]) -> list[UUID]:
    session.exec(delete(Recording).where(col(Recording.id).in_(recording_ids)))
    return recording_ids


def _remove_files(store: RecordingStore, recording_ids: list[UUID]) -> None:
    for recording_id in recording_ids:
        store.erase(recording_id)
