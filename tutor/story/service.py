"""A pupil's story: where it stands after his work, an episode he has opened, and what was told to him."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from exercises.story.book import Book, Page
from exercises.story.progress import Progress, Told, earned, progress
from tutor.errors import ConflictError, NotFoundError
from tutor.practice.repository import hold_pupil
from tutor.story import repository
from tutor.story.levels import StoryLevel
from tutor.story.schemas import (
    CharacterOut,
    ChoiceOut,
    EpisodeOut,
    EpisodeRef,
    PageOut,
    SceneOut,
    StoryOut,
    WorldOut,
)
from tutor.story.tables import StoryTold

NOT_YET = "Cette histoire n'est pas encore ouverte."
CLOSED = StoryOut(
    level=StoryLevel.OFF, season=0, name="", opening="", worlds=[], characters=[], scenes=[], next_episode=None
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A pupil before the book."""

    level: StoryLevel
    told: frozenset[Told]
    where: Progress


def story_of_pupil(session: Session, pupil_id: UUID, book: Book) -> StoryOut:
    """The map, the scenes to tell now, the next episode."""
    return _shown(_reader(session, pupil_id, book), book)


def episode_for_pupil(session: Session, pupil_id: UUID, episode_id: str, book: Book) -> EpisodeOut:
    """An episode that his work has opened. Raises NotFoundError."""
    reader = _reader(session, pupil_id, book)
    if all(each.piece != episode_id for each in reader.where.opened) or reader.level is not StoryLevel.WHOLE:
        raise NotFoundError(NOT_YET)
    episode = book.episode_by_id[episode_id]
    return EpisodeOut(
        id=episode.id,
        world=episode.world,
        season=episode.season,
        title=episode.title,
        before=[_page(page) for page in episode.before],
        question=episode.question,
        choices=[ChoiceOut(label=_page(choice.label), then=_page(choice.then)) for choice in episode.choices],
        end=[_page(page) for page in episode.end],
    )


def keep_told(session: Session, pupil_id: UUID, piece: Told, book: Book, now: datetime) -> StoryOut:
    """Keep that this was told; a second time changes nothing. Raises ConflictError for what was not to be told yet."""
    hold_pupil(session, pupil_id)
    reader = _reader(session, pupil_id, book)
    if piece not in reader.told:
        scenes = {Told(reader.where.round, scene.id) for scene in reader.where.scenes}
        if reader.level is StoryLevel.OFF or piece not in scenes | reader.where.opened:
            raise ConflictError(NOT_YET)
        session.add(StoryTold(pupil_id=pupil_id, round=piece.round, piece=piece.piece, told_at=now))
        session.flush()
        reader = _reader(session, pupil_id, book)
        session.commit()
    return _shown(reader, book)


def _reader(session: Session, pupil_id: UUID, book: Book) -> _Reader:
    level = repository.level_for_pupil(session, pupil_id)
    told = repository.told_to_pupil(session, pupil_id)
    lights = earned(repository.work_of_pupil(session, pupil_id))
    return _Reader(level, told, progress(book, lights, told, long_form=level is not StoryLevel.SHORT))


def _shown(reader: _Reader, book: Book) -> StoryOut:
    if reader.level is StoryLevel.OFF:
        return CLOSED
    where = reader.where
    scenes = book.scenes_of(where.season)
    with_episodes = reader.level is StoryLevel.WHOLE
    return StoryOut(
        level=reader.level,
        season=where.season,
        name=book.seasons[where.season].name,
        opening=where.opening,
        worlds=[
            WorldOut(
                id=world.id,
                name=world.name,
                picture=world.picture,
                about=world.about,
                lights=sum(scene.world == world.id for scene in scenes),
                lit=where.lit[world.id],
                episodes=[
                    _ref(Told(where.round, episode.id), reader, book)
                    for episode in book.episodes_of(where.season)
                    if with_episodes and episode.world == world.id
                ],
            )
            for world in book.worlds
        ],
        characters=[
            CharacterOut(id=each.id, name=each.name, picture=each.picture, about=each.about) for each in book.characters
        ],
        scenes=[
            SceneOut(id=scene.id, round=where.round, world=scene.world, pictures=list(scene.pictures), text=scene.text)
            for scene in where.scenes
        ],
        next_episode=_ref(where.next_episode, reader, book) if where.next_episode else None,
    )


def _ref(piece: Told, reader: _Reader, book: Book) -> EpisodeRef:
    state = "told" if piece in reader.told else "open" if piece in reader.where.opened else "closed"
    return EpisodeRef.model_validate(
        {
            "id": piece.piece,
            "round": piece.round,
            "title": book.episode_by_id[piece.piece].title,
            "state": state,
        }
    )


def _page(page: Page) -> PageOut:
    return PageOut(pictures=list(page.pictures), text=page.text)
