"""The pictures: enough of them, each a word that can be read, drawn by OpenMoji, and never beside its double."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.reading.blocked import BlockedWords
from exercises.reading.pictures import FILE, Picture, load_pictures
from exercises.reading.words import Word, load_words

DRAWINGS = Path(__file__).parents[3] / "tablet_client" / "node_modules" / "openmoji" / "color" / "svg"


@pytest.fixture(scope="module")
def words() -> tuple[Word, ...]:
    return load_words()


@pytest.fixture(scope="module")
def pictures(words: tuple[Word, ...]) -> Mapping[str, Picture]:
    return load_pictures(words)


def test_at_least_four_hundred_nouns_have_one(pictures: Mapping[str, Picture]) -> None:
    assert sum(picture.word.nature == "nom" for picture in pictures.values()) >= 400


def test_each_is_drawn_by_openmoji(pictures: Mapping[str, Picture]) -> None:
    if not DRAWINGS.is_dir():
        pytest.skip("the client's packages are not installed here")
    missing = [text for text, each in pictures.items() if not (DRAWINGS / f"{each.hexcode}.svg").is_file()]
    assert not missing


def test_none_has_a_blocked_name(pictures: Mapping[str, Picture]) -> None:
    blocked = BlockedWords.load()
    names = {name for text, picture in pictures.items() for name in (text, *picture.alternatives)}
    assert not [name for name in names if blocked.forbids(name)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("chien", "loup"), ("voilier", "bateau"), ("fleur", "rose"), ("arbre", "sapin"), ("montre", "réveil")],
)
def test_look_alikes_never_stand_together(pictures: Mapping[str, Picture], one: str, other: str) -> None:
    assert not pictures[one].may_stand_with(pictures[other])
    assert not pictures[other].may_stand_with(pictures[one])


def test_a_colour_never_stands_beside_a_thing_of_that_colour(pictures: Mapping[str, Picture]) -> None:
    assert not pictures["rouge"].may_stand_with(pictures["tomate"])
    assert not pictures["chien"].may_stand_with(pictures["chien"])


def test_another_right_name_that_has_its_own_picture_is_a_look_alike(pictures: Mapping[str, Picture]) -> None:
    for picture in pictures.values():
        for name in picture.alternatives & pictures.keys():
            assert not picture.may_stand_with(pictures[name]), (picture.word.text, name)


def test_every_picture_has_plenty_to_stand_with(pictures: Mapping[str, Picture]) -> None:
    for picture in pictures.values():
        fewest = 4 if picture.word.nature == "adjectif" else 100
        assert sum(picture.may_stand_with(other) for other in pictures.values()) >= fewest, picture.word.text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("zglorb;un;1F436;;", "no word of words.csv"),
        ("loup;une;1F436;;", "the article of 'loup' is 'un'"),
        ("loup;un;chien;;", "no hexcode"),
        ("loup;un;1F43A;;zglorb", "'zglorb' has no picture"),
        ("chien;un;1F436;;", "twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, words: tuple[Word, ...], line: str, said: str) -> None:
    path = tmp_path / "pictures.csv"
    header = next(each for each in FILE.read_text(encoding="utf-8").splitlines() if not each.startswith("#"))
    path.write_text(f"{header}\nchien;un;1F415;;\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=said) as caught:
        load_pictures(words, path)
    assert "pictures.csv, line 3" in str(caught.value)
