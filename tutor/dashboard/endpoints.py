"""What the teacher's pages show of practice: a class now, a pupil's last attempts, his misconceptions."""

from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request

from tutor.dashboard import service
from tutor.dashboard.schemas import LiveTable, PupilAttempts, PupilMisconceptions
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep

router = APIRouter(prefix="/api", tags=["dashboard"])


@router.get("/classes/{class_id}/live")
def show_class_now(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> LiveTable:
    """Who is doing what in a class of the signed-in teacher."""
    timezone = ZoneInfo(settings.timezone)
    return service.live_table(session, teacher, class_id, request.app.state.catalogue, now, timezone)


@router.get("/pupils/{pupil_id}/attempts")
def show_pupil_attempts(
    pupil_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PupilAttempts:
    """The last attempts of a pupil of the signed-in teacher, newest first."""
    return service.pupil_attempts(session, teacher, pupil_id, limit, request.app.state.catalogue)


@router.get("/dashboard/pupils/{pupil_id}/misconceptions")
def show_pupil_misconceptions(
    pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep
) -> PupilMisconceptions:
    """The misconceptions that a pupil of the signed-in teacher shows again and again, with his own answers."""
    return service.pupil_misconceptions(session, teacher, pupil_id, request.app.state.catalogue)
