"""Queries on campaigns. Each takes the teacher or the pupil who asks: another class's is not there."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select

from tutor.campaign.exercises import exercise_id
from tutor.campaign.tables import Campaign, CampaignCorrection, CampaignTurn
from tutor.classroom.tables import Pupil, Teaching
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.practice.tables import Attempt

UNKNOWN = "Cette campagne n'existe pas, ou n'est pas d'une de vos classes."


def campaigns_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Sequence[Campaign]:
    """The campaigns of one of her classes, the last opened first."""
    return session.exec(
        select(Campaign)
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Campaign.classroom_id == class_id, _is_there())
        .order_by(col(Campaign.opened_at).desc())
    ).all()


def campaign_for_teacher(session: Session, teacher: Teacher, campaign_id: UUID, *, deleted: bool = False) -> Campaign:
    """A campaign of one of her classes; `deleted`: or one that was deleted lately. Raises NotFoundError."""
    wanted = (
        select(Campaign)
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Campaign.id == campaign_id)
    )
    found = session.exec(wanted if deleted else wanted.where(_is_there())).one_or_none()
    if found is None:
        raise NotFoundError(UNKNOWN)
    return found


def some_campaigns_for_teacher(
    session: Session, teacher: Teacher, campaign_ids: Collection[UUID]
) -> Sequence[Campaign]:
    """Those of these campaigns that are of her classes."""
    return session.exec(
        select(Campaign)
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, col(Campaign.id).in_(campaign_ids), _is_there())
    ).all()


def readings_for_teacher(session: Session, teacher: Teacher, campaign: Campaign) -> Sequence[Attempt]:
    """What her pupils read in a campaign, in the order it came."""
    return session.exec(
        select(Attempt)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Attempt.exercise_id == exercise_id(campaign.id))
        .order_by(col(Attempt.sequence))
    ).all()


def corrections_for_teacher(session: Session, teacher: Teacher, campaign: Campaign) -> Sequence[CampaignCorrection]:
    """The corrections made in a campaign of one of her classes, in order."""
    return session.exec(
        select(CampaignCorrection)
        .join(Campaign, col(Campaign.id) == col(CampaignCorrection.campaign_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, CampaignCorrection.campaign_id == campaign.id)
        .order_by(col(CampaignCorrection.sequence))
    ).all()


def attempts_for_teacher(session: Session, teacher: Teacher, attempt_ids: Collection[UUID]) -> Sequence[Attempt]:
    """Those of these attempts that are of her pupils."""
    return session.exec(
        select(Attempt)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, col(Attempt.id).in_(attempt_ids))
    ).all()


def corrections_on_for_teacher(
    session: Session, teacher: Teacher, attempt_ids: Collection[UUID]
) -> Sequence[CampaignCorrection]:
    """The corrections made on these attempts in campaigns of her classes that are still there, in order."""
    return session.exec(
        select(CampaignCorrection)
        .join(Campaign, col(Campaign.id) == col(CampaignCorrection.campaign_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, col(CampaignCorrection.attempt_id).in_(attempt_ids), _is_there())
        .order_by(col(CampaignCorrection.sequence))
    ).all()


def turns_for_teacher(session: Session, teacher: Teacher, campaign: Campaign) -> Sequence[CampaignTurn]:
    """What was noted of the pupils' turns in a campaign of one of her classes."""
    return session.exec(
        select(CampaignTurn)
        .join(Campaign, col(Campaign.id) == col(CampaignTurn.campaign_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, CampaignTurn.campaign_id == campaign.id)
    ).all()


def pupil_of_campaign_for_teacher(session: Session, teacher: Teacher, campaign: Campaign, pupil_id: UUID) -> Pupil:
    """A pupil of the class of a campaign. Raises NotFoundError."""
    pupil = session.exec(
        select(Pupil)
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Pupil.id == pupil_id, Pupil.classroom_id == campaign.classroom_id)
    ).one_or_none()
    if pupil is None:
        raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans la classe de cette campagne.")
    return pupil


def campaign_for_pupil(session: Session, pupil_id: UUID, campaign_id: UUID) -> Campaign | None:
    """A campaign of this pupil's class, closed or not."""
    return session.exec(
        select(Campaign)
        .join(Pupil, col(Pupil.classroom_id) == col(Campaign.classroom_id))
        .where(Pupil.id == pupil_id, Campaign.id == campaign_id, _is_there())
    ).one_or_none()


def is_recorded_for_pupil(session: Session, pupil_id: UUID, campaign_id: UUID) -> bool:
    """Whether this campaign of the pupil's class asked for its voices to be kept."""
    campaign = campaign_for_pupil(session, pupil_id, campaign_id)
    return campaign is not None and campaign.recording


def waiting_for_pupil(session: Session, pupil_id: UUID) -> Campaign | None:
    """The open campaign of this pupil's class, when he has not read yet, or is asked to read again."""
    campaign = session.exec(
        select(Campaign)
        .join(Pupil, col(Pupil.classroom_id) == col(Campaign.classroom_id))
        .where(Pupil.id == pupil_id, col(Campaign.closed_at).is_(None), _is_there())
        .order_by(col(Campaign.opened_at).desc())
        .limit(1)
    ).one_or_none()
    if campaign is None:
        return None
    last = session.exec(
        select(Attempt.received_at)
        .where(Attempt.pupil_id == pupil_id, Attempt.exercise_id == exercise_id(campaign.id))
        .order_by(col(Attempt.sequence).desc())
        .limit(1)
    ).one_or_none()
    turn = session.get(CampaignTurn, (campaign.id, pupil_id))
    asked = turn.again_at if turn else None
    return campaign if last is None or (asked is not None and last < asked) else None


def forget_deleted_for_teacher(session: Session, teacher: Teacher, class_id: UUID, before: datetime) -> None:
    """Erase the campaigns of one of her classes that were deleted so long ago that nothing brings them back."""
    old = session.exec(
        select(Campaign.id)
        .join(Teaching, col(Teaching.classroom_id) == col(Campaign.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Campaign.classroom_id == class_id)
        .where(col(Campaign.deleted_at) < before)
    ).all()
    for table in (CampaignCorrection, CampaignTurn):
        session.exec(delete(table).where(col(table.campaign_id).in_(old)))
    session.exec(delete(Campaign).where(col(Campaign.id).in_(old)))


def _is_there() -> ColumnElement[bool]:
    there: ColumnElement[bool] = col(Campaign.deleted_at).is_(None)
    return there
