"""Every query of practice. Each takes the pupil who asks, so that another pupil's work cannot be asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, delete, exists, select

from exercises.exercise import Grade
from speech.strictness import StrictnessLevel
from tutor.classroom.tables import Classroom, Pupil
from tutor.errors import NotFoundError
from tutor.practice.path import Event
from tutor.practice.runs import Given
from tutor.practice.tables import Attempt, Mastery, PupilDay, Served, ServedAhead, SkillDay, SkillTotal


def hold_pupil(session: Session, pupil_id: UUID) -> None:
    """Make whoever else works on this pupil wait until this transaction ends.

    A retry racing the first sending then finds it done. PostgreSQL locks the pupil's row; SQLite's BEGIN IMMEDIATE
    already holds the whole file and ignores the lock. Raises NotFoundError when he has been erased since he was read.
    """
    held = session.exec(select(Pupil.id).where(Pupil.id == pupil_id).with_for_update(key_share=True)).one_or_none()
    if held is None:
        raise NotFoundError("Cet élève n’est plus dans l’école.")


def grade_for_pupil(session: Session, pupil_id: UUID) -> Grade:
    """The grade of the pupil's class."""
    grade = session.exec(
        select(Classroom.grade).join(Pupil, col(Pupil.classroom_id) == Classroom.id).where(Pupil.id == pupil_id)
    ).one()
    return Grade(grade)


def band_for_pupil(session: Session, pupil_id: UUID) -> tuple[float, float] | None:
    """The success that the teacher aims at for this pupil; None for the usual one."""
    low, high = session.exec(select(Pupil.band_low, Pupil.band_high).where(Pupil.id == pupil_id)).one()
    return None if low is None or high is None else (low, high)


def exercises_answered_by_pupil(session: Session, pupil_id: UUID, since: datetime) -> frozenset[str]:
    """The exercises this pupil answered since then."""
    rows = session.exec(
        select(Attempt.exercise_id).where(Attempt.pupil_id == pupil_id, Attempt.occurred_at >= since).distinct()
    )
    return frozenset(rows)


def strictness_for_pupil(session: Session, pupil_id: UUID) -> StrictnessLevel:
    """How demanding the ear is with the pupil's class."""
    level = session.exec(
        select(Classroom.strictness).join(Pupil, col(Pupil.classroom_id) == Classroom.id).where(Pupil.id == pupil_id)
    ).one()
    return StrictnessLevel(level)


def served_for_pupil(session: Session, pupil_id: UUID, served_id: UUID) -> Served | None:
    """This served exercise, if it was served to this pupil."""
    return session.exec(select(Served).where(Served.id == served_id, Served.pupil_id == pupil_id)).one_or_none()


def ahead_for_pupil(session: Session, pupil_id: UUID, served_id: UUID) -> ServedAhead | None:
    """This exercise given ahead to this pupil, if he has not answered it yet."""
    return session.exec(
        select(ServedAhead).where(ServedAhead.id == served_id, ServedAhead.pupil_id == pupil_id)
    ).one_or_none()


def all_ahead_for_pupil(session: Session, pupil_id: UUID, since: datetime) -> Sequence[ServedAhead]:
    """What was given ahead to this pupil since then and is not answered yet, in order."""
    return session.exec(
        select(ServedAhead)
        .where(ServedAhead.pupil_id == pupil_id, col(ServedAhead.given_at) >= since)
        .order_by(col(ServedAhead.given_at))
    ).all()


def forget_ahead_for_pupil(session: Session, pupil_id: UUID, before: datetime) -> None:
    """Forget what was given ahead to this pupil so long ago that no tablet holds its answer any more."""
    session.exec(delete(ServedAhead).where(col(ServedAhead.pupil_id) == pupil_id, col(ServedAhead.given_at) < before))


def last_served_for_pupil(session: Session, pupil_id: UUID) -> Served | None:
    """What this pupil was given last."""
    return session.exec(
        select(Served).where(Served.pupil_id == pupil_id).order_by(col(Served.served_at).desc()).limit(1)
    ).one_or_none()


def facts_given_to_pupil(session: Session, pupil_id: UUID, since: datetime) -> list[Given]:
    """What this pupil was given in runs of known facts since then, in order."""
    rows = session.exec(
        select(Served.exercise_id, Served.run_place, Served.served_at)
        .where(Served.pupil_id == pupil_id, col(Served.served_at) >= since)
        .where(col(Served.run_place).is_not(None))
        .order_by(col(Served.served_at))
    ).all()
    return [Given(exercise_id, place, at) for exercise_id, place, at in rows if place is not None]


def reasons_for_pupil(session: Session, pupil_id: UUID, since: datetime) -> Sequence[Mapping[str, Any]]:
    """Why each exercise was given to this pupil since then, in order."""
    return session.exec(
        select(Served.reason)
        .where(Served.pupil_id == pupil_id, col(Served.served_at) >= since)
        .order_by(col(Served.served_at))
    ).all()


def attempt_for_pupil(session: Session, pupil_id: UUID, attempt_id: UUID) -> Attempt | None:
    """The attempt with this id, if this pupil made it."""
    return session.exec(select(Attempt).where(Attempt.id == attempt_id, Attempt.pupil_id == pupil_id)).one_or_none()


def attempts_on_served_for_pupil(session: Session, pupil_id: UUID, served_id: UUID) -> Sequence[Attempt]:
    """This pupil's attempts at one served exercise, in the order they came."""
    return session.exec(
        select(Attempt)
        .where(Attempt.served_id == served_id, Attempt.pupil_id == pupil_id)
        .order_by(col(Attempt.sequence))
    ).all()


def attempts_for_pupil(session: Session, pupil_id: UUID) -> Sequence[Attempt]:
    """All this pupil's attempts, in the order they came: what mastery is rebuilt from."""
    return session.exec(select(Attempt).where(Attempt.pupil_id == pupil_id).order_by(col(Attempt.sequence))).all()


def attempts_of_pupil_since(session: Session, pupil_id: UUID, since: datetime) -> Sequence[Attempt]:
    """What this pupil answered since then, in the order in which it happened."""
    return session.exec(
        select(Attempt)
        .where(Attempt.pupil_id == pupil_id, col(Attempt.occurred_at) >= since)
        .order_by(col(Attempt.occurred_at), col(Attempt.sequence))
    ).all()


def latest_attempts_for_pupil(session: Session, pupil_id: UUID, limit: int) -> Sequence[Attempt]:
    """This pupil's last attempts, in the order they came."""
    newest = session.exec(
        select(Attempt).where(Attempt.pupil_id == pupil_id).order_by(col(Attempt.sequence).desc()).limit(limit)
    ).all()
    return newest[::-1]


def last_attempt_for_pupil(session: Session, pupil_id: UUID) -> Attempt | None:
    """This pupil's attempt that came last."""
    return session.exec(
        select(Attempt).where(Attempt.pupil_id == pupil_id).order_by(col(Attempt.sequence).desc()).limit(1)
    ).one_or_none()


def mastery_for_pupil(session: Session, pupil_id: UUID) -> Mastery | None:
    """This pupil's projected state, None before any attempt."""
    return session.get(Mastery, pupil_id)


def events_for_pupil(session: Session, pupil_id: UUID, since: datetime) -> list[Event]:
    """What this pupil was given and answered since then, as events of his path.

    An answer that waited on a tablet belongs to the sitting it was given in, not to the one in which it came.
    """
    served = session.exec(
        select(Served.id, Served.served_at, Served.line, Served.exercise_id).where(
            Served.pupil_id == pupil_id, col(Served.served_at) >= since
        )
    ).all()
    answered = session.exec(
        select(Attempt.served_id, Attempt.occurred_at, Attempt.reply).where(
            Attempt.pupil_id == pupil_id, col(Attempt.occurred_at) >= since
        )
    ).all()
    return [
        Event(at=at, served_id=key, act=line["act"], line=line["text"], given=exercise_id)
        for key, at, line, exercise_id in served
    ] + [
        Event(
            at=at,
            served_id=key,
            act=reply["line"]["act"],
            line=reply["line"]["text"],
            finished=reply["then"] != "again",
        )
        for key, at, reply in answered
    ]


def finished_by_pupil(session: Session, pupil_id: UUID, before: datetime, most: int) -> Sequence[datetime]:
    """When this pupil finished the last exercises before that moment, the latest first."""
    return session.exec(
        select(Attempt.occurred_at)
        .where(Attempt.pupil_id == pupil_id, col(Attempt.occurred_at) < before)
        .where(col(Attempt.reply)["then"].as_string() != "again")
        .order_by(col(Attempt.occurred_at).desc())
        .limit(most)
    ).all()


def readings_for_pupil(session: Session, pupil_id: UUID, exercise_ids: Collection[str], most: int) -> Sequence[Attempt]:
    """The last readings aloud that this pupil made of these exercises, the latest first."""
    return session.exec(
        select(Attempt)
        .where(
            Attempt.pupil_id == pupil_id,
            col(Attempt.exercise_id).in_(exercise_ids),
            col(Attempt.mclm).is_not(None),
        )
        .order_by(col(Attempt.sequence).desc())
        .limit(most)
    ).all()


def all_pupils(session: Session) -> Sequence[UUID]:
    """Every pupil of the school: for whoever keeps the machine (`tutor rebuild`), never for a request."""
    return session.exec(select(Pupil.id).order_by(col(Pupil.id))).all()


def answers_of_pupil(
    session: Session, pupil_id: UUID
) -> Iterable[tuple[UUID, UUID, datetime, Mapping[str, Any], str, int, datetime, str]]:
    """All this pupil's answers in the order they came, as far as counts go.

    Which, what was served and when, the item, the verdict, the hints, the moment of the answer, the act of the reply.
    """
    return session.exec(
        select(  # type: ignore[call-overload]
            Attempt.id,
            Attempt.served_id,
            Served.served_at,
            Attempt.item,
            Attempt.verdict,
            Attempt.hints,
            Attempt.occurred_at,
            col(Attempt.reply)["line"]["act"].as_string(),
        )
        .join(Served, col(Served.id) == col(Attempt.served_id))
        .where(Attempt.pupil_id == pupil_id)
        .order_by(col(Attempt.sequence))
    )


def days_of_pupil(session: Session, pupil_id: UUID) -> tuple[list[PupilDay], list[SkillDay], list[SkillTotal]]:
    """The counts kept of each of this pupil's days, and their sums."""
    return (
        list(session.exec(select(PupilDay).where(PupilDay.pupil_id == pupil_id)).all()),
        list(session.exec(select(SkillDay).where(SkillDay.pupil_id == pupil_id)).all()),
        list(session.exec(select(SkillTotal).where(SkillTotal.pupil_id == pupil_id)).all()),
    )


def forget_days_of_pupil(session: Session, pupil_id: UUID) -> None:
    """Erase the counts of this pupil's days, and their sums."""
    for table in (SkillTotal, SkillDay, PupilDay):
        session.exec(delete(table).where(col(table.pupil_id) == pupil_id))


def pupils_without_days(session: Session) -> Sequence[UUID]:
    """Those who have answers and no counts: for the start of the server, never for a request."""
    return session.exec(
        select(Pupil.id)
        .where(exists().where(col(Attempt.pupil_id) == Pupil.id))
        .where(~exists().where(col(PupilDay.pupil_id) == Pupil.id))
        .order_by(col(Pupil.id))
    ).all()


def one_pupil_a_class(session: Session, most: int) -> Sequence[UUID]:
    """A pupil of each of so many classes: for the start of the server, never for a request."""
    pupils = select(Pupil.classroom_id, Pupil.id).where(~col(Pupil.archived), col(Pupil.trashed_at).is_(None))
    first = dict(reversed(session.exec(pupils.order_by(col(Pupil.classroom_id), col(Pupil.id))).all()))
    return list(first.values())[:most]
