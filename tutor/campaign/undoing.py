"""The way back from each change of a campaign (tutor.journal.undoing); a correction is undone by one more."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from tutor.campaign import repository
from tutor.campaign.counting import make_it_count
from tutor.campaign.measure import Mark, corrections_of
from tutor.campaign.tables import Campaign, CampaignCorrection, CampaignTurn
from tutor.dashboard import repository as dashboard
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change
from tutor.practice.repository import hold_pupil

OPENED, CLOSED, DELETED = "campaign.opened", "campaign.closed", "campaign.deleted"
AGAIN, CORRECTED = "campaign.again", "campaign.corrected"
USUAL_ZONE: Final = "Europe/Paris"
"""Of corrections made before their line said in which zone a day begins."""


def undo_opened(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """As if it had not been opened: it is put away, with what was read."""
    campaign = _campaign(session, teacher, change)
    campaign.deleted_at = campaign.deleted_at or now
    session.add(campaign)


def undo_closed(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Open again, unless another one is open by now."""
    campaign = _campaign(session, teacher, change)
    _nothing_else_open(session, teacher, campaign)
    campaign.closed_at = None
    session.add(campaign)


def undo_deleted(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """There again, with its results."""
    campaign = _campaign(session, teacher, change)
    if campaign.closed_at is None:
        _nothing_else_open(session, teacher, campaign)
    campaign.deleted_at = None
    session.add(campaign)


def undo_again(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Not asked to read again after all."""
    campaign = _campaign(session, teacher, change)
    turn = session.get(CampaignTurn, (campaign.id, change.pupil_id))
    if turn is not None:
        before = change.before["again_at"]
        turn.again_at = datetime.fromisoformat(before) if before else None
        session.add(turn)


def undo_corrected(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """The word stands as before, unless it was marked otherwise since."""
    campaign = _campaign(session, teacher, change)
    attempt_id, place, mark = UUID(change.after["attempt_id"]), int(change.after["word"]), Mark(change.after["mark"])
    made = repository.corrections_for_teacher(session, teacher, campaign)
    held = corrections_of((one.word, Mark(one.mark)) for one in made if one.attempt_id == attempt_id)
    stop = {Mark.STOPPED: held.stop == place, Mark.STOP_AS_HEARD: held.stop is None}
    if not stop.get(mark, held.mark(place) is mark):
        raise ConflictError("Ce mot a été corrigé de nouveau depuis : changez-le sur la page de la campagne.")
    found = dashboard.attempt_for_teacher(session, teacher, attempt_id)
    if found is None:
        raise ConflictError("Cette lecture n'est plus d'un élève d'une de vos classes.")
    attempt, pupil = found
    hold_pupil(session, pupil.id)
    session.add(
        CampaignCorrection(
            campaign_id=campaign.id,
            attempt_id=attempt_id,
            word=int(change.before["word"]),
            mark=str(change.before["mark"]),
            teacher_id=teacher.id,
            at=now,
        )
    )
    session.flush()
    make_it_count(session, teacher, campaign, attempt, now, ZoneInfo(change.after.get("timezone", USUAL_ZONE)))


def _campaign(session: Session, teacher: Teacher, change: Change) -> Campaign:
    return repository.campaign_for_teacher(session, teacher, UUID(change.after["campaign_id"]), deleted=True)


def _nothing_else_open(session: Session, teacher: Teacher, campaign: Campaign) -> None:
    for one in repository.campaigns_for_teacher(session, teacher, campaign.classroom_id):
        if one.closed_at is None and one.id != campaign.id:
            raise ConflictError(f"La campagne « {one.title} » est ouverte : fermez-la d'abord.")
