"""/api/together: a group around the tablet of the signed-in pupil. It lives as long as that sign-in, and no longer."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from tutor.dashboard.faces import by_first_name, face
from tutor.dependencies import NowDep, PupilDep, ReadSessionDep, RngDep, SessionDep, TicketDep
from tutor.errors import NotFoundError
from tutor.identity.endpoints import AddressDep, DoorkeeperDep
from tutor.practice.endpoints import PartsDep
from tutor.practice.schemas import AttemptIn
from tutor.together import repository, service
from tutor.together.schemas import Classmates, GroupAttemptOut, GroupOut, JoinIn, TurnIn, TurnOut
from tutor.together.tables import Group

router = APIRouter(prefix="/api/together", tags=["together"])
_NOT_NOW: dict[int | str, dict[str, Any]] = {409: {}}  # completed by tutor.openapi
_NOT_LET_IN: dict[int | str, dict[str, Any]] = {409: {}, 429: {}}


def _tablet(_pupil: PupilDep, ticket: TicketDep) -> str:
    return ticket.serial if ticket is not None else ""  # nobody is a signed-in pupil without a ticket


TabletDep = Annotated[str, Depends(_tablet)]


def _group(group_id: UUID, session: SessionDep, pupil: PupilDep, tablet: TabletDep, now: NowDep) -> Group:
    group = repository.living_group(session, pupil, tablet, group_id, now)
    if group is None:
        raise NotFoundError("Ce groupe est fini. On peut en ouvrir un autre.")
    return group


GroupDep = Annotated[Group, Depends(_group)]


@router.get("/classmates")
def show_classmates(session: ReadSessionDep, pupil: PupilDep) -> Classmates:
    """The faces of those who may join the signed-in pupil."""
    faces = [face(one) for one in repository.classmates(session, pupil)]
    return Classmates(pupils=by_first_name(faces, lambda one: one))


@router.post("/groups")
def open_group(
    session: SessionDep, pupil: PupilDep, tablet: TabletDep, parts: PartsDep, now: NowDep, rng: RngDep
) -> GroupOut:
    """Open a group on this tablet, or find again the one that lives there."""
    return service.open_group(session, pupil, tablet, parts, now, rng)


@router.delete("/groups/{group_id}", status_code=204)
def end_group(group: GroupDep, session: SessionDep, now: NowDep) -> None:
    """The group is over."""
    service.end(session, group, now)


@router.post("/groups/{group_id}/members", responses=_NOT_LET_IN)
def join(
    body: JoinIn,
    group: GroupDep,
    session: SessionDep,
    pupil: PupilDep,
    doorkeeper: DoorkeeperDep,
    address: AddressDep,
    parts: PartsDep,
    now: NowDep,
    rng: RngDep,
) -> GroupOut:
    """A classmate of the signed-in pupil joins by his three pictures."""
    joining = doorkeeper.classmate(session, pupil, body.pupil_id, list(body.pictures), address, now)
    return service.join(session, group, joining, parts, now, rng)


@router.delete("/groups/{group_id}/members/{pupil_id}", responses=_NOT_NOW)
def leave(pupil_id: UUID, group: GroupDep, session: SessionDep, parts: PartsDep, now: NowDep, rng: RngDep) -> GroupOut:
    """A child leaves the group; its host ends it instead."""
    return service.leave(session, group, pupil_id, parts, now, rng)


@router.post("/groups/{group_id}/turns", responses=_NOT_NOW)
def begin_turn(
    body: TurnIn, group: GroupDep, session: SessionDep, parts: PartsDep, now: NowDep, rng: RngDep
) -> TurnOut:
    """Give the child who touched his face his next exercise of maths; one that is under way is given again."""
    return service.next_turn(session, group, body.pupil_id, parts, now, rng)


@router.post("/groups/{group_id}/attempts", responses=_NOT_NOW)
def record_attempt(
    sent: AttemptIn, group: GroupDep, session: SessionDep, parts: PartsDep, now: NowDep, rng: RngDep
) -> GroupAttemptOut:
    """Keep an answer as that of the child whose exercise it is. The same id again changes nothing."""
    return service.answer(session, group, sent, parts, now, rng)
