"""Every query of practice. Each takes the pupil who asks, so that another pupil's work cannot be asked for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from exercises.exercise import Grade
from speech.strictness import StrictnessLevel
from tutor.classroom.tables import Classroom, Pupil
from tutor.practice.path import Event
from tutor.practice.reasons import FLUENCY
from tutor.practice.runs import Given
from tutor.practice.tables import Attempt, Mastery, Served


def hold_pupil(session: Session, pupil_id: UUID) -> None:
    """Make whoever else works on this pupil wait until this transaction ends.

    A retry racing the first sending then finds it done. PostgreSQL locks the pupil's row; SQLite's BEGIN IMMEDIATE
    already holds the whole file and ignores the lock.
    """
    session.exec(select(Pupil.id).where(Pupil.id == pupil_id).with_for_update(key_share=True)).one()


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


def last_served_for_pupil(session: Session, pupil_id: UUID) -> Served | None:
    """What this pupil was given last."""
    return session.exec(
        select(Served).where(Served.pupil_id == pupil_id).order_by(col(Served.served_at).desc()).limit(1)
    ).one_or_none()


def facts_given_to_pupil(session: Session, pupil_id: UUID, since: datetime) -> list[Given]:
    """What this pupil was given in runs of known facts since then, in order."""
    rows = session.exec(
        select(Served)
        .where(Served.pupil_id == pupil_id, col(Served.served_at) >= since)
        .where(col(Served.reason)["because"].as_string() == FLUENCY)
        .order_by(col(Served.served_at))
    ).all()
    return [given for one in rows if (given := Given.of(one)) is not None]


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
    """What this pupil was given and answered since then, as events of his path."""
    served = session.exec(
        select(Served.id, Served.served_at, Served.line, Served.exercise_id).where(
            Served.pupil_id == pupil_id, col(Served.served_at) >= since
        )
    ).all()
    answered = session.exec(
        select(Attempt.served_id, Attempt.received_at, Attempt.reply).where(
            Attempt.pupil_id == pupil_id, col(Attempt.received_at) >= since
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


def readings_for_pupil(session: Session, pupil_id: UUID, exercise_ids: Collection[str], most: int) -> Sequence[Attempt]:
    """The last readings aloud that this pupil made of these exercises, the latest first."""
    return session.exec(
        select(Attempt)
        .where(
            Attempt.pupil_id == pupil_id,
            col(Attempt.exercise_id).in_(exercise_ids),
            col(Attempt.hearing)["fluency"]["mclm"].as_integer().is_not(None),
        )
        .order_by(col(Attempt.sequence).desc())
        .limit(most)
    ).all()


def all_pupils(session: Session) -> Sequence[UUID]:
    """Every pupil of the school: for whoever keeps the machine (`tutor rebuild`), never for a request."""
    return session.exec(select(Pupil.id).order_by(col(Pupil.id))).all()
