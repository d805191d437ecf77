"""What the teacher's pages show of a class over time: a week, the map of skills, the alerts."""

from datetime import date
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request

from exercises.exercise import Domain
from tutor.dashboard import skills_map, week
from tutor.dashboard.alerts import service as alerts
from tutor.dashboard.alerts.schemas import AsideIn, AsideOut, ClassAlerts
from tutor.dashboard.class_schemas import ClassWeek, SkillsMap
from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep

router = APIRouter(prefix="/api", tags=["dashboard"])


@router.get("/classes/{class_id}/week")
def show_class_week(
    class_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    of: Annotated[date | None, Query(description="any day of the week; this week when left out")] = None,
) -> ClassWeek:
    """A week of a class of the signed-in teacher: time, exercises, success and progress of each pupil."""
    state, timezone = request.app.state, ZoneInfo(settings.timezone)
    return week.class_week(
        session, teacher, class_id, of, state.learner, state.shelf.everything, state.catalogue.skills, now, timezone
    )


@router.get("/classes/{class_id}/skills-map")
def show_skills_map(
    class_id: UUID,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
    domain: Domain,
    since: Annotated[date | None, Query(description="only skills worked on since that day")] = None,
) -> SkillsMap:
    """What the pupils of a class of the signed-in teacher know in a subject, skill by skill."""
    state, timezone = request.app.state, ZoneInfo(settings.timezone)
    return skills_map.skills_map(
        session,
        teacher,
        class_id,
        domain,
        since,
        state.learner,
        state.shelf.everything,
        state.catalogue.skills,
        now,
        timezone,
    )


@router.get("/classes/{class_id}/alerts")
def show_class_alerts(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> ClassAlerts:
    """What deserves attention in a class of the signed-in teacher, and what to do."""
    state, timezone = request.app.state, ZoneInfo(settings.timezone)
    return alerts.class_alerts(
        session, teacher, class_id, state.learner, state.shelf.everything, state.catalogue.skills, now, timezone
    )


@router.post("/classes/{class_id}/alerts/aside")
def set_alert_aside(
    class_id: UUID,
    asked: AsideIn,
    request: Request,
    session: SessionDep,
    teacher: TeacherDep,
    settings: SettingsDep,
    now: NowDep,
) -> AsideOut:
    """Show an alert no more for two weeks, unless it worsens."""
    state, timezone = request.app.state, ZoneInfo(settings.timezone)
    return alerts.set_aside(session, teacher, class_id, asked, state.learner, state.shelf.everything, now, timezone)
