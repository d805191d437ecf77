"""A teacher's own texts: look at one while it is written, keep it, give it to pupils, see who read it."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter

from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.own_texts import service
from tutor.own_texts.checking import check
from tutor.own_texts.schemas import (
    CheckIn,
    CheckOut,
    GivenText,
    GivenTo,
    OwnTextChange,
    OwnTextIn,
    OwnTextOut,
    Readings,
)

router = APIRouter(prefix="/api", tags=["own texts"])


@router.post("/classes/{class_id}/texts/check")
def check_text(
    class_id: UUID, body: CheckIn, session: SessionDep, teacher: TeacherDep, settings: SettingsDep, now: NowDep
) -> CheckOut:
    """What a text is for this class today. Nothing is kept."""
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    reader = service.reader_for_teacher(session, teacher, class_id, now, today)
    session.close()  # a long text takes a moment: no pupil should wait for the database meanwhile
    return check(body.text, reader, body.numbers_in_words)


@router.get("/classes/{class_id}/texts")
def read_texts(class_id: UUID, session: SessionDep, teacher: TeacherDep) -> list[OwnTextOut]:
    """The texts of a class, the last changed first."""
    return service.list_texts(session, teacher, class_id)


@router.post("/classes/{class_id}/texts", status_code=201)
def create_text(class_id: UUID, body: OwnTextIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> OwnTextOut:
    """Keep a new text; it is given to nobody yet."""
    return service.create_text(session, teacher, class_id, body, now)


@router.patch("/texts/{text_id}", responses={409: {}})
def change_text(
    text_id: UUID, body: OwnTextChange, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> OwnTextOut:
    """Correct a text, change its use or its questions, put it away or bring it back."""
    return service.change_text(session, teacher, text_id, body, now)


@router.put("/texts/{text_id}/readers")
def give_text(text_id: UUID, body: GivenTo, session: SessionDep, teacher: TeacherDep, now: NowDep) -> GivenText:
    """Give a text to the whole class or to some pupils, who read it first from now on; to nobody: take it back."""
    return service.give_text(session, teacher, text_id, body, now)


@router.get("/texts/{text_id}/readings")
def read_readings(text_id: UUID, session: SessionDep, teacher: TeacherDep) -> Readings:
    """Who read a text, and how."""
    return service.readings(session, teacher, text_id)
