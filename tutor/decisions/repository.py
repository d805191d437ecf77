"""Queries on decisions and groups. Each takes the teacher who asks: what is not of her classes is not found."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import Session, col, delete, select

from tutor.classroom.tables import Pupil, Teaching
from tutor.decisions.tables import Decision, NeedGroup, NeedGroupMember
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher


def decision_for_teacher(session: Session, teacher: Teacher, decision_id: UUID) -> Decision:
    """A decision in one of her classes, ended or not. Raises NotFoundError."""
    found = session.exec(
        select(Decision)
        .join(Teaching, col(Teaching.classroom_id) == col(Decision.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Decision.id == decision_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError("Cette décision n'existe pas, ou n'est pas dans une de vos classes.")
    return found


def decisions_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Sequence[Decision]:
    """Those of one of her classes that nobody ended, the last first."""
    return session.exec(
        select(Decision)
        .join(Teaching, col(Teaching.classroom_id) == col(Decision.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Decision.classroom_id == class_id)
        .where(col(Decision.removed_at).is_(None))
        .order_by(col(Decision.made_at).desc(), col(Decision.id))
    ).all()


def group_for_teacher(session: Session, teacher: Teacher, group_id: UUID) -> NeedGroup:
    """A group of one of her classes that is still there. Raises NotFoundError."""
    found = session.exec(
        select(NeedGroup)
        .join(Teaching, col(Teaching.classroom_id) == col(NeedGroup.classroom_id))
        .where(Teaching.teacher_id == teacher.id, NeedGroup.id == group_id, col(NeedGroup.deleted_at).is_(None))
    ).one_or_none()
    if found is None:
        raise NotFoundError("Ce groupe n'existe pas, ou n'est pas dans une de vos classes.")
    return found


def groups_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Sequence[NeedGroup]:
    """The groups of one of her classes, in the order in which they were made."""
    return session.exec(
        select(NeedGroup)
        .join(Teaching, col(Teaching.classroom_id) == col(NeedGroup.classroom_id))
        .where(Teaching.teacher_id == teacher.id, NeedGroup.classroom_id == class_id)
        .where(col(NeedGroup.deleted_at).is_(None))
        .order_by(col(NeedGroup.created_at), col(NeedGroup.id))
    ).all()


def members_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> dict[UUID, list[Pupil]]:
    """The present pupils of each group of one of her classes."""
    rows = session.exec(
        select(NeedGroupMember.group_id, Pupil)
        .join(Pupil, col(Pupil.id) == col(NeedGroupMember.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Pupil.classroom_id == class_id, col(Pupil.archived).is_(False))
    ).all()
    found: dict[UUID, list[Pupil]] = {}
    for group_id, pupil in rows:
        found.setdefault(group_id, []).append(pupil)
    return found


def member_ids(session: Session, group: NeedGroup) -> list[UUID]:
    """The pupils of a group that was found for its teacher."""
    return sorted(session.exec(select(NeedGroupMember.pupil_id).where(NeedGroupMember.group_id == group.id)).all())


def replace_members(session: Session, group: NeedGroup, pupils: Collection[UUID]) -> None:
    """Put these pupils of its class, and no others, in a group that was found for its teacher."""
    session.exec(delete(NeedGroupMember).where(col(NeedGroupMember.group_id) == group.id))
    session.add_all(NeedGroupMember(group_id=group.id, pupil_id=one) for one in sorted(pupils))


def decisions_of_group(session: Session, group: NeedGroup) -> Sequence[Decision]:
    """Those for a group that was found for its teacher, that nobody ended."""
    return session.exec(select(Decision).where(Decision.group_id == group.id, col(Decision.removed_at).is_(None))).all()
