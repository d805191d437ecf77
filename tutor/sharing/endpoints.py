"""/api/classes/{class_id}/colleagues and /substitutes: who has a class."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter

from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.journal.schemas import ChangeOut
from tutor.journal.service import change_out
from tutor.sharing import colleagues, substitutes
from tutor.sharing.schemas import ColleagueIn, SubstituteIn, SubstituteMade, Team

router = APIRouter(prefix="/api/classes/{class_id}", tags=["sharing"])
_CONFLICT: dict[int | str, dict[str, Any]] = {409: {}}


@router.get("/colleagues")
def read_team(class_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> Team:
    """Who teaches a class, and who replaces."""
    return colleagues.team(session, teacher, class_id, now)


@router.post("/colleagues", responses=_CONFLICT)
def share_class(class_id: UUID, body: ColleagueIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Share a class with a colleague of the school."""
    return change_out(colleagues.share(session, teacher, class_id, body.login, now), teacher, now)


@router.delete("/colleagues/{teacher_id}", responses=_CONFLICT)
def remove_colleague(
    class_id: UUID, teacher_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ChangeOut:
    """A colleague has the class no more; or leave it oneself."""
    told = change_out(colleagues.remove(session, teacher, class_id, teacher_id, now), teacher, now)
    # Whoever has left the class cannot come back alone.
    return told.model_copy(update={"undoable_until": None}) if teacher_id == teacher.id else told


@router.post("/substitutes", status_code=201)
def welcome_substitute(
    class_id: UUID, body: SubstituteIn, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> SubstituteMade:
    """Give somebody access to a class for a day."""
    zone = ZoneInfo(settings.timezone)
    substitute, code, change = substitutes.welcome(session, teacher, class_id, body.name, body.day, now, zone)
    return SubstituteMade(
        substitute=colleagues.substitute_out(substitute), code=code, change=change_out(change, teacher, now)
    )


@router.delete("/substitutes/{teacher_id}")
def dismiss_substitute(
    class_id: UUID, teacher_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ChangeOut:
    """End a substitute's access at once."""
    return change_out(substitutes.dismiss(session, teacher, class_id, teacher_id, now), teacher, now)
