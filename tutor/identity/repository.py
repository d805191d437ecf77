"""Queries that say who somebody is. What belongs to a class is asked for in tutor.classroom.repository."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, delete, select

from tutor.classroom.tables import Classroom, Pupil
from tutor.db import reading, writing
from tutor.identity.cookies import LIFETIME, Ticket
from tutor.identity.tables import School, SignedOut, Teacher


def pupil_for_ticket(session: Session, ticket: Ticket) -> Pupil | None:
    """The pupil signed in with this ticket, unless he, his class or this session has ended."""
    return session.exec(
        select(Pupil)
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .where(Pupil.id == ticket.person, Pupil.epoch == ticket.epoch, _not_signed_out(ticket))
        .where(col(Pupil.archived).is_(False), col(Classroom.archived).is_(False))
    ).one_or_none()


def _not_signed_out(ticket: Ticket) -> ColumnElement[bool]:
    return ~select(SignedOut.serial).where(SignedOut.serial == ticket.serial).exists()


def sign_out(engine: Engine, ticket: Ticket, now: datetime) -> None:
    """Note that this sign-in is over, in a transaction of its own. A visitor's opens nothing: it is not noted."""
    if ticket.person is not None:
        with writing(engine) as session:
            session.merge(SignedOut(serial=ticket.serial, at=now))
            session.commit()


def forget_signed_out(engine: Engine, now: datetime) -> None:
    """Erase what was noted of tickets that are too old to open anything. Locks nothing when there is none."""
    old = col(SignedOut.at) < now - 2 * LIFETIME
    with reading(engine) as session:
        found = session.exec(select(SignedOut.serial).where(old).limit(1)).first()
    if found is not None:
        with writing(engine) as session:
            session.exec(delete(SignedOut).where(old))
            session.commit()


def school_of(session: Session, person: Pupil | Teacher) -> UUID:
    """The school that somebody is of."""
    return (
        person.school_id if isinstance(person, Teacher) else session.get_one(Classroom, person.classroom_id).school_id
    )


def school_where_pupil_practises(session: Session, pupil_id: UUID) -> UUID | None:
    """The school of this pupil, None when he, or his class, is no longer there."""
    return session.exec(
        select(Classroom.school_id)
        .join(Pupil, col(Classroom.id) == col(Pupil.classroom_id))
        .where(Pupil.id == pupil_id, col(Pupil.archived).is_(False), col(Classroom.archived).is_(False))
    ).one_or_none()


def teacher_for_ticket(session: Session, ticket: Ticket, now: datetime) -> Teacher | None:
    """The teacher signed in with this ticket, unless her sessions were ended, or her day as a substitute is over."""
    found = session.exec(
        select(Teacher).where(Teacher.id == ticket.person, Teacher.epoch == ticket.epoch, _not_signed_out(ticket))
    ).one_or_none()
    return found if found is not None and is_here(found, now) else None


def is_here(teacher: Teacher, now: datetime) -> bool:
    """A substitute is here on his day only."""
    begun = teacher.substitute_from is None or teacher.substitute_from <= now
    return begun and (teacher.substitute_until is None or now < teacher.substitute_until)


def teacher_by_login(session: Session, login: str) -> Teacher | None:
    """The teacher of this login (already in its kept form: see `kept_login`)."""
    return session.exec(select(Teacher).where(Teacher.login == login)).one_or_none()


def class_by_code(session: Session, code: str) -> Classroom | None:
    """The open class of this code (already in its kept form)."""
    return session.exec(
        select(Classroom).where(Classroom.code == code, col(Classroom.archived).is_(False))
    ).one_or_none()


def faces_of_class(session: Session, classroom: Classroom) -> list[Pupil]:
    """The pupils who may sign in to this class."""
    return list(
        session.exec(select(Pupil).where(Pupil.classroom_id == classroom.id, col(Pupil.archived).is_(False))).all()
    )


def pupil_of_class(session: Session, classroom: Classroom, pupil_id: UUID) -> Pupil | None:
    """A pupil who may sign in to this class."""
    return session.exec(
        select(Pupil).where(Pupil.id == pupil_id, Pupil.classroom_id == classroom.id, col(Pupil.archived).is_(False))
    ).one_or_none()


def pupil_by_card(session: Session, token: str) -> Pupil | None:
    """The pupil whose card holds this token."""
    return session.exec(
        select(Pupil)
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .where(Pupil.card_token == token)
        .where(col(Pupil.archived).is_(False), col(Classroom.archived).is_(False))
    ).one_or_none()


def first_school(session: Session) -> School | None:
    """The school of this server."""
    return session.exec(select(School).order_by(School.name)).first()


def any_teacher(session: Session) -> bool:
    """Is there a teacher yet?"""
    return session.exec(select(Teacher.id).limit(1)).first() is not None
