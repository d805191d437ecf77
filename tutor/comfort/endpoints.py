"""/api/my-comfort for the signed-in pupil; /api/pupils/{pupil_id}/comfort and /api/classes/{class_id}/comfort for his
teacher.
"""

from uuid import UUID

from fastapi import APIRouter

from tutor.comfort import service
from tutor.comfort.schemas import ClassComfortOut, ComfortChoice, ComfortIn, MyComfort, PupilComfortOut
from tutor.dependencies import NowDep, PupilDep, SessionDep, TeacherDep

router = APIRouter(prefix="/api", tags=["comfort"])


@router.get("/my-comfort")
def read_my_comfort(session: SessionDep, pupil: PupilDep) -> MyComfort:
    """How the signed-in pupil's screens are."""
    return service.comfort_of_pupil(session, pupil.id)


@router.put("/my-comfort", responses={409: {}})
def choose_my_comfort(body: ComfortChoice, session: SessionDep, pupil: PupilDep, now: NowDep) -> MyComfort:
    """The pupil chooses how his screens are, unless his teacher keeps them as they are."""
    return service.choose(session, pupil.id, body, now)


@router.get("/pupils/{pupil_id}/comfort")
def read_pupil_comfort(pupil_id: UUID, session: SessionDep, teacher: TeacherDep) -> PupilComfortOut:
    """How a pupil's screens are."""
    return service.pupil_comfort(session, teacher, pupil_id)


@router.put("/pupils/{pupil_id}/comfort")
def preset_pupil_comfort(
    pupil_id: UUID, body: ComfortIn, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> PupilComfortOut:
    """Choose how a pupil's screens are, and whether he may change that."""
    return service.preset_pupil(session, teacher, pupil_id, body, now)


@router.delete("/pupils/{pupil_id}/comfort")
def forget_pupil_comfort(pupil_id: UUID, session: SessionDep, teacher: TeacherDep) -> PupilComfortOut:
    """Back to the preset of his class."""
    return service.forget_pupil(session, teacher, pupil_id)


@router.get("/classes/{class_id}/comfort")
def read_class_comfort(class_id: UUID, session: SessionDep, teacher: TeacherDep) -> ClassComfortOut:
    """The preset of a class."""
    return service.class_comfort(session, teacher, class_id)


@router.put("/classes/{class_id}/comfort", responses={409: {}})
def preset_class_comfort(
    class_id: UUID, body: ComfortIn, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> ClassComfortOut:
    """Choose how the screens are of the pupils who have chosen nothing themselves."""
    return service.preset_class(session, teacher, class_id, body, now)
