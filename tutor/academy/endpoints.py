"""/api/classes/{class_id}/indicators: what a class tells its academy, seen before it leaves. Off unless turned on."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from tutor.academy import service
from tutor.academy.files import as_csv, as_geojson
from tutor.academy.schemas import IndicatorsOut, SharingIn
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.reports.downloads import CSV, download

router = APIRouter(prefix="/api/classes/{class_id}", tags=["academy"])
GEOJSON = "application/geo+json"
MonthQuery = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="a month that is over: 2026-10")]


def _file(media: str) -> dict[str, Any]:
    content = {media.split(";")[0]: {"schema": {"type": "string", "format": "binary"}}}
    return {
        "response_class": Response,
        "responses": {409: {}},
        "openapi_extra": {"responses": {"200": {"content": content}}},
    }


@router.get("/indicators")
def show_indicators(
    class_id: UUID,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    month: MonthQuery | None = None,
) -> IndicatorsOut:
    """Whether a class is shared with the academy, and what would leave of a month (the last one over)."""
    return service.shown(session, teacher, class_id, settings, now, month)


@router.put("/indicators")
def share_indicators(
    class_id: UUID, body: SharingIn, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> IndicatorsOut:
    """Share a class's indicators, or no more."""
    return service.share(session, teacher, class_id, body.shared, settings, now)


@router.get("/indicators.csv", **_file(CSV))
def take_indicators_csv(
    class_id: UUID, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep, month: MonthQuery
) -> Response:
    """A month of a shared class, for a spreadsheet."""
    rows, place = service.to_hand_over(session, teacher, class_id, settings, now, month)
    return download(as_csv(rows, {place.uai: place}), f"indicateurs-{place.uai}-{month}.csv", CSV)


@router.get("/indicators.geojson", **_file(GEOJSON))
def take_indicators_geojson(
    class_id: UUID, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep, month: MonthQuery
) -> Response:
    """A month of a shared class, for a map."""
    rows, place = service.to_hand_over(session, teacher, class_id, settings, now, month)
    return download(as_geojson(rows, {place.uai: place}), f"indicateurs-{place.uai}-{month}.geojson", GEOJSON)
