"""Queries on a whole class: its first day, its answers skill by skill and day by day, what is known of each pupil.

Each takes the teacher who asks. Archived pupils are left out. Plain rows where there are thousands of them. Pupils are
asked for by `IN`, pupil by pupil in the order of an index: SQLite then sums as it reads, and sorts nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, String, TypeCoerce, exists, func, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from tutor.classroom.tables import Pupil, Teaching
from tutor.identity.tables import Teacher
from tutor.practice.corrections import counting_verdict
from tutor.practice.tables import Attempt, Mastery, PupilDay, SkillDay, SkillTotal


class SkillAnswers(NamedTuple):
    """First answers of a pupil to exercises on a skill on one day, those that could be judged."""

    pupil_id: UUID
    skill_id: str
    day: date
    correct: int
    incorrect: int


class Answered(NamedTuple):
    """An answer of these last minutes."""

    pupil_id: UUID
    served_id: UUID
    verdict: str
    hints: int


def as_kept(pupil_id: UUID) -> TypeCoerce[Any]:
    """A column of pupils' ids for rows by the thousand, read by `id_of`: making an id each time costs more than all."""
    return type_coerce(pupil_id, String)


def id_of(kept: str | UUID) -> UUID:
    """The id of a pupil from `as_kept`: SQLite keeps a text, PostgreSQL gives the id itself."""
    return _made(kept) if isinstance(kept, str) else kept


_made = lru_cache(maxsize=1024)(UUID)


def same_skill() -> ColumnElement[bool]:
    """A pupil's days on a skill, beside what he did on it in all: there are a few of those, found by their key."""
    return (col(SkillDay.pupil_id) == col(SkillTotal.pupil_id)) & (col(SkillDay.skill_id) == col(SkillTotal.skill_id))


def present(teacher: Teacher, class_id: UUID) -> SelectOfScalar[UUID]:
    """The pupils of one of her classes who are not archived; nobody when it is not hers."""
    return (
        select(Pupil.id)
        .join(Teaching, col(Teaching.classroom_id) == col(Pupil.classroom_id))
        .where(Teaching.teacher_id == teacher.id, Teaching.classroom_id == class_id, col(Pupil.archived).is_(False))
    )


def first_day_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> date | None:
    """The first day on which somebody of the class practised."""
    return session.exec(
        select(func.min(PupilDay.day)).where(col(PupilDay.pupil_id).in_(present(teacher, class_id)))
    ).one()


def answers_newly_won_for_teacher(
    session: Session, teacher: Teacher, class_id: UUID, far: date, since: date, until: date, wins: int
) -> list[SkillAnswers]:
    """What each pupil of a class answered on each skill from `far` to `until`, day by day, in the order of days.

    Only on skills that he answered on from `since` on, having at least so many right first answers from `far`, and
    fewer in all the time before.
    """
    day, earlier, own = col(SkillDay.day), aliased(SkillDay), aliased(SkillDay)
    before = (
        select(func.sum(earlier.correct))
        .where(earlier.pupil_id == SkillDay.pupil_id, earlier.skill_id == SkillDay.skill_id, col(earlier.day) < far)
        .scalar_subquery()
    )
    won = (
        select(SkillDay.pupil_id, SkillDay.skill_id)
        .where(col(SkillDay.pupil_id).in_(present(teacher, class_id)), day.between(far, until))
        .group_by(col(SkillDay.pupil_id), col(SkillDay.skill_id))
        .having(func.sum(SkillDay.correct) >= wins, func.max(day) >= since, func.coalesce(before, 0) < wins)
        .subquery()
    )
    rows = session.exec(
        select(as_kept(own.pupil_id), own.skill_id, own.day, own.correct, own.incorrect)  # type: ignore[call-overload]
        .join(won, (col(own.pupil_id) == won.c.pupil_id) & (col(own.skill_id) == won.c.skill_id))
        .where(col(own.day).between(far, until))
        .order_by(col(own.day))
    ).all()
    return [SkillAnswers(id_of(pupil), *counts) for pupil, *counts in rows]


def mastery_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> Sequence[Mastery]:
    """The projected state of each pupil of a class who has one."""
    return session.exec(select(Mastery).where(col(Mastery.pupil_id).in_(present(teacher, class_id)))).all()


def pupils_to_read_again_for_teacher(session: Session, teacher: Teacher, class_id: UUID) -> set[UUID]:
    """The pupils of a class who answered, and of whom no projected state is kept at the moment."""
    answered = exists().where(col(Attempt.pupil_id) == col(Pupil.id))
    kept = exists().where(col(Mastery.pupil_id) == col(Pupil.id))
    return set(session.exec(present(teacher, class_id).where(~kept, answered)).all())


def last_answers_for_teacher(session: Session, teacher: Teacher, class_id: UUID, since: datetime) -> list[Answered]:
    """What was answered in a class since then, as corrected, in the order it happened."""
    rows = session.exec(
        select(Attempt.pupil_id, Attempt.served_id, counting_verdict(), Attempt.hints)
        .where(col(Attempt.pupil_id).in_(present(teacher, class_id)), col(Attempt.occurred_at) >= since)
        .order_by(col(Attempt.occurred_at), col(Attempt.sequence))
    ).all()
    return [Answered(*row) for row in rows]
