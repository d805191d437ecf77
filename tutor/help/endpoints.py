"""The help for teachers: ask, browse the guides, say whether it helped, see what the guide lacks."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request

from tutor.dependencies import NowDep, SessionDep, SettingsDep, TeacherDep
from tutor.help import service
from tutor.help.library import Library
from tutor.help.schemas import AskIn, FeedbackIn, GuidePage, Guides, HelpAnswer, ToImprove

router = APIRouter(prefix="/api/help", tags=["help"])


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


LibraryDep = Annotated[Library, Depends(_library)]


@router.post("/ask")
def ask(
    body: AskIn, session: SessionDep, _teacher: TeacherDep, library: LibraryDep, settings: SettingsDep, now: NowDep
) -> HelpAnswer:
    """Answer a question by a passage of the documents, or say that it is not known and whom to ask."""
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    return service.ask(session, body.question, library, settings.help_contact, now, today)


@router.get("/guides")
def show_guides(_teacher: TeacherDep, library: LibraryDep, now: NowDep) -> Guides:
    """The documents that can be read, with their contents."""
    return service.guides(library, now)


@router.get("/guide", responses={404: {}})
def show_guide(
    document: Annotated[str, Query(max_length=500)], _teacher: TeacherDep, library: LibraryDep, now: NowDep
) -> GuidePage:
    """One document, as HTML made from its Markdown."""
    return service.guide_page(library, document, now)


@router.post("/feedback", status_code=204, responses={404: {}})
def count_feedback(
    body: FeedbackIn, session: SessionDep, _teacher: TeacherDep, library: LibraryDep, now: NowDep
) -> None:
    """Count, of nobody, whether a passage that was quoted helped."""
    service.count_feedback(session, body, library.at(now))


@router.get("/to-improve")
def show_to_improve(session: SessionDep, _teacher: TeacherDep) -> ToImprove:
    """Questions without an answer and passages that did not help, for whoever writes the guides."""
    return service.to_improve(session)
