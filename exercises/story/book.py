"""The story as it was written: worlds, characters, seasons, long episodes and short scenes, in the order of telling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name and a picture; `about` says in a sentence or two what is odd about it."""

    id: str
    name: str
    picture: str
    about: str


class World(Named):
    """An island, or the sea between them."""


class Character(Named):
    """Someone who comes back from episode to episode."""


@dataclass(frozen=True, slots=True)
class Season:
    """A whole arc. Each time it comes round again, the next of its openings is said."""

    id: str
    name: str
    openings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is said while these pictures are shown (hexcodes of OpenMoji)."""

    pictures: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of the question of an episode, and the page that it leads to."""

    label: Page
    then: Page


@dataclass(frozen=True, slots=True)
class Episode:
    """The long form: pages read aloud, one question that changes a detail, the last pages.

    It opens once `after` lights of its world shine, and all those of the worlds before.
    """

    id: str
    world: str
    season: int
    after: int
    title: str
    before: tuple[Page, ...]
    question: str
    choices: tuple[Choice, ...]
    end: tuple[Page, ...]

    def texts(self) -> Iterator[str]:
        """All that Rivet says, in the order in which it may come."""
        yield self.title
        yield from (page.text for page in self.before)
        yield self.question
        yield from (choice.label.text for choice in self.choices)
        yield from (choice.then.text for choice in self.choices)
        yield from (page.text for page in self.end)


@dataclass(frozen=True, slots=True)
class Scene:
    """The short form: what is told when one light is relit."""

    id: str
    world: str
    season: int
    pictures: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Book:
    """All of it. Episodes and scenes stand season by season, in the order in which they are told."""

    worlds: tuple[World, ...]
    characters: tuple[Character, ...]
    seasons: tuple[Season, ...]
    episodes: tuple[Episode, ...]
    scenes: tuple[Scene, ...]

    @cached_property
    def episode_by_id(self) -> Mapping[str, Episode]:
        """Each episode by its id."""
        return {episode.id: episode for episode in self.episodes}

    def scenes_of(self, season: int) -> tuple[Scene, ...]:
        """A season's scenes: as many as it has lights. Seasons count from 0."""
        return tuple(scene for scene in self.scenes if scene.season == season)

    def episodes_of(self, season: int) -> tuple[Episode, ...]:
        """A season's episodes."""
        return tuple(episode for episode in self.episodes if episode.season == season)

    def opens_at(self, episode: Episode) -> int:
        """How many lights of its season shine when this episode opens."""
        places = [world.id for world in self.worlds]
        earlier = places[: places.index(episode.world)]
        return episode.after + sum(scene.world in earlier for scene in self.scenes_of(episode.season))

    def short_texts(self) -> Iterator[str]:
        """What Rivet says around the map and after a sitting."""
        yield from (scene.text for scene in self.scenes)
        for season in self.seasons:
            yield season.name
            yield from season.openings
        named: tuple[Named, ...] = (*self.worlds, *self.characters)
        for one in named:
            yield one.name
            yield one.about

    def long_texts(self) -> Iterator[str]:
        """What Rivet says in the episodes."""
        for episode in self.episodes:
            yield from episode.texts()
