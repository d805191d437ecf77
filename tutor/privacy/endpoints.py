"""A pupil's data: export for his family, and erasing who he is while the figures stay. /api/pupils/{pupil_id}/..."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from fastapi import APIRouter, Request, Response

from tutor.classroom.names import same_name_key
from tutor.classroom.repository import pupil_for_teacher
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.errors import BadInputError
from tutor.privacy.anonymising import anonymise
from tutor.privacy.export import export, file_name
from tutor.privacy.retention import RETENTION
from tutor.privacy.schemas import Kept, Retention
from tutor.reports.downloads import download
from tutor.year_change.schemas import EraseIn

router = APIRouter(prefix="/api", tags=["privacy"])
ZIP = "application/zip"
log = structlog.get_logger("tutor.privacy")
_ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/retention")
def read_retention(_: TeacherDep) -> Retention:
    """What is kept of pupils, and until when."""
    return Retention(kinds=[Kept(what=kind.what, until=kind.until) for kind in RETENTION])


@router.get("/pupils/{pupil_id}/export.zip", response_class=Response, responses=_ZIP)
def export_pupil(
    pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> Response:
    """All that is kept of a pupil of hers, for his family."""
    state, pupil = request.app.state, pupil_for_teacher(session, teacher, pupil_id)
    made = export(session, state.recordings, pupil, teacher, state.catalogue, now, ZoneInfo(settings.timezone))
    log.info("pupil_exported", bytes=len(made))
    answer = download(made, file_name(pupil), ZIP)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/pupils/{pupil_id}/anonymise", status_code=204)
def anonymise_pupil(pupil_id: UUID, body: EraseIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> None:
    """Erase who a pupil is and what he said; keep figures of nobody. There is no way back: his name is typed again."""
    pupil = pupil_for_teacher(session, teacher, pupil_id)
    if same_name_key(body.name) != same_name_key(pupil.first_name):
        raise BadInputError(f"Pour effacer son identité, écrivez le prénom exact : « {pupil.first_name} ».")
    anonymise(session, pupil, now)
    session.commit()
    log.info("pupil_anonymised")
