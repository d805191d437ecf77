"""What an endpoint asks for: a database session, who is signed in, the time, randomness, the settings, the parts."""

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, WebSocket, WebSocketException
from sqlmodel import Session
from starlette.requests import HTTPConnection

from tutor.classroom.tables import Pupil
from tutor.db import at_the_door, read_session, reading, write_session
from tutor.errors import ForbiddenError, NotSignedInError
from tutor.identity.cookies import Ticket
from tutor.identity.guard import SAFE_METHODS, same_origin
from tutor.identity.repository import pupil_for_ticket, teacher_for_ticket
from tutor.identity.tables import Teacher
from tutor.settings import Settings
from tutor.sharing.rights import substitute_may

POLICY_VIOLATION = 1008


def _settings(connection: HTTPConnection) -> Settings:
    settings: Settings = connection.app.state.settings
    return settings


def _now(connection: HTTPConnection) -> datetime:
    moment: datetime = connection.app.state.clock()
    return moment


def _rng(connection: HTTPConnection) -> random.Random:
    rng: random.Random = connection.app.state.rng
    return rng


def _session(connection: HTTPConnection) -> Iterator[Session]:
    """Reading for GET and WebSocket, writing (BEGIN IMMEDIATE at the first statement) for what may change something."""
    engine = connection.app.state.engine
    reads = connection.scope["type"] == "websocket" or connection.scope["method"] in SAFE_METHODS
    with read_session(engine) if reads else write_session(engine) as session:
        yield session


def _read_session(connection: HTTPConnection) -> Iterator[Session]:
    with reading(connection.app.state.engine) as session:
        yield session


def _door_session(connection: HTTPConnection) -> Iterator[Session]:
    with reading(at_the_door(connection.app.state.engine)) as session:
        yield session


# Scope "function": the lock is given back before the answer travels to a tablet that may be far and slow.
SessionDep = Annotated[Session, Depends(_session, scope="function")]
ReadSessionDep = Annotated[Session, Depends(_read_session, scope="function")]
# Sees every school, to find whose card or code this is: for signing in, and for nothing else.
DoorSessionDep = Annotated[Session, Depends(_door_session, scope="function")]
SettingsDep = Annotated[Settings, Depends(_settings)]
NowDep = Annotated[datetime, Depends(_now)]
RngDep = Annotated[random.Random, Depends(_rng)]


def _ticket(connection: HTTPConnection) -> Ticket | None:
    ticket: Ticket | None = connection.state.ticket
    return ticket


TicketDep = Annotated[Ticket | None, Depends(_ticket)]


def signed_in_pupil(session: SessionDep, ticket: TicketDep) -> Pupil:
    """The signed-in pupil. Raises NotSignedInError, or ForbiddenError for a teacher."""
    if ticket is not None and ticket.role == "teacher":
        raise ForbiddenError("C'est la place des élèves : déconnectez-vous pour ouvrir leur page.")
    pupil = pupil_for_ticket(session, ticket) if ticket is not None and ticket.role == "pupil" else None
    if pupil is None:
        raise NotSignedInError("Choisis ton image pour commencer.")
    return pupil


def reading_pupil(session: ReadSessionDep, ticket: TicketDep) -> Pupil:
    """The same, for a POST that takes its time before it writes: no lock is held meanwhile."""
    return signed_in_pupil(session, ticket)


def signed_in_teacher(connection: HTTPConnection, session: SessionDep, ticket: TicketDep, now: NowDep) -> Teacher:
    """The signed-in teacher. Raises NotSignedInError, or ForbiddenError for a pupil or beyond a substitute's rights."""
    if ticket is not None and ticket.role == "pupil":
        raise ForbiddenError("Cette page est pour les maîtresses et les maîtres.")
    teacher = teacher_for_ticket(session, ticket, now) if ticket is not None and ticket.role == "teacher" else None
    if teacher is None:
        raise NotSignedInError("Connectez-vous pour continuer.")
    if teacher.substitute_until is not None and not substitute_may(
        connection.scope["method"], connection.scope["route"].path
    ):
        raise ForbiddenError("Un accès d'un jour sert à voir et à conduire la classe : cela n'en fait pas partie.")
    return teacher


def signed_in_person(session: SessionDep, ticket: TicketDep, now: NowDep) -> Pupil | Teacher | None:
    """Whoever is signed in, None for a visitor."""
    if ticket is not None and ticket.role == "pupil":
        return pupil_for_ticket(session, ticket)
    if ticket is not None and ticket.role == "teacher":
        return teacher_for_ticket(session, ticket, now)
    return None


PupilDep = Annotated[Pupil, Depends(signed_in_pupil)]
ReadingPupilDep = Annotated[Pupil, Depends(reading_pupil)]
TeacherDep = Annotated[Teacher, Depends(signed_in_teacher)]
PersonDep = Annotated[Pupil | Teacher | None, Depends(signed_in_person)]


def pupil_for_websocket(websocket: WebSocket) -> Pupil:
    """The pupil at the other end of a WebSocket, which must come from our own page (Origin).

    A refusal closes the socket before it is accepted: the client sees the handshake answered by 403. It reads
    the database in a session of its own, so that a long conversation holds no connection.
    """
    ticket: Ticket | None = websocket.state.ticket
    scheme = {"ws": "http", "wss": "https"}[websocket.scope["scheme"]]
    if not same_origin(websocket.headers, scheme):
        raise WebSocketException(POLICY_VIOLATION, "another origin")
    if ticket is None or ticket.role != "pupil":
        raise WebSocketException(POLICY_VIOLATION, "no pupil is signed in")
    with reading(websocket.app.state.engine) as session:
        pupil = pupil_for_ticket(session, ticket)
    if pupil is None:
        raise WebSocketException(POLICY_VIOLATION, "no pupil is signed in")
    return pupil


SocketPupilDep = Annotated[Pupil, Depends(pupil_for_websocket)]
