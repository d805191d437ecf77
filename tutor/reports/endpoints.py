"""Reports of a class: pages and tables to take away, and the proposal for the report book."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response

from tutor.classroom.cards import tablet_address
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.reports import service
from tutor.reports.downloads import CSV, ODS, PDF, download
from tutor.reports.facts import Knowing, Period
from tutor.reports.schemas import Lsu, TableName
from tutor.reports.service import Desk, File

router = APIRouter(prefix="/api/classes/{class_id}", tags=["reports"])


def _desk(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> Desk:
    state = request.app.state
    knowing = Knowing(state.learner, state.shelf.everything, state.catalogue.skills)
    return Desk(session, teacher, class_id, knowing, now, ZoneInfo(settings.timezone))


DeskDep = Annotated[Desk, Depends(_desk)]


def _period(
    desk: DeskDep,
    since: Annotated[date | None, Query(description="the first day; 1 September when left out")] = None,
    until: Annotated[date | None, Query(description="the last day; today when left out")] = None,
) -> Period:
    last = until or desk.today
    start = date(last.year if last.month >= 9 else last.year - 1, 9, 1)
    return Period(since or start, last)


PeriodDep = Annotated[Period, Depends(_period)]


def _file(media: str) -> dict[str, Any]:
    """What a route that gives a file says of itself."""
    content = {media.split(";")[0]: {"schema": {"type": "string", "format": "binary"}}}
    return {"response_class": Response, "openapi_extra": {"responses": {"200": {"content": content}}}}


def _taken(file: File, media: str) -> Response:
    return download(file.content, file.name, media)


@router.get("/reports/families.pdf", **_file(PDF))
def print_families(desk: DeskDep, period: PeriodDep, pupil_id: UUID | None = None) -> Response:
    """A page for the family of each pupil, or of one."""
    return _taken(service.families(desk, period, pupil_id), PDF)


@router.get("/reports/summary.pdf", **_file(PDF))
def print_summary(desk: DeskDep, period: PeriodDep) -> Response:
    """The class over a period, for the teachers."""
    return _taken(service.summary(desk, period), PDF)


@router.get("/reports/tables.ods", **_file(ODS))
def export_tables(desk: DeskDep, period: PeriodDep) -> Response:
    """All the tables, to open in a spreadsheet."""
    return _taken(service.as_ods(desk, period), ODS)


@router.get("/reports/table.csv", **_file(CSV))
def export_table(desk: DeskDep, period: PeriodDep, table: TableName = "classe") -> Response:
    """One table, for any software."""
    return _taken(service.as_csv(desk, period, table), CSV)


@router.get("/reports/lsu")
def read_lsu(desk: DeskDep) -> Lsu:
    """What is proposed for the report book (livret scolaire unique) of each pupil."""
    return service.lsu(desk)


@router.get("/cards.pdf", **_file(PDF))
def print_cards(class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep) -> Response:
    """The class's poster and the sign-in cards of its pupils."""
    return _taken(service.cards(session, teacher, class_id, tablet_address(request.url)), PDF)
