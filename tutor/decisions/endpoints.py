"""What a class's teachers decide, and their groups of need."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from tutor.decisions import groups, listing, service, sheet
from tutor.decisions.schemas import (
    BandChanged,
    BandIn,
    DecisionIn,
    DecisionMade,
    Decisions,
    KeptGroupChange,
    KeptGroupChanged,
    KeptGroupIn,
    Targets,
)
from tutor.dependencies import NowDep, RngDep, SessionDep, TeacherDep
from tutor.reports.downloads import PDF, download

router = APIRouter(prefix="/api", tags=["decisions"])


def _content(request: Request) -> service.Content:
    state = request.app.state
    return service.Content(state.catalogue, state.shelf, state.learner)


@router.get("/classes/{class_id}/decisions")
def show_decisions(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> Decisions:
    """What is in force in a class of the signed-in teacher, and its groups."""
    return listing.decisions_of_class(session, teacher, class_id, _content(request), now)


@router.get("/classes/{class_id}/targets")
def show_targets(class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep) -> Targets:
    """All that can be asked for by name in a class of the signed-in teacher."""
    return service.targets(session, teacher, class_id, _content(request))


@router.post("/classes/{class_id}/decisions", status_code=201)
def make_decision(
    class_id: UUID, body: DecisionIn, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> DecisionMade:
    """Decide something for pupils, a group or the class."""
    return service.make(session, teacher, class_id, body, _content(request), now)


@router.delete("/decisions/{decision_id}", responses={409: {}})
def stop_decision(
    decision_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> DecisionMade:
    """End a decision."""
    return service.stop(session, teacher, decision_id, request.app.state.catalogue, now)


@router.put("/pupils/{pupil_id}/band")
def change_band(pupil_id: UUID, body: BandIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> BandChanged:
    """Aim at more or less success for a pupil."""
    return service.change_band(session, teacher, pupil_id, body.band, now)


@router.post("/classes/{class_id}/need-groups", status_code=201)
def make_group(
    class_id: UUID, body: KeptGroupIn, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> KeptGroupChanged:
    """A new group of need."""
    return groups.make_group(session, teacher, class_id, body, request.app.state.catalogue.skills, now)


@router.patch("/need-groups/{need_group_id}", responses={409: {}})
def change_group(
    need_group_id: UUID, body: KeptGroupChange, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> KeptGroupChanged:
    """Rename a group, change its pupils or its skills."""
    return groups.change_group(session, teacher, need_group_id, body, request.app.state.catalogue.skills, now)


@router.delete("/need-groups/{need_group_id}")
def remove_group(
    need_group_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> KeptGroupChanged:
    """Delete a group and end what was decided for it."""
    return groups.remove_group(session, teacher, need_group_id, request.app.state.catalogue.skills, now)


@router.get("/need-groups/{need_group_id}/sheet", responses={503: {}}, response_class=Response)
def print_sheet(
    need_group_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    now: NowDep,
    rng: RngDep,
    skill: str | None = None,
) -> Response:
    """A page of exercises to print for a group, on its first skill or another, with the answers on a second page."""
    name, made = sheet.sheet_of_group(session, teacher, need_group_id, skill, request.app.state.catalogue, now, rng)
    return download(made, name, PDF)
