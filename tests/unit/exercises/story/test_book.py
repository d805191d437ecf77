"""The shipped story is whole, and a fault in its files is named."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.story.book import Book
from exercises.story.loading import STORY, load_book
from tests.unit.exercises.test_pictures import DRAWINGS


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book()


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], None]:
    """Replace something once in a copy of a file, and load it all."""
    folder = tmp_path / "story"
    shutil.copytree(STORY, folder)

    def load(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        load_book(folder)

    return load


def test_there_are_worlds_people_episodes_and_scenes_for_a_year(book: Book) -> None:
    assert len(book.worlds) >= 8
    assert len(book.characters) >= 5
    assert len(book.episodes) >= 36
    assert len(book.scenes) >= 120


def test_each_season_passes_through_every_world_with_episodes_and_as_many_lights(book: Book) -> None:
    for season in range(len(book.seasons)):
        worlds = Counter(episode.world for episode in book.episodes_of(season))
        assert set(worlds) == {world.id for world in book.worlds}
    first, second = (Counter(scene.world for scene in book.scenes_of(season)) for season in range(2))
    assert first == second


def test_a_season_begins_and_ends_with_an_episode(book: Book) -> None:
    for season in range(len(book.seasons)):
        first, *_, last = book.episodes_of(season)
        assert book.opens_at(first) == 0
        assert book.opens_at(last) == len(book.scenes_of(season))


def test_every_picture_is_drawn_by_openmoji(book: Book) -> None:
    shown = {one.picture for one in (*book.worlds, *book.characters)} | {
        code for scene in book.scenes for code in scene.pictures
    }
    for episode in book.episodes:
        pages = [*episode.before, *episode.end, *(page for each in episode.choices for page in (each.label, each.then))]
        shown |= {code for page in pages for code in page.pictures}
    assert [code for code in sorted(shown) if not (DRAWINGS / f"{code}.svg").is_file()] == []


def test_everyone_of_the_story_is_met_in_both_seasons(book: Book) -> None:
    for season in range(len(book.seasons)):
        told = " ".join(text for episode in book.episodes_of(season) for text in episode.texts())
        assert [each.name for each in book.characters if each.name not in told] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("episodes_1.yaml", "monte un peu", "monte un peu !", "no-break space"),
        ("episodes_1.yaml", "    - CHOIX\n", "", "must be CHOIX"),
        ("episodes_1.yaml", "id: port-1-b", "id: port-1-a", "twice"),
        ("episodes_1.yaml", "id: port-1-b", "id: port-2-b", "the id must be"),
        ("episodes_1.yaml", "apres: 4", "apres: 40", "waits for more than"),
        ("episodes_1.yaml", "sidonie vélo |", "sidonie fusée |", "pictures.csv"),
        ("episodes_1.yaml", "sidonie vélo | ", "", "images | sentence"),
        ("episodes_2.yaml", "apres: 4", "apres: bientôt", "number of lights"),
        (
            "scenes_1.yaml",
            "Ici, on est bien élevé.",
            "Ici, on est bien" + " bien" * 40 + " élevé.",
            "words to listen to",
        ),
        ("scenes_2.yaml", "mer-2-", "lac-2-", "the id must be"),
        ("worlds.yaml", "  pres: ", "  près: ", "is missing"),
        ("pictures.csv", "fête;", "nour;", "there twice"),
    ],
)
def test_a_fault_is_named(broken: Callable[[str, str, str], None], name: str, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError, match=said) as fault:
        broken(name, old, new)
    assert name in str(fault.value)
