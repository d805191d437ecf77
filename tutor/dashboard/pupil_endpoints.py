"""A pupil's page: what comes next, what he misreads, the days on which he worked, his answers, correcting one."""

from datetime import date
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request

from tutor.dashboard import correcting, history, miscues, service, what_next
from tutor.dashboard.schemas import (
    Corrected,
    CorrectionIn,
    PupilAttempts,
    PupilDays,
    PupilMiscues,
    PupilNext,
)
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.practice import mastery
from tutor.practice.parts import parts_of

router = APIRouter(prefix="/api", tags=["dashboard"])


@router.get("/pupils/{pupil_id}/attempts")
def show_pupil_attempts(
    pupil_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    on: date | None = None,
) -> PupilAttempts:
    """The last attempts of a pupil of the signed-in teacher, newest first; of one school day only with `on`."""
    timezone = ZoneInfo(settings.timezone)
    catalogue = request.app.state.catalogue
    return service.pupil_attempts(session, teacher, pupil_id, limit, catalogue, on, timezone, now)


@router.get("/dashboard/pupils/{pupil_id}/next")
def show_pupil_next(
    pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> PupilNext:
    """What the model would give a pupil of the signed-in teacher now, and why."""
    return what_next.pupil_next(session, teacher, pupil_id, parts_of(request.app.state), now)


@router.get("/dashboard/pupils/{pupil_id}/miscues")
def show_pupil_miscues(
    pupil_id: UUID, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> PupilMiscues:
    """What a pupil of the signed-in teacher often misreads."""
    return miscues.pupil_miscues(session, teacher, pupil_id, now, ZoneInfo(settings.timezone))


@router.get("/dashboard/pupils/{pupil_id}/days")
def show_pupil_days(
    pupil_id: UUID, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> PupilDays:
    """The days on which a pupil of the signed-in teacher worked."""
    return history.pupil_days(session, teacher, pupil_id, now, ZoneInfo(settings.timezone))


@router.post("/dashboard/answers/{answer_id}/correction", responses={409: {}})
def correct_verdict(
    answer_id: UUID,
    body: CorrectionIn,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
) -> Corrected:
    """The verdict of the signed-in teacher on an answer of one of her pupils; it counts from now on."""
    state = request.app.state
    timezone = ZoneInfo(settings.timezone)
    corrected, pupil_id = correcting.correct(session, teacher, answer_id, body, state.catalogue, now, timezone)
    session.close()
    mastery.refresh(state.engine, pupil_id, state.learner)
    return corrected
