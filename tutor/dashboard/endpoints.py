"""What the teacher's pages show of practice: a class and its needs, a pupil's answers, skills, fluency and slips."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request

from tutor.dashboard import fluency, knowledge, service
from tutor.dashboard.schemas import (
    ClassNeeds,
    LiveTable,
    PupilFluency,
    PupilMisconceptions,
    PupilSkills,
)
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep

router = APIRouter(prefix="/api", tags=["dashboard"])


@router.get("/classes/{class_id}/live")
def show_class_now(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> LiveTable:
    """Who is doing what in a class of the signed-in teacher."""
    timezone = ZoneInfo(settings.timezone)
    return service.live_table(session, teacher, class_id, request.app.state.catalogue, now, timezone)


@router.get("/pupils/{pupil_id}/fluency")
def show_pupil_fluency(pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep) -> PupilFluency:
    """The texts that a pupil of the signed-in teacher read aloud, with the marks of his year."""
    return fluency.pupil_fluency(session, teacher, pupil_id, request.app.state.catalogue)


@router.get("/pupils/{pupil_id}/skills")
def show_pupil_skills(
    pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> PupilSkills:
    """Where a pupil of the signed-in teacher is with each skill."""
    state = request.app.state
    return knowledge.pupil_skills(
        session, teacher, pupil_id, state.learner, state.shelf.everything, state.catalogue.skills, now
    )


@router.get("/classes/{class_id}/needs")
def show_class_needs(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ClassNeeds:
    """Groups of pupils of a class who need the same."""
    state = request.app.state
    return knowledge.class_needs(
        session, teacher, class_id, state.learner, state.shelf.everything, state.catalogue.skills, now
    )


@router.get("/dashboard/pupils/{pupil_id}/misconceptions")
def show_pupil_misconceptions(
    pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep
) -> PupilMisconceptions:
    """The misconceptions that a pupil of the signed-in teacher shows again and again, with his own answers."""
    return service.pupil_misconceptions(session, teacher, pupil_id, request.app.state.catalogue)
