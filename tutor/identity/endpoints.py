"""GET /api/session, the four ways to sign in, and signing out."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Engine
from sqlmodel import Session

from tutor.classroom.tables import Pupil
from tutor.comfort.service import comfort_of_pupil
from tutor.dependencies import DoorSessionDep, NowDep, ReadSessionDep, SessionDep, SettingsDep, TeacherDep, TicketDep
from tutor.identity.cookies import Ticket, TicketBox, new_ticket
from tutor.identity.repository import pupil_for_ticket, school_of, teacher_for_ticket
from tutor.identity.repository import sign_out as sign_out_everywhere
from tutor.identity.schemas import (
    AvatarId,
    CardSignIn,
    ClassCodeIn,
    ClassDoor,
    PasswordChange,
    PupilFace,
    PupilSignIn,
    SessionInfo,
    SubstituteSignIn,
    TeacherFace,
    TeacherSignIn,
)
from tutor.identity.service import Doorkeeper
from tutor.identity.tables import Teacher
from tutor.identity.tablet_seal import seal_for
from tutor.identity.teachers import change_own_password
from tutor.recordings.keeping import is_recorded
from tutor.settings import Settings

router = APIRouter(prefix="/api", tags=["identity"])
_SIGN_IN_REFUSALS: dict[int | str, dict[str, Any]] = {401: {}, 429: {}}  # completed by tutor.openapi


def _tickets(request: Request) -> TicketBox:
    tickets: TicketBox = request.app.state.tickets
    return tickets


def _doorkeeper(request: Request) -> Doorkeeper:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"


TicketsDep = Annotated[TicketBox, Depends(_tickets)]
DoorkeeperDep = Annotated[Doorkeeper, Depends(_doorkeeper)]
AddressDep = Annotated[str, Depends(_address)]


def face(pupil: Pupil) -> PupilFace:
    """What a tablet may show of a pupil."""
    return PupilFace(id=pupil.id, first_name=pupil.first_name, avatar=cast(AvatarId, pupil.avatar))


def teacher_face(teacher: Teacher) -> TeacherFace:
    """What her own page shows of her."""
    return TeacherFace(id=teacher.id, name=teacher.name, substitute_until=teacher.substitute_until)


def _tablets_key(request: Request) -> bytes:
    key: bytes = request.app.state.keys.tablets
    return key


TabletsKeyDep = Annotated[bytes, Depends(_tablets_key)]


def _info(
    session: Session,
    ticket: Ticket,
    person: Pupil | Teacher | None,
    settings: Settings,
    tablets_key: bytes,
    now: datetime,
) -> SessionInfo:
    return SessionInfo(
        role=ticket.role,
        csrf_token=ticket.csrf,
        pupil=face(person) if isinstance(person, Pupil) else None,
        teacher=teacher_face(person) if isinstance(person, Teacher) else None,
        seal=seal_for(person.id, tablets_key) if isinstance(person, Pupil) else None,
        recorded=isinstance(person, Pupil) and is_recorded(session, person.id, now),
        comfort=comfort_of_pupil(session, person.id) if isinstance(person, Pupil) else None,
        voice=cast(Literal["server", "tablet"], settings.preferred_voice),
    )


class _SignIn:
    """Ends the device's earlier ticket and gives a new one."""

    def __init__(
        self,
        session: DoorSessionDep,
        request: Request,
        response: Response,
        tickets: TicketsDep,
        ticket: TicketDep,
        now: NowDep,
        settings: SettingsDep,
        tablets_key: TabletsKeyDep,
    ) -> None:
        self._session = session
        self._engine: Engine = request.app.state.engine
        self._response, self._tickets, self._old = response, tickets, ticket
        self._now, self._settings, self._tablets_key = now, settings, tablets_key

    def __call__(self, person: Pupil | Teacher) -> SessionInfo:
        if self._old is not None:
            self._tickets.end(self._old)
            sign_out_everywhere(self._engine, self._old, self._now)
        role: Literal["pupil", "teacher"] = "pupil" if isinstance(person, Pupil) else "teacher"
        school = school_of(self._session, person)
        ticket = new_ticket(role, person.id, person.epoch, self._now, school)
        self._tickets.give(self._response, ticket)
        return _info(self._session, ticket, person, self._settings, self._tablets_key, self._now)


SignInDep = Annotated[_SignIn, Depends()]


@router.get("/session")
def read_session(
    response: Response,
    session: ReadSessionDep,
    tickets: TicketsDep,
    ticket: TicketDep,
    now: NowDep,
    settings: SettingsDep,
    tablets_key: TabletsKeyDep,
) -> SessionInfo:
    """Who is signed in on this device. A visitor gets the cookie and the CSRF token that signing in needs."""
    person: Pupil | Teacher | None = None
    if ticket is not None and ticket.role == "pupil":
        person = pupil_for_ticket(session, ticket)
    elif ticket is not None and ticket.role == "teacher":
        person = teacher_for_ticket(session, ticket, now)
    if ticket is None or (person is None and ticket.role != "visitor"):
        ticket = new_ticket("visitor", None, 0, now)
        tickets.give(response, ticket)
    response.headers["Cache-Control"] = "no-store"
    return _info(session, ticket, person, settings, tablets_key, now)


@router.post("/signin/class", responses=_SIGN_IN_REFUSALS)
def open_class(
    body: ClassCodeIn, session: DoorSessionDep, doorkeeper: DoorkeeperDep, address: AddressDep, now: NowDep
) -> ClassDoor:
    """The faces of the class of this code."""
    classroom, pupils = doorkeeper.open_class(session, body.class_code, address, now)
    return ClassDoor(class_name=classroom.name, pupils=[face(pupil) for pupil in pupils])


@router.post("/signin/pupil", responses=_SIGN_IN_REFUSALS)
def sign_in_pupil(
    body: PupilSignIn,
    session: DoorSessionDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    now: NowDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Sign in by a face and three pictures in order."""
    pupil = doorkeeper.pupil(session, body.class_code, body.pupil_id, list(body.pictures), address, now)
    return sign_in(pupil)


@router.post("/signin/card", responses=_SIGN_IN_REFUSALS)
def sign_in_by_card(
    body: CardSignIn,
    session: DoorSessionDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    now: NowDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Sign in by a QR card."""
    return sign_in(doorkeeper.card(session, body.token, address, now))


@router.post("/signin/teacher", responses=_SIGN_IN_REFUSALS)
def sign_in_teacher(
    body: TeacherSignIn,
    session: DoorSessionDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    now: NowDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Sign in by e-mail or name, and password."""
    return sign_in(doorkeeper.teacher(session, body.login, body.password, address, now))


@router.post("/signin/substitute", responses=_SIGN_IN_REFUSALS)
def sign_in_substitute(
    body: SubstituteSignIn,
    session: DoorSessionDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    now: NowDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Sign in by the code of somebody who replaces a teacher for a day."""
    return sign_in(doorkeeper.substitute(session, body.code, address, now))


@router.put("/my-password", responses=_SIGN_IN_REFUSALS)
def change_my_password(
    body: PasswordChange,
    teacher: TeacherDep,
    session: SessionDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    now: NowDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Change her password: her sessions on other devices end."""
    checked = doorkeeper.teacher(session, teacher.login, body.current, address, now)
    return sign_in(change_own_password(session, checked, body.new))


@router.post("/signout", status_code=204)
def sign_out(request: Request, response: Response, tickets: TicketsDep, ticket: TicketDep, now: NowDep) -> None:
    """End this device's session."""
    if ticket is not None:
        tickets.end(ticket)
        sign_out_everywhere(request.app.state.engine, ticket, now)
    tickets.take_back(response)
