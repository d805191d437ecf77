"""What is heard in words: rhymes, first sounds, syllables, and pairs that one sound tells apart."""

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Choose
from exercises.reading.minimal_pairs import CONFUSIONS, letters_apart, minimal_pairs
from exercises.reading.phones import classes
from exercises.reading.pictures import load_pictures
from exercises.reading.sounds import heard_syllables, rime
from exercises.reading.words import load_words

WORDS = {word.text: word for word in load_words()}


@pytest.mark.parametrize(
    ("one", "other"), [("poule", "boule"), ("bateau", "gâteau"), ("lait", "allée"), ("fourchette", "galette")]
)
def test_words_that_rhyme(one: str, other: str) -> None:
    assert rime(WORDS[one].phones) == rime(WORDS[other].phones)


@pytest.mark.parametrize(("one", "other"), [("poule", "balle"), ("vélo", "piano"), ("lune", "luge")])
def test_words_that_do_not(one: str, other: str) -> None:
    assert rime(WORDS[one].phones) != rime(WORDS[other].phones)


def test_only_the_right_picture_begins_as_the_model_does(catalogue: Catalogue) -> None:
    sounds = {picture.hexcode: classes(picture.word.phones)[0] for picture in load_pictures(WORDS.values()).values()}
    for exercise in catalogue.exercises.values():
        if exercise.activity is Activity.FIRST_SOUND:
            content = exercise.content
            assert isinstance(content, Choose)
            first = [sounds[option.picture] for option in content.options if option.picture]
            assert first.count(first[content.answers[0]]) == 1, exercise.id


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("chat", 1),
        ("lune", 1),
        ("papillon", 3),
        ("éléphant", 3),
        ("travaillent", 2),
        ("nuage", None),
        ("médecin", None),
    ],
)
def test_syllables_are_counted_only_where_everyone_counts_the_same(text: str, heard: int | None) -> None:
    assert heard_syllables(WORDS[text]) == heard


def test_each_confusion_has_at_least_ten_pairs_one_sound_apart() -> None:
    for name, pairs in minimal_pairs(WORDS.values()).items():
        assert len(pairs) >= 10, name
        first, second = CONFUSIONS[name]
        for one, other in pairs:
            left, right = classes(one.phones), classes(other.phones)
            assert len(left) == len(right)
            assert [(a, b) for a, b in zip(left, right, strict=True) if a != b] == [(first, second)], (name, one, other)


def test_pairs_near_in_writing_come_before_those_far_apart() -> None:
    pairs = [(one.text, other.text) for one, other in minimal_pairs(WORDS.values())["p_b"]]
    assert pairs.index(("poule", "boule")) < pairs.index(("puits", "buis"))


def test_letters_apart_are_those_between_what_is_alike() -> None:
    assert letters_apart("poule", "boule") == (1, 1)
    assert letters_apart("feu", "four") == (2, 3)
    assert letters_apart("lune", "lune") == (0, 0)
