"""/api/classes/{class_id}/changes, undoing one of them, and the whole audit trail, to read and to export."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime

from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.journal import service
from tutor.journal.csv_export import as_csv
from tutor.journal.schemas import ChangeOut, Changes, JournalKind, JournalPage
from tutor.journal.trail import Trail, Wanted
from tutor.practice import mastery

router = APIRouter(prefix="/api", tags=["journal"])
USUAL = timedelta(days=7)
LONGEST = timedelta(days=800)
INSTANT = timedelta(microseconds=1)


@router.get("/classes/{class_id}/changes")
def show_changes(
    class_id: UUID,
    session: SessionDep,
    teacher: TeacherDep,
    now: NowDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: AwareDatetime | None = None,
) -> Changes:
    """What was changed in a class of the signed-in teacher, newest first."""
    return service.changes_of_class(session, teacher, class_id, now, limit, before)


@router.post("/changes/{change_id}/undo", responses={409: {}})
def undo_change(change_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Put back what was before a change; what is computed from it is made again at once."""
    undone = service.undo(session, teacher, change_id, now)
    session.close()
    if undone.pupil_id is not None:
        mastery.refresh(request.app.state.engine, undone.pupil_id, request.app.state.learner)
    return undone


@router.get("/classes/{class_id}/journal")
def show_journal(
    class_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    now: NowDep,
    pupil_id: UUID | None = None,
    kind: JournalKind | None = None,
    since: AwareDatetime | None = None,
    before: AwareDatetime | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> JournalPage:
    """What was changed, chosen and judged in a class of the signed-in teacher, newest first: by default of 7 days."""
    until = (before or now) + INSTANT
    wanted = Wanted(max(since or until - USUAL, until - LONGEST), until, pupil_id, kind)
    lines = Trail(session, teacher, class_id, wanted, request.app.state.catalogue, now).latest(session, limit + 1)
    return JournalPage(lines=lines[:limit], more=len(lines) > limit)


@router.get("/classes/{class_id}/journal.csv", response_class=StreamingResponse)
def export_journal(
    class_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    pupil_id: UUID | None = None,
    kind: JournalKind | None = None,
    since: AwareDatetime | None = None,
) -> StreamingResponse:
    """The same as a CSV file for a spreadsheet, oldest first; by default of a year."""
    until = now + INSTANT
    wanted = Wanted(max(since or until - timedelta(days=366), until - LONGEST), until, pupil_id, kind)
    trail = Trail(session, teacher, class_id, wanted, request.app.state.catalogue, now)
    rows = as_csv(trail.all(request.app.state.engine), trail.names, ZoneInfo(settings.timezone))
    headers = {"Content-Disposition": f'attachment; filename="journal-{now:%Y-%m-%d}.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(rows, media_type="text/csv; charset=utf-8", headers=headers)
