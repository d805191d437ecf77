"""Recording in a class and its notice; /api/recordings/{recording_id}, for the teachers of the class only."""

from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response

from tutor.classroom.repository import class_for_teacher
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.recordings import service
from tutor.recordings.notice import notice
from tutor.recordings.schemas import LONGEST_KEPT, LONGEST_ON, ConsentIn, Notice, RecordingIn, RecordingOut
from tutor.recordings.store import RecordingStore

router = APIRouter(prefix="/api", tags=["recordings"])
log = structlog.get_logger("tutor.recordings")
_SOUND: dict[int | str, dict[str, Any]] = {200: {"content": {"audio/flac": {}}}}


def _store(request: Request) -> RecordingStore:
    store: RecordingStore = request.app.state.recordings
    return store


def _timezone(settings: SettingsDep) -> ZoneInfo:
    return ZoneInfo(settings.timezone)


StoreDep = Annotated[RecordingStore, Depends(_store)]
TimezoneDep = Annotated[ZoneInfo, Depends(_timezone)]


@router.get("/classes/{class_id}/recording")
def show_recording(class_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> RecordingOut:
    """Whether reading aloud is recorded in a class of the signed-in teacher, and of whom recordings are kept."""
    return service.setting(session, teacher, class_id, now)


@router.put("/classes/{class_id}/recording")
def turn_recording_on(
    class_id: UUID,
    body: RecordingIn,
    session: SessionDep,
    teacher: TeacherDep,
    now: NowDep,
    timezone: TimezoneDep,
) -> RecordingOut:
    """Record reading aloud in a class for a while, once the families were told."""
    return service.turn_on(session, teacher, class_id, body, now, timezone)


@router.delete("/classes/{class_id}/recording")
def turn_recording_off(class_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> RecordingOut:
    """Record no more; what was kept stays until its day."""
    return service.turn_off(session, teacher, class_id, now)


@router.get("/classes/{class_id}/recording/notice")
def show_notice(
    class_id: UUID,
    session: SessionDep,
    teacher: TeacherDep,
    timezone: TimezoneDep,
    now: NowDep,
    days: Annotated[int, Query(ge=1, le=LONGEST_ON)] = 14,
    keep_days: Annotated[int, Query(ge=1, le=LONGEST_KEPT)] = 14,
) -> Notice:
    """The notice to the families of a class, to print before recording is turned on."""
    classroom = class_for_teacher(session, teacher, class_id)
    return Notice(html=notice(classroom.name, teacher.name, days, keep_days, now, timezone))


@router.delete("/classes/{class_id}/recordings")
def erase_recordings(
    class_id: UUID, session: SessionDep, store: StoreDep, teacher: TeacherDep, now: NowDep
) -> RecordingOut:
    """Erase every recording of a class. It cannot be undone."""
    return service.erase_class(session, store, teacher, class_id, now)


@router.put("/pupils/{pupil_id}/recording-consent")
def note_consent(
    pupil_id: UUID, body: ConsentIn, session: SessionDep, store: StoreDep, teacher: TeacherDep, now: NowDep
) -> RecordingOut:
    """Note that a family agrees in writing; or that it withdraws, which erases what was kept of the pupil."""
    return service.note_consent(session, store, teacher, pupil_id, body.given, now)


@router.get("/recordings/{recording_id}", response_class=Response, responses=_SOUND)
def listen_to_recording(
    recording_id: UUID, session: SessionDep, store: StoreDep, teacher: TeacherDep, now: NowDep
) -> Response:
    """The sound of a reading that was kept, for the teacher of the class."""
    sound = service.sound_of(session, store, teacher, recording_id, now)
    log.info("recording_listened", recording=str(recording_id), teacher=str(teacher.id))
    return Response(sound, media_type="audio/flac", headers={"Cache-Control": "no-store"})


@router.delete("/recordings/{recording_id}", status_code=204)
def erase_recording(recording_id: UUID, session: SessionDep, store: StoreDep, teacher: TeacherDep, now: NowDep) -> None:
    """Erase one recording. It cannot be undone."""
    service.erase_one(session, store, teacher, recording_id, now)
