"""A round of questions with the whole class, for its teacher: on her screen or a projector, slates up."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from tutor.dependencies import NowDep, RngDep, SessionDep, TeacherDep
from tutor.whole_class import service
from tutor.whole_class.schemas import EndedOut, QuestionOut, QuestionResult, RoundIn, TallyIn, WholeClass
from tutor.whole_class.service import Content

router = APIRouter(prefix="/api", tags=["whole_class"])
_NO_MORE: dict[int | str, dict[str, Any]] = {409: {}}  # completed by tutor.openapi


def _content(request: Request) -> Content:
    return Content(catalogue=request.app.state.catalogue, lines=request.app.state.lines)


ContentDep = Annotated[Content, Depends(_content)]


@router.get("/classes/{class_id}/whole-class")
def show_whole_class(
    class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep, content: ContentDep, now: NowDep
) -> WholeClass:
    """What can be asked to a class of the signed-in teacher, a suggestion, and the results of earlier rounds."""
    state = request.app.state
    everything = state.shelf.everything
    return service.whole_class(session, teacher, class_id, content, state.learner, everything, now)


@router.post("/classes/{class_id}/whole-class", status_code=201)
def begin_round(
    class_id: UUID,
    body: RoundIn,
    session: SessionDep,
    teacher: TeacherDep,
    content: ContentDep,
    now: NowDep,
    rng: RngDep,
) -> QuestionOut:
    """Begin a round on a skill: its first question."""
    return service.begin(session, teacher, class_id, body.skill, content, now, rng)


@router.post("/whole-class/{round_id}/questions", status_code=201, responses=_NO_MORE)
def ask_next(
    round_id: UUID, session: SessionDep, teacher: TeacherDep, content: ContentDep, now: NowDep, rng: RngDep
) -> QuestionOut:
    """The next question of a round."""
    return service.ask_next(session, teacher, round_id, content, now, rng)


@router.put("/whole-class/{round_id}/questions/{number}")
def count_slates(
    round_id: UUID, number: int, body: TallyIn, session: SessionDep, teacher: TeacherDep
) -> QuestionResult:
    """How many slates were right: it replaces an earlier count. No pupil's attempt is made of it."""
    return service.count(session, teacher, round_id, number, body)


@router.post("/whole-class/{round_id}/end")
def end_round(
    round_id: UUID, session: SessionDep, teacher: TeacherDep, content: ContentDep, now: NowDep, rng: RngDep
) -> EndedOut:
    """End a round: its results, question by question."""
    return service.end(session, teacher, round_id, content, now, rng)
