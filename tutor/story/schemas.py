"""The story as it goes to the tablets."""

from typing import Literal

from pydantic import Field

from tutor.schemas import Message
from tutor.story.levels import StoryLevel


class EpisodeRef(Message):
    """An episode on the map. `round` is to be sent back when it was told."""

    id: str
    round: int
    title: str
    state: Literal["closed", "open", "told"]


class WorldOut(Message):
    """A world of the map, with the lights of this season."""

    id: str
    name: str
    picture: str
    about: str
    lights: int
    lit: int
    episodes: list[EpisodeRef]


class CharacterOut(Message):
    """Someone of the story."""

    id: str
    name: str
    picture: str
    about: str


class SceneOut(Message):
    """A short scene to tell now: it relights one light of its world."""

    id: str
    round: int
    world: str
    pictures: list[str]
    text: str


class StoryOut(Message):
    """Where the signed-in pupil's story stands. Off: nothing of it."""

    level: StoryLevel
    season: int
    name: str
    opening: str
    worlds: list[WorldOut]
    characters: list[CharacterOut]
    scenes: list[SceneOut]
    next_episode: EpisodeRef | None


class PageOut(Message):
    """What is said while these pictures are shown."""

    pictures: list[str]
    text: str


class ChoiceOut(Message):
    """A way out of the question, and the page it leads to."""

    label: PageOut
    then: PageOut


class EpisodeOut(Message):
    """An episode to read aloud."""

    id: str
    world: str
    season: int
    title: str
    before: list[PageOut]
    question: str
    choices: list[ChoiceOut]
    end: list[PageOut]


class ToldIn(Message):
    """This episode or scene was told to the end."""

    piece: str = Field(min_length=1, max_length=40)
    round: int = Field(ge=0, le=10_000)
