"""Queries on groups. Each takes the signed-in pupil and his tablet: another's group is not there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from tutor.classroom.tables import Pupil
from tutor.together.tables import Group, GroupTurn, Member

IDLE = timedelta(minutes=20)
"""After so long without a touch the group is over: the children have left the tablet."""


def living_group(session: Session, host: Pupil, tablet: str, group_id: UUID, now: datetime) -> Group | None:
    """This group, if this pupil opened it on this tablet and it lives. Whoever else works on it waits."""
    return session.exec(_living(host, tablet, now).where(Group.id == group_id).with_for_update()).one_or_none()


def latest_group(session: Session, host: Pupil, tablet: str, now: datetime) -> Group | None:
    """The living group of this tablet, when it was only started again."""
    return session.exec(_living(host, tablet, now).order_by(col(Group.started_at).desc()).limit(1)).first()


def classmates(session: Session, pupil: Pupil) -> Sequence[Pupil]:
    """The others of this pupil's class."""
    return session.exec(
        select(Pupil).where(
            Pupil.classroom_id == pupil.classroom_id, Pupil.id != pupil.id, col(Pupil.archived).is_(False)
        )
    ).all()


def members(session: Session, group: Group) -> list[Pupil]:
    """Who sits around the tablet, in the order of the seats; not who left, nor whose sessions were ended."""
    rows = session.exec(
        select(Pupil)
        .join(Member, col(Member.pupil_id) == col(Pupil.id))
        .where(Member.group_id == group.id, col(Member.left_at).is_(None))
        .where(Pupil.epoch == Member.epoch, Pupil.classroom_id == group.classroom_id, col(Pupil.archived).is_(False))
        .order_by(col(Member.seat))
    )
    return list(rows)


def seats_taken(session: Session, group: Group) -> Sequence[Member]:
    """Every seat that was ever taken, in order."""
    return session.exec(select(Member).where(Member.group_id == group.id).order_by(col(Member.seat))).all()


def leave_elsewhere(session: Session, pupil: Pupil, here: UUID, now: datetime) -> None:
    """A child sits around one tablet: he leaves every other group, and the one he opened is over."""
    for member in session.exec(
        select(Member).where(Member.pupil_id == pupil.id, Member.group_id != here, col(Member.left_at).is_(None))
    ):
        member.left_at = now
    for group in session.exec(
        select(Group).where(Group.host_id == pupil.id, Group.id != here, col(Group.ended_at).is_(None))
    ):
        group.ended_at = now


def turns(session: Session, group: Group) -> Sequence[GroupTurn]:
    """The turns of a group, in order."""
    return session.exec(select(GroupTurn).where(GroupTurn.group_id == group.id).order_by(col(GroupTurn.number))).all()


def _living(host: Pupil, tablet: str, now: datetime) -> SelectOfScalar[Group]:
    return select(Group).where(
        Group.host_id == host.id,
        Group.classroom_id == host.classroom_id,
        Group.tablet == tablet,
        col(Group.ended_at).is_(None),
        col(Group.active_at) >= now - IDLE,
    )
