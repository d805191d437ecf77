"""Queries of the alerts. Each takes the teacher who asks. Archived pupils are left out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from speech.verdicts import Verdict
from tutor.classroom.tables import Pupil, Teaching
from tutor.dashboard.alerts.tables import AlertAside
from tutor.dashboard.class_repository import as_kept, id_of, present, same_skill
from tutor.identity.tables import Teacher
from tutor.practice.tables import Attempt, PupilDay, SkillDay, SkillTotal


class SkillCount(NamedTuple):
    """What a pupil answered on a skill, and on how many days."""

    pupil_id: UUID
    skill_id: str
    correct: int
    incorrect: int
    days: int


class HeardCount(NamedTuple):
    """A pupil's answers aloud, and how many of them could not be judged."""

    pupil_id: UUID
    answers: int
    unsure: int


def skill_counts_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, since: date, tries: int
) -> list[SkillCount]:
    """First answers of each pupil on each skill since that day, where there are as many as `tries`."""
    right, wrong = func.sum(SkillDay.correct), func.sum(SkillDay.incorrect)
    rows = session.exec(
        select(  # type: ignore[call-overload]
            as_kept(SkillTotal.pupil_id), SkillTotal.skill_id, right, wrong, func.count()
        )
        .join(SkillTotal, same_skill())
        .where(col(SkillTotal.pupil_id).in_(present(teacher, class_id)))
        .where(col(SkillTotal.correct) + col(SkillTotal.incorrect) >= tries, col(SkillDay.day) >= since)
        .group_by(col(SkillTotal.pupil_id), col(SkillTotal.skill_id))
        .having(right + wrong >= tries)
    ).all()
    return [SkillCount(id_of(pupil), *counts) for pupil, *counts in rows]


def last_days_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> dict[UUID, date]:
    """The last day on which each pupil practised; who never did is not there."""
    rows = session.exec(
        select(PupilDay.pupil_id, func.max(PupilDay.day))
        .where(col(PupilDay.pupil_id).in_(present(teacher, class_id)))
        .group_by(col(PupilDay.pupil_id))
    ).all()
    return dict(rows)


def paces_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, since: datetime
) -> list[tuple[UUID, datetime, int]]:
    """Words read right a minute in each reading of a text in a class since then, in order."""
    rows = session.exec(
        select(as_kept(Attempt.pupil_id), Attempt.occurred_at, Attempt.mclm)
        .where(col(Attempt.pupil_id).in_(present(teacher, class_id)))
        .where(col(Attempt.occurred_at) >= since, col(Attempt.mclm).is_not(None))
        .order_by(col(Attempt.occurred_at))
    ).all()
    return [(id_of(pupil), at, pace) for pupil, at, pace in rows if pace is not None]


def heard_for_teacher(session: Session, teacher: Teacher, class_id: UUID, since: datetime) -> list[HeardCount]:
    """The answers that the ear listened to in a class since then, and of how many it was not sure."""
    unsure = func.sum(case((col(Attempt.verdict) == Verdict.UNSURE.value, 1), else_=0))
    rows = session.exec(
        select(Attempt.pupil_id, func.count(), unsure)
        .where(col(Attempt.pupil_id).in_(present(teacher, class_id)))
        .where(col(Attempt.occurred_at) >= since, col(Attempt.heard).is_not(None))
        .group_by(col(Attempt.pupil_id))
    ).all()
    return [HeardCount(*row) for row in rows]


def aside_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Sequence[AlertAside]:
    """The alerts of a class that were set aside, however long ago."""
    return session.exec(
        select(AlertAside)
        .join(Pupil, col(Pupil.id) == col(AlertAside.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id)
    ).all()
