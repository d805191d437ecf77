"""Lists of pupils: what one would change, then do it; of one class, or the classes of a school's file."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from tutor.dependencies import NowDep, SessionDep, TeacherDep
from tutor.journal.service import change_out
from tutor.pupil_lists import service
from tutor.pupil_lists.schemas import FileClassesIn, FilePreview, ListIn, ListPreview, MadeClasses, NamesIn, NamesOut

router = APIRouter(prefix="/api", tags=["pupil lists"])
_NAME_TAKEN: dict[int | str, dict[str, Any]] = {409: {}}


@router.post("/classes/{class_id}/pupils/preview")
def preview_list(class_id: UUID, body: ListIn, session: SessionDep, teacher: TeacherDep) -> ListPreview:
    """What a list would change in a class; nothing is kept of it."""
    return service.preview(session, teacher, class_id, body)


@router.post("/classes/{class_id}/pupils/import", status_code=201, responses=_NAME_TAKEN)
def import_list(class_id: UUID, body: NamesIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> NamesOut:
    """Add the pupils of a list that was looked at."""
    added, change = service.add(session, teacher, class_id, body.first_names, now)
    return NamesOut(added=len(added), change=change_out(change, teacher, now))


@router.post("/school-file/preview")
def preview_school_file(body: ListIn, session: SessionDep, teacher: TeacherDep) -> FilePreview:
    """The classes that a school's file would make; nothing is kept of it."""
    return service.preview_file(session, teacher, body)


@router.post("/school-file", status_code=201, responses=_NAME_TAKEN)
def import_school_file(body: FileClassesIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> MadeClasses:
    """Make the classes of a school's file with their pupils."""
    return MadeClasses(class_ids=service.make_classes(session, teacher, body.classes, now))
