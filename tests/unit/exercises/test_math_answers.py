"""What a child may type or say for an answer, and what nobody can read."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.exercise import Ask, Form, Prompt
from exercises.maths.answers import accepts, read
from exercises.maths.number_words import LARGEST, from_words, in_words


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(
    "text", ["", "  ", "1" + "0" * 30, "😀", "٣", "12O", "?", "x" * 500, "4+", "()", "1/0", "7 h 75"]
)
def test_what_cannot_be_read_is_neither_right_nor_wrong(form: Form, text: str) -> None:
    assert read(form, text) is None


@given(st.text(max_size=60), st.sampled_from(list(Form)))
def test_nothing_typed_breaks_the_reading(text: str, form: Form) -> None:
    read(form, text)


@pytest.mark.parametrize(
    ("form", "text", "meaning"),
    [
        (Form.NUMBER, " 1 234 ", 1234),
        (Form.NUMBER, "1\u202f234", 1234),
        (Form.NUMBER, "soixante et onze", 71),
        (Form.NUMBER, "septante-et-un", 71),
        (Form.NUMBER, "quatre vingt", 80),
        (Form.TIME, "07 h 30", 450),
        (Form.TIME, "7:30", 450),
        (Form.TIME, "sept heures et demie", 450),
        (Form.TIME, "huit heures moins le quart", 465),
        (Form.TIME, "midi et demi", 750),
        (Form.TIME, "quinze minutes", 15),
        (Form.MONEY, "trois euros cinquante", 350),
        (Form.MONEY, "3,50 €", 350),
        (Form.MONEY, "3 euros et 5 centimes", 305),
        (Form.MONEY, "350 centimes", 350),
        (Form.FRACTION, "2/4", Fraction(1, 2)),
        (Form.FRACTION, "trois quarts", Fraction(3, 4)),
    ],
)
def test_equal_answers_are_read_alike(form: Form, text: str, meaning: int | Fraction) -> None:
    assert read(form, text) == meaning


def asked(form: Form, *answers: str, exact: bool = False, unit: str = "") -> Ask:
    return Ask(prompt=Prompt(text="?"), form=form, answers=answers, exact=exact, unit=unit)


def test_what_is_worth_the_same_is_right_unless_the_very_form_is_asked_for() -> None:
    assert accepts(asked(Form.EXPRESSION, "4+3"), "3 + 4")
    assert accepts(asked(Form.EXPRESSION, "4+3"), "5+2") is False
    assert accepts(asked(Form.EXPRESSION, "2×100+3×10"), "(3 x 10) + (2 x 100)")
    assert accepts(asked(Form.EXPRESSION, "7-3"), "3-7") is False
    assert accepts(asked(Form.FRACTION, "1/2"), "2/4")
    assert accepts(asked(Form.FRACTION, "1/2", exact=True), "2/4") is False
    assert accepts(asked(Form.FRACTION, "1/2", exact=True), "1 / 2")


def test_a_unit_may_be_written_again_but_not_another() -> None:
    assert accepts(asked(Form.NUMBER, "7", unit="cm"), "7 cm")
    assert accepts(asked(Form.NUMBER, "7", unit="cm"), "7 kg") is None


@given(st.integers(0, LARGEST))
def test_a_number_in_words_is_read_back_whatever_the_hyphens(number: int) -> None:
    words = in_words(number)
    assert from_words(words) == from_words(words.replace("-", " ")) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (21, "vingt-et-un"),
        (71, "soixante-et-onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (97, "quatre-vingt-dix-sept"),
        (100, "cent"),
        (200, "deux-cents"),
        (280, "deux-cent-quatre-vingts"),
        (301, "trois-cent-un"),
        (1000, "mille"),
        (2201, "deux-mille-deux-cent-un"),
        (10_000, "dix-mille"),
    ],
)
def test_numbers_are_spelled_as_the_programme_does(number: int, words: str) -> None:
    assert in_words(number) == words
