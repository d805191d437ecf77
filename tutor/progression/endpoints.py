"""The progression of a class: see it, choose a ready one, order it, bring it in from a spreadsheet and out to one."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response

from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.progression import service
from tutor.progression.schemas import ProgressionFile, ProgressionIn, ProgressionOut, ProgressionPreview
from tutor.settings import Settings

router = APIRouter(prefix="/api/classes/{class_id}/progression", tags=["progression"])


class Csv(Response):
    """A file for a spreadsheet."""

    media_type = "text/csv"


def _today(now: datetime, settings: Settings) -> date:
    return now.astimezone(ZoneInfo(settings.timezone)).date()


@router.get("")
def read_progression(
    class_id: UUID, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> ProgressionOut:
    """In what order a class learns, and where it is today."""
    return service.progression(session, teacher, class_id, _today(now, settings))


@router.put("", responses={409: {}})
def choose_progression(
    class_id: UUID,
    body: ProgressionIn,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
) -> ProgressionOut:
    """Follow a ready progression, or the teacher's own."""
    service.choose(session, teacher, class_id, body, now)
    return service.progression(session, teacher, class_id, _today(now, settings))


@router.delete("", responses={409: {}})
def forget_progression(
    class_id: UUID,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    version: int | None = None,
) -> ProgressionOut:
    """Back to what a class of this year follows without a choice; `version`: of the one that was on the screen."""
    service.forget(session, teacher, class_id, version)
    return service.progression(session, teacher, class_id, _today(now, settings))


@router.post("/csv")
def preview_progression(
    class_id: UUID, body: ProgressionFile, session: SessionDep, teacher: TeacherDep
) -> ProgressionPreview:
    """What a file would change; nothing is kept."""
    return service.preview(session, teacher, class_id, body.content)


@router.get(
    "/csv",
    response_class=Csv,
    openapi_extra={"responses": {"200": {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def export_progression(class_id: UUID, session: SessionDep, teacher: TeacherDep) -> Response:
    """The progression as a file for a spreadsheet."""
    content = service.export(session, teacher, class_id)
    return Csv(content, headers={"Content-Disposition": 'attachment; filename="progression.csv"'})
