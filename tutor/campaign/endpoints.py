"""Fluency campaigns of the signed-in teacher's classes."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from tutor.campaign import service, sheet
from tutor.campaign.schemas import (
    AbsentIn,
    CampaignIn,
    CampaignList,
    CampaignOut,
    ChangedCampaign,
    ChangedReading,
    CorrectionIn,
    DeletedCampaign,
    ReadingOut,
    TextChoices,
)
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.practice import mastery
from tutor.reports.downloads import CSV, PDF, download
from tutor.reports.pdf import render

router = APIRouter(prefix="/api", tags=["campaigns"])


@router.get("/classes/{class_id}/campaigns")
def list_campaigns(class_id: UUID, session: SessionDep, teacher: TeacherDep) -> CampaignList:
    """The campaigns of a class, the last opened first."""
    return service.list_campaigns(session, teacher, class_id)


@router.get("/classes/{class_id}/campaign-texts")
def list_texts(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> TextChoices:
    """The texts that a class may read."""
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    state = request.app.state
    return service.text_choices(session, teacher, class_id, state.catalogue, today, state.ear is not None)


@router.post("/classes/{class_id}/campaigns", status_code=201, responses={409: {}})
def open_campaign(
    class_id: UUID, body: CampaignIn, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ChangedCampaign:
    """Open a campaign: each pupil of the class is given the text from now on."""
    return service.open_campaign(session, teacher, class_id, body, request.app.state.catalogue, now)


@router.get("/campaigns/{campaign_id}")
def show_campaign(campaign_id: UUID, session: SessionDep, teacher: TeacherDep) -> CampaignOut:
    """A campaign and its results so far."""
    return service.show_campaign(session, teacher, campaign_id)


@router.post("/campaigns/{campaign_id}/close", responses={409: {}})
def close_campaign(campaign_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangedCampaign:
    """No pupil is given the text any more."""
    return service.close_campaign(session, teacher, campaign_id, now)


@router.delete("/campaigns/{campaign_id}")
def delete_campaign(campaign_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> DeletedCampaign:
    """Put a campaign away; it can be brought back for thirty days."""
    return service.delete_campaign(session, teacher, campaign_id, now)


@router.put("/campaigns/{campaign_id}/pupils/{pupil_id}/absent")
def set_absent(
    campaign_id: UUID, pupil_id: UUID, body: AbsentIn, session: SessionDep, teacher: TeacherDep
) -> CampaignOut:
    """Note that a pupil is absent, or is there."""
    return service.set_absent(session, teacher, campaign_id, pupil_id, body.absent)


@router.post("/campaigns/{campaign_id}/pupils/{pupil_id}/again", responses={409: {}})
def read_again(
    campaign_id: UUID, pupil_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ChangedCampaign:
    """Ask a pupil to read once more; his last reading counts."""
    return service.read_again(session, teacher, campaign_id, pupil_id, now)


@router.get("/campaigns/{campaign_id}/pupils/{pupil_id}")
def show_reading(
    campaign_id: UUID, pupil_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ReadingOut:
    """A pupil's last reading, word by word."""
    return service.show_reading(session, teacher, campaign_id, pupil_id, now)


@router.post("/campaigns/{campaign_id}/pupils/{pupil_id}/words", responses={409: {}})
def correct(
    campaign_id: UUID,
    pupil_id: UUID,
    body: CorrectionIn,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
) -> ChangedReading:
    """Note what the teacher heard of a word of a reading; what the tutor believes of the pupil follows at once."""
    changed = service.correct(session, teacher, campaign_id, pupil_id, body, now, ZoneInfo(settings.timezone))
    session.close()
    mastery.refresh(request.app.state.engine, pupil_id, request.app.state.learner)
    return changed


def _file(media: str) -> dict[str, Any]:
    """What a route that gives a file says of itself."""
    content = {media.split(";")[0]: {"schema": {"type": "string", "format": "binary"}}}
    return {"response_class": Response, "openapi_extra": {"responses": {"200": {"content": content}}}}


@router.get("/campaigns/{campaign_id}/csv", **_file(CSV))
def download_table(campaign_id: UUID, session: SessionDep, teacher: TeacherDep) -> Response:
    """The table of a campaign for a spreadsheet."""
    campaign = service.show_campaign(session, teacher, campaign_id)
    return download(sheet.csv_of(campaign), f"Fluence – {campaign.title}.csv", CSV)


@router.get("/campaigns/{campaign_id}/pdf", responses={503: {}}, **_file(PDF))
def print_campaign(
    campaign_id: UUID,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    pupil_id: UUID | None = None,
) -> Response:
    """The table and the marked texts of a campaign, or of one pupil, to print."""
    timezone = ZoneInfo(settings.timezone)
    data = service.on_paper(session, teacher, campaign_id, pupil_id, now, timezone)
    session.close()  # setting a page takes a moment: no pupil should wait for the database meanwhile
    return download(render("campagne", data), f"{data['title']}.pdf", PDF)
