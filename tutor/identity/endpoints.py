"""GET /api/session, the four ways to sign in, and signing out."""

from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Request, Response

from tutor.classroom.tables import Pupil
from tutor.dependencies import NowDep, ReadSessionDep, SettingsDep, TicketDep
from tutor.identity.cookies import Ticket, TicketBox, new_ticket
from tutor.identity.repository import pupil_for_ticket, teacher_for_ticket
from tutor.identity.schemas import (
    AvatarId,
    CardSignIn,
    ClassCodeIn,
    ClassDoor,
    PupilFace,
    PupilSignIn,
    SessionInfo,
    TeacherFace,
    TeacherSignIn,
)
from tutor.identity.service import Doorkeeper
from tutor.identity.tables import Teacher
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


def _info(ticket: Ticket, person: Pupil | Teacher | None, settings: Settings) -> SessionInfo:
    return SessionInfo(
        role=ticket.role,
        csrf_token=ticket.csrf,
        pupil=face(person) if isinstance(person, Pupil) else None,
        teacher=TeacherFace(id=person.id, name=person.name) if isinstance(person, Teacher) else None,
        voice=cast(Literal["server", "tablet"], settings.preferred_voice),
    )


class _SignIn:
    """Ends the device's earlier ticket and gives a new one."""

    def __init__(
        self, response: Response, tickets: TicketsDep, ticket: TicketDep, now: NowDep, settings: SettingsDep
    ) -> None:
        self._response, self._tickets, self._old = response, tickets, ticket
        self._now, self._settings = now, settings

    def __call__(self, person: Pupil | Teacher) -> SessionInfo:
        if self._old is not None:
            self._tickets.end(self._old)
        role: Literal["pupil", "teacher"] = "pupil" if isinstance(person, Pupil) else "teacher"
        ticket = new_ticket(role, person.id, person.epoch, self._now)
        self._tickets.give(self._response, ticket)
        return _info(ticket, person, self._settings)


SignInDep = Annotated[_SignIn, Depends()]


@router.get("/session")
def read_session(
    response: Response,
    session: ReadSessionDep,
    tickets: TicketsDep,
    ticket: TicketDep,
    now: NowDep,
    settings: SettingsDep,
) -> SessionInfo:
    """Who is signed in on this device. A visitor gets the cookie and the CSRF token that signing in needs."""
    person: Pupil | Teacher | None = None
    if ticket is not None and ticket.role == "pupil":
        person = pupil_for_ticket(session, ticket)
    elif ticket is not None and ticket.role == "teacher":
        person = teacher_for_ticket(session, ticket)
    if ticket is None or (person is None and ticket.role != "visitor"):
        ticket = new_ticket("visitor", None, 0, now)
        tickets.give(response, ticket)
    response.headers["Cache-Control"] = "no-store"
    return _info(ticket, person, settings)


@router.post("/signin/class", responses=_SIGN_IN_REFUSALS)
def open_class(
    body: ClassCodeIn, session: ReadSessionDep, doorkeeper: DoorkeeperDep, address: AddressDep, now: NowDep
) -> ClassDoor:
    """The faces of the class of this code."""
    classroom, pupils = doorkeeper.open_class(session, body.class_code, address, now)
    return ClassDoor(class_name=classroom.name, pupils=[face(pupil) for pupil in pupils])


@router.post("/signin/pupil", responses=_SIGN_IN_REFUSALS)
def sign_in_pupil(
    body: PupilSignIn,
    session: ReadSessionDep,
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
    session: ReadSessionDep,
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
    session: ReadSessionDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    now: NowDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Sign in by e-mail or name, and password."""
    return sign_in(doorkeeper.teacher(session, body.login, body.password, address, now))


@router.post("/signout", status_code=204)
def sign_out(response: Response, tickets: TicketsDep, ticket: TicketDep) -> None:
    """End this device's session."""
    if ticket is not None:
        tickets.end(ticket)
    tickets.take_back(response)
