"""The words: enough of them, written, cut, said and introduced as they should be, and fit for a child to read alone."""

from collections import Counter
from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.exercise import Grade
from exercises.reading.blocked import BlockedWords
from exercises.reading.phones import PHONES
from exercises.reading.words import Word, load_words
from exercises.typography import faults

VOWELS = "aàâeéèêëiîïoôuùûüœ"


@pytest.fixture(scope="module")
def words() -> dict[str, Word]:
    return {word.text: word for word in load_words()}


def test_there_are_at_least_four_thousand_and_enough_for_each_year(words: dict[str, Word]) -> None:
    assert len(words) >= 4_000
    grades = Counter(word.grade for word in words.values())
    assert all(grades[grade] >= 1_000 for grade in Grade)


def test_words_are_well_typed_and_known_phones_say_them(words: dict[str, Word]) -> None:
    for word in words.values():
        assert not list(faults(word.with_article)), word
        assert set(word.phones) <= set(PHONES), word
        assert word.frequency >= 0
        assert "".join(word.syllables) == word.text


def test_articles_agree_and_elide(words: dict[str, Word]) -> None:
    for word in words.values():
        assert bool(word.article) == (word.nature == "nom"), word
        if word.article in ("le", "la"):
            assert word.text[0] not in VOWELS, word
    expected = {
        "lune": "une lune",
        "eau": "l’eau",
        "hibou": "un hibou",
        "herbe": "l’herbe",
        "lait": "le lait",
        "neige": "la neige",
        "vacances": "des vacances",
        "orange": "une orange",
        "océan": "l’océan",
    }
    assert {text: words[text].with_article for text in expected} == expected


def test_no_word_is_blocked(words: dict[str, Word]) -> None:
    blocked = BlockedWords.load()
    assert not [text for text in words if blocked.forbids(text)]


@pytest.mark.parametrize("word", ["vodka", "Pistolet", "putain", "cigarettes", "église", "fusiller"])
def test_words_not_for_children_are_blocked_in_all_their_forms(word: str) -> None:
    assert BlockedWords.load().forbids(word)


@pytest.mark.parametrize("word", ["bourrasque", "chauve-souris", "sel", "culbute", "assiette", "vinaigre", "concombre"])
def test_a_blocked_beginning_spares_its_innocent_neighbours(word: str) -> None:
    assert not BlockedWords.load().forbids(word)


def test_a_bad_line_of_the_blocked_words_is_named(tmp_path: Path) -> None:
    path = tmp_path / "blocked_words.txt"
    path.write_text("# note\nbon ma*l\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"blocked_words\.txt, line 2: 'ma\*l'"):
        BlockedWords.load(path)


def test_the_words_the_first_lessons_use_are_still_there(words: dict[str, Word]) -> None:
    assert {"vélo", "lune", "cheminée", "hibou", "chapeau", "cheveux", "grenouille", "cœur", "pissenlit"} <= set(words)


@pytest.mark.parametrize(
    ("text", "cut", "heard"),
    [
        ("papillon", "pa-pil-lon", 3),
        ("lune", "lu-ne", 1),
        ("huître", "huî-tre", 1),
        ("travaillent", "tra-vail-lent", 2),
    ],
)
def test_syllables_are_cut_as_schools_do_and_counted_as_heard(
    words: dict[str, Word], text: str, cut: str, heard: int
) -> None:
    assert "-".join(words[text].syllables) == cut
    assert words[text].spoken_syllables == heard
