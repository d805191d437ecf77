"""Queries on the counts of days. Each takes the teacher who asks: a class she does not teach has no counts.

Days are the school's, both ends included. Archived pupils are left out of a class.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import SQLColumnExpression, func
from sqlmodel import Session, col, select

from exercises.exercise import Domain
from tutor.classroom.tables import Pupil, Teaching
from tutor.dashboard.class_repository import as_kept, id_of, present, same_skill
from tutor.identity.tables import Teacher
from tutor.practice.tables import PupilDay, SkillDay, SkillTotal


class SkillSum(NamedTuple):
    """What a pupil did on a skill between two days (as SkillDay), and the last day on which he did."""

    pupil_id: UUID
    skill_id: str
    exercises: int
    correct: int
    incorrect: int
    last_day: date


class SkillDone(NamedTuple):
    """What a pupil did on a skill in a period, and how many first answers of his were judged in all his time."""

    exercises: int
    correct: int
    judged: int


class DayDone(NamedTuple):
    """What a pupil did in a subject on a day (as PupilDay): a class has thousands of them."""

    pupil_id: UUID
    day: date
    seconds: int
    exercises: int
    right_first: int
    unsure: int


def class_days_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, since: date, until: date
) -> list[DayDone]:
    """What each pupil of a class did each day, in the order of days."""
    counts = (PupilDay.seconds, PupilDay.exercises, PupilDay.right_first, PupilDay.unsure)
    rows = session.exec(
        select(as_kept(PupilDay.pupil_id), PupilDay.day, *counts)  # type: ignore[call-overload]
        .where(col(PupilDay.pupil_id).in_(present(teacher, class_id)))
        .where(col(PupilDay.day).between(since, until))
        .order_by(col(PupilDay.day))
    ).all()
    return [DayDone(id_of(pupil), *done) for pupil, *done in rows]


def class_skills_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, since: date, until: date
) -> list[SkillSum]:
    """What each pupil of a class did on each skill in all."""
    counts = (SkillDay.exercises, SkillDay.correct, SkillDay.incorrect)
    rows = session.exec(
        select(  # type: ignore[call-overload]
            as_kept(SkillDay.pupil_id),
            SkillDay.skill_id,
            *(func.sum(one) for one in counts),
            func.max(col(SkillDay.day)),
        )
        .where(col(SkillDay.pupil_id).in_(present(teacher, class_id)))
        .where(col(SkillDay.day).between(since, until))
        .group_by(col(SkillDay.pupil_id), col(SkillDay.skill_id))
    ).all()
    return [SkillSum(id_of(pupil), *sums) for pupil, *sums in rows]


def class_domain_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, domain: Domain, since: date | None, until: date
) -> dict[UUID, dict[str, SkillDone]]:
    """What each pupil of a class did on each skill of a subject since that day, None for all his time: by skill."""
    total, one = SkillTotal, SkillDay

    def counted(all_time: int, each_day: int) -> SQLColumnExpression[int]:
        if since is None:
            return col(all_time)
        in_period = select(func.sum(each_day)).where(same_skill(), col(one.day).between(since, until))
        return func.coalesce(in_period.scalar_subquery(), 0)

    rows = session.exec(
        select(  # type: ignore[call-overload]
            as_kept(total.pupil_id),
            total.skill_id,
            counted(total.exercises, one.exercises),
            counted(total.correct, one.correct),
            total.correct + total.incorrect,
        )
        .where(col(total.pupil_id).in_(present(teacher, class_id)))
        # A stretch of the index in any order of letters, where a list of two hundred names is looked up one by one.
        .where(col(total.skill_id).between(f"{domain}.", f"{domain}.zzzz"))
    ).all()
    done: dict[UUID, dict[str, SkillDone]] = {}
    for pupil, skill_id, *counts in rows:
        done.setdefault(id_of(pupil), {})[skill_id] = SkillDone(*counts)
    return done


def pupil_days_for_teacher(
    session: Session, teacher: Teacher, pupil_id: UUID, since: date, until: date
) -> Sequence[PupilDay]:
    """What a pupil of this teacher did each day, archived or not, in the order of days."""
    return session.exec(
        select(PupilDay)
        .join(Pupil, col(Pupil.id) == col(PupilDay.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, PupilDay.pupil_id == pupil_id)
        .where(col(PupilDay.day).between(since, until))
        .order_by(col(PupilDay.day), col(PupilDay.domain))
    ).all()


def pupil_skill_days_for_teacher(
    session: Session, teacher: Teacher, pupil_id: UUID, since: date, until: date
) -> Sequence[SkillDay]:
    """What a pupil of this teacher did on each skill each day, archived or not, in the order of days."""
    return session.exec(
        select(SkillDay)
        .join(Pupil, col(Pupil.id) == col(SkillDay.pupil_id))
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, SkillDay.pupil_id == pupil_id)
        .where(col(SkillDay.day).between(since, until))
        .order_by(col(SkillDay.day), col(SkillDay.skill_id))
    ).all()
