"""The end of a class's year, the bin, and erasing for good."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from tutor.dependencies import NowDep, SessionDep, TeacherDep
from tutor.journal.schemas import ChangeOut
from tutor.journal.service import change_out
from tutor.year_change import bin as waste
from tutor.year_change.moving import change_year
from tutor.year_change.schemas import Bin, EraseIn, YearChangeIn, YearChangeOut

router = APIRouter(prefix="/api", tags=["year change"])
_CONFLICT: dict[int | str, dict[str, Any]] = {409: {}}


@router.post("/classes/{class_id}/year-change", responses=_CONFLICT)
def change_the_year(
    class_id: UUID, body: YearChangeIn, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> YearChangeOut:
    """Move pupils to other classes with their history, put away who leaves, archive the class."""
    moved, stayed, new, change = change_year(session, teacher, class_id, body, now)
    return YearChangeOut(
        moved=len(moved),
        stayed=stayed,
        new_class_id=new.id if new else None,
        change=change_out(change, teacher, now),
    )


@router.get("/bin")
def read_bin(session: SessionDep, teacher: TeacherDep) -> Bin:
    """What is in the bin of her classes."""
    return waste.in_bin(session, teacher)


@router.post("/classes/{class_id}/bin")
def bin_class(class_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Put a class in the bin for thirty days."""
    return change_out(waste.put(session, teacher, "class", class_id, now), teacher, now)


@router.post("/pupils/{pupil_id}/bin")
def bin_pupil(pupil_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Put a pupil in the bin for thirty days."""
    return change_out(waste.put(session, teacher, "pupil", pupil_id, now), teacher, now)


@router.post("/texts/{text_id}/bin")
def bin_text(text_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Put a text of hers in the bin for thirty days."""
    return change_out(waste.put(session, teacher, "text", text_id, now), teacher, now)


@router.post("/bin/classes/{class_id}/restore")
def restore_class(class_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Take a class out of the bin."""
    return change_out(waste.restore(session, teacher, "class", class_id, now), teacher, now)


@router.post("/bin/pupils/{pupil_id}/restore", responses=_CONFLICT)
def restore_pupil(pupil_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Take a pupil out of the bin."""
    return change_out(waste.restore(session, teacher, "pupil", pupil_id, now), teacher, now)


@router.post("/bin/texts/{text_id}/restore")
def restore_text(text_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ChangeOut:
    """Take a text out of the bin."""
    return change_out(waste.restore(session, teacher, "text", text_id, now), teacher, now)


@router.post("/classes/{class_id}/erase", status_code=204, responses=_CONFLICT)
def erase_class(class_id: UUID, body: EraseIn, session: SessionDep, teacher: TeacherDep) -> None:
    """Erase a class and all that its pupils did. There is no way back."""
    waste.erase(session, teacher, "class", class_id, body.name)


@router.post("/pupils/{pupil_id}/erase", status_code=204)
def erase_pupil(pupil_id: UUID, body: EraseIn, session: SessionDep, teacher: TeacherDep) -> None:
    """Erase a pupil and all that he did. There is no way back."""
    waste.erase(session, teacher, "pupil", pupil_id, body.name)
