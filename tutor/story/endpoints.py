"""/api/story: the signed-in pupil's map, an episode he has opened, and what was told to him."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from exercises.story.book import Book
from exercises.story.progress import Told
from tutor.dependencies import NowDep, PupilDep, SessionDep
from tutor.story import service
from tutor.story.schemas import EpisodeOut, StoryOut, ToldIn

router = APIRouter(prefix="/api/story", tags=["story"])


def _book(request: Request) -> Book:
    book: Book = request.app.state.story
    return book


BookDep = Annotated[Book, Depends(_book)]


@router.get("")
def read_story(session: SessionDep, pupil: PupilDep, book: BookDep) -> StoryOut:
    """Where the pupil's story stands."""
    return service.story_of_pupil(session, pupil.id, book)


@router.get("/episodes/{episode_id}")
def read_episode(episode_id: str, session: SessionDep, pupil: PupilDep, book: BookDep) -> EpisodeOut:
    """An episode that the pupil's work has opened."""
    return service.episode_for_pupil(session, pupil.id, episode_id, book)


@router.post("/told", responses={409: {}})
def keep_told(body: ToldIn, session: SessionDep, pupil: PupilDep, book: BookDep, now: NowDep) -> StoryOut:
    """An episode or a scene was told to the end. Sending it again changes nothing."""
    return service.keep_told(session, pupil.id, Told(body.round, body.piece), book, now)
