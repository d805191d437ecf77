"""Read the story from exercises/data/story and refuse what a pupil should not hear: each fault names file and line.

An episode's or a scene's id says where it stands: `foret-2-a` is the first episode of the forest in season 2,
`foret-2-5` the fifth scene there.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exercises.errors import ContentError
from exercises.sources import DATA, Place, exact_keys, read_entries, read_table
from exercises.story.book import Book, Character, Choice, Episode, Page, Scene, Season, World
from exercises.typography import faults, unbalanced_quotes

STORY = DATA / "story"
CHOICE_HERE = "CHOIX"
CHOICES = 2
PAGES = range(6, 13)
"""How many pages a pupil hears in an episode."""
MOST_WORDS_A_PAGE = 24
MOST_WORDS_A_SCENE = 40
MOST_LETTERS = 300
"""What GET /api/say takes."""
MOST_PICTURES = 4

_ABOUT = frozenset({"id", "nom", "image", "pres"})
_EPISODE = frozenset({"id", "apres", "titre", "pages", "question", "choix", "suites"})
_ID = re.compile(r"([a-z]+)-([1-9])-([a-z]|[1-9]\d*)")


@functools.cache
def load_book(directory: Path = STORY) -> Book:
    """The whole story, read once. Raises ContentError."""
    reader = _Reader(directory)
    worlds = tuple(World(*each) for each in reader.about("worlds.yaml"))
    characters = tuple(Character(*each) for each in reader.about("characters.yaml"))
    seasons = tuple(reader.seasons())
    numbers = range(1, len(seasons) + 1)
    places = {world.id: place for place, world in enumerate(worlds)}
    episodes = [one for number in numbers for one in reader.episodes(f"episodes_{number}.yaml", number, places)]
    scenes = [one for number in numbers for one in reader.scenes(f"scenes_{number}.yaml", number, places)]
    book = Book(worlds, characters, seasons, tuple(episodes), tuple(scenes))
    _whole(book, directory)
    return book


def _whole(book: Book, directory: Path) -> None:
    """Every world has lights in every season, and no episode waits for more of them than there are."""
    for season in range(len(book.seasons)):
        for world in book.worlds:
            lights = sum(scene.world == world.id for scene in book.scenes_of(season))
            if not lights:
                raise ContentError(f"{directory.name}/scenes_{season + 1}.yaml: {world.id} has no scene")
            for episode in book.episodes_of(season):
                if episode.world == world.id and episode.after > lights:
                    raise ContentError(
                        f"{directory.name}/episodes_{season + 1}.yaml: {episode.id} waits for more than {lights} lights"
                    )


@dataclass
class _Reader:
    directory: Path
    _hexcodes: dict[str, str] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for row in read_table(self.directory / "pictures.csv", ("nom", "hexcode")):
            if row.needed("nom") in self._hexcodes:
                raise row.place.error(f"the picture {row['nom']!r} is there twice")
            self._hexcodes[row["nom"]] = row.needed("hexcode")

    def about(self, name: str) -> Iterator[tuple[str, str, str, str]]:
        """Worlds or characters: id, name, picture, what to know."""
        for place, entry in read_entries(self.directory / name):
            exact_keys(place, entry, _ABOUT)
            picture = self._pictures(entry["image"], place)[0]
            title = self._text(entry["nom"], place)
            yield self._new(entry["id"], place), title, picture, self._text(entry["pres"], place)

    def seasons(self) -> Iterator[Season]:
        for place, entry in read_entries(self.directory / "seasons.yaml"):
            exact_keys(place, entry, frozenset({"id", "nom", "debuts"}))
            openings = tuple(self._text(line, place) for line in _list(entry["debuts"], place))
            yield Season(self._new(entry["id"], place), self._text(entry["nom"], place), openings)

    def episodes(self, name: str, number: int, worlds: Mapping[str, int]) -> list[Episode]:
        found = []
        for place, entry in read_entries(self.directory / name):
            exact_keys(place, entry, _EPISODE)
            if not str(entry["apres"]).isdecimal():
                raise place.error("'apres' must be a number of lights")
            pages = _list(entry["pages"], place)
            if pages.count(CHOICE_HERE) != 1 or pages[0] == CHOICE_HERE:
                raise place.error(f"one page, not the first, must be {CHOICE_HERE}")
            if len(pages) not in PAGES:
                raise place.error(f"{len(pages)} pages are heard, {PAGES[0]} to {PAGES[-1]} are expected")
            here = pages.index(CHOICE_HERE)
            labels, thens = (_list(entry[key], place) for key in ("choix", "suites"))
            if len(labels) != CHOICES or len(thens) != CHOICES:
                raise place.error(f"{CHOICES} 'choix' and as many 'suites' are expected")
            id_, world = self._placed(entry["id"], number, worlds, place, letter=True)
            found.append(
                Episode(
                    id=id_,
                    world=world,
                    season=number - 1,
                    after=int(entry["apres"]),
                    title=self._text(entry["titre"], place, new=False),
                    before=tuple(self._page(page, place) for page in pages[:here]),
                    question=self._text(entry["question"], place),
                    choices=tuple(
                        Choice(self._page(label, place, new=False), self._page(then, place))
                        for label, then in zip(labels, thens, strict=True)
                    ),
                    end=tuple(self._page(page, place) for page in pages[here + 1 :]),
                )
            )
        return sorted(found, key=lambda one: (worlds[one.world], one.after))

    def scenes(self, name: str, number: int, worlds: Mapping[str, int]) -> list[Scene]:
        found = []
        for place, entry in read_entries(self.directory / name):
            exact_keys(place, entry, frozenset({"id", "images", "texte"}))
            id_, world = self._placed(entry["id"], number, worlds, place, letter=False)
            text = self._text(entry["texte"], place, most=MOST_WORDS_A_SCENE)
            found.append(Scene(id_, world, number - 1, self._pictures(entry["images"], place), text))
        return sorted(found, key=lambda one: worlds[one.world])

    def _page(self, written: str, place: Place, new: bool = True) -> Page:
        pictures, bar, text = written.partition(" | ")
        if not bar:
            raise place.error(f"a page is 'images | sentence', not {written!r}")
        return Page(self._pictures(pictures, place), self._text(text, place, new=new))

    def _pictures(self, names: str, place: Place) -> tuple[str, ...]:
        listed = str(names).split()
        if not 1 <= len(listed) <= MOST_PICTURES:
            raise place.error(f"1 to {MOST_PICTURES} pictures are expected, there are {len(listed)}")
        for name in listed:
            if name not in self._hexcodes:
                raise place.error(f"the picture {name!r} is not in pictures.csv")
        return tuple(self._hexcodes[name] for name in listed)

    def _text(self, text: Any, place: Place, most: int = MOST_WORDS_A_PAGE, new: bool = True) -> str:
        """A text that may be said. `new`: it may stand nowhere else in the story."""
        if not isinstance(text, str) or not text:
            raise place.error("a sentence is expected")
        for fault in faults(text):
            raise place.error(f"{fault}, in {text!r}")
        if unbalanced_quotes(text):
            raise place.error(f"« and » do not go by pairs in {text!r}")
        words = sum(any(map(str.isalnum, word)) for word in text.split())
        if words > most or len(text) > MOST_LETTERS:
            raise place.error(f"{words} words to listen to, at most {most} are expected, in {text!r}")
        if new and text in self._said:
            raise place.error(f"this is told twice: {text!r}")
        self._said.add(text)
        return text

    def _placed(
        self, id_: Any, number: int, worlds: Mapping[str, int], place: Place, *, letter: bool
    ) -> tuple[str, str]:
        """The id, which must say a world, this season, and a letter or a number; and the world."""
        match = _ID.fullmatch(self._new(id_, place))
        if not match or match[1] not in worlds or int(match[2]) != number or match[3].isalpha() is not letter:
            ending = "a letter" if letter else "a number"
            raise place.error(f"the id must be a world, -{number}-, and {ending}; not {id_!r}")
        return match[0], match[1]

    def _new(self, id_: Any, place: Place) -> str:
        if not isinstance(id_, str) or id_ in self._ids:
            raise place.error(f"the id {id_!r} is there twice or is no word")
        self._ids.add(id_)
        return id_


def _list(value: Any, place: Place) -> list[str]:
    if not isinstance(value, list) or not value:
        raise place.error("a list is expected here")
    return value
