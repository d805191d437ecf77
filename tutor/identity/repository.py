"""Queries that say who somebody is. What belongs to a class is asked for in tutor.classroom.repository."""

from uuid import UUID

from sqlmodel import Session, col, select

from tutor.classroom.tables import Classroom, Pupil
from tutor.identity.cookies import Ticket
from tutor.identity.tables import School, Teacher


def pupil_for_ticket(session: Session, ticket: Ticket) -> Pupil | None:
    """The pupil signed in with this ticket, unless he, his class or this session has ended."""
    return session.exec(
        select(Pupil)
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .where(Pupil.id == ticket.person, Pupil.epoch == ticket.epoch)
        .where(col(Pupil.archived).is_(False), col(Classroom.archived).is_(False))
    ).one_or_none()


def teacher_for_ticket(session: Session, ticket: Ticket) -> Teacher | None:
    """The teacher signed in with this ticket, unless her sessions were ended."""
    return session.exec(select(Teacher).where(Teacher.id == ticket.person, Teacher.epoch == ticket.epoch)).one_or_none()


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
