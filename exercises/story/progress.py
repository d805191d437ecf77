"""How far the story has come, from a pupil's work alone: sittings, exercises tried, comebacks, help accepted.

Never from speed, rank or success. Pure and deterministic: the same work and the same scenes told give the same map.
After the last season the first comes round again, told anew.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import islice

from exercises.story.book import Book, Episode, Scene

STEPS_A_LIGHT = 14
"""A sitting of 12 exercises lights one, and leaves a little for the next."""
STEPS_A_SITTING = 3
TRIED_A_PERSISTENCE = 6
"""A comeback or a help counts as a step, one for so many exercises tried: nobody gains by failing on purpose."""
AT_ONCE = 2
"""Scenes told after one sitting, at most: a pupil who comes late to the story catches up calmly."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a pupil has done since the beginning."""

    sittings: int = 0
    tried: int = 0
    comebacks: int = 0
    helps: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """An episode or a scene that was told, in one round of the seasons. Rounds count from 0."""

    round: int
    piece: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the story stands. `lit`: lights that shine, by world; `waiting`: lights earned whose scene is not told."""

    round: int
    season: int
    opening: str
    lit: Mapping[str, int]
    waiting: int
    scenes: tuple[Scene, ...]
    opened: frozenset[Told]
    next_episode: Told | None


def earned(work: Work) -> int:
    """How many lights this work relights."""
    persistence = min(work.comebacks + work.helps, work.tried // TRIED_A_PERSISTENCE)
    return (work.tried + STEPS_A_SITTING * work.sittings + persistence) // STEPS_A_LIGHT


def progress(book: Book, lights: int, told: Set[Told], *, long_form: bool = True) -> Progress:
    """The story for so many lights earned and these pieces told.

    A round ends with its last scene, and with its last episode where the long form is told: only then does the next
    begin. What was opened stays open.
    """
    number = 0
    while _over(book, number, told, long_form):
        number += 1
    season = number % len(book.seasons)
    scenes = book.scenes_of(season)
    shining = [scene for scene in scenes if Told(number, scene.id) in told]
    told_before = sum(len(book.scenes_of(each % len(book.seasons))) for each in range(number))
    waiting = max(0, lights - told_before - len(shining))
    left = (scene for scene in scenes if Told(number, scene.id) not in told)
    episodes = _opened(book, number, len(shining)) if long_form else []
    openings = book.seasons[season].openings
    return Progress(
        round=number,
        season=season,
        opening=openings[number // len(book.seasons) % len(openings)],
        lit={world.id: sum(scene.world == world.id for scene in shining) for world in book.worlds},
        waiting=waiting,
        scenes=tuple(islice(left, min(waiting, AT_ONCE))),
        opened=frozenset(episodes),
        next_episode=next((episode for episode in episodes if episode not in told), None),
    )


def _over(book: Book, number: int, told: Set[Told], long_form: bool) -> bool:
    season = number % len(book.seasons)
    if not all(Told(number, scene.id) in told for scene in book.scenes_of(season)):
        return False
    return not long_form or Told(number, book.episodes_of(season)[-1].id) in told


def _opened(book: Book, number: int, shining: int) -> list[Told]:
    """The episodes that may be heard, the oldest first: those of the rounds before, then those of this one."""

    def of(round_: int) -> tuple[Episode, ...]:
        return book.episodes_of(round_ % len(book.seasons))

    before = [Told(round_, episode.id) for round_ in range(number) for episode in of(round_)]
    return before + [Told(number, episode.id) for episode in of(number) if book.opens_at(episode) <= shining]
