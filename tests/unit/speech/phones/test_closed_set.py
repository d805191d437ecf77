"""Closed sets of answers on a voice made of probabilities."""

import pytest

from speech import closed_answers
from speech.phones.closed_set import ClosedSet
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer
from tests.unit.speech.phones.made_up_voice import speaking


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(Lexicon.load())


@pytest.mark.parametrize("name", ["YES_NO", "COMPARISONS", "REQUESTS", "WISHES", "SHAPES", "UNITS"])
def test_every_way_of_saying_an_answer_is_heard(pronouncer: Pronouncer, name: str) -> None:
    choices = getattr(closed_answers, name)
    answers = ClosedSet(pronouncer, choices)
    for key, ways in choices.items():
        for way in ways:
            if not way.startswith("/"):
                choice = answers.choose(speaking(pronouncer, way))
                assert (choice.key, choice.probability > 0.9, choice.fit > -0.2) == (key, True, True), way


@pytest.mark.parametrize(("said", "key"), [("euh ... oui", "oui"), ("ben non", "non"), ("oui je crois", "oui")])
def test_what_is_said_around_an_answer_does_not_change_it(pronouncer: Pronouncer, said: str, key: str) -> None:
    assert ClosedSet(pronouncer, closed_answers.YES_NO).choose(speaking(pronouncer, said)).key == key


@pytest.mark.parametrize("said", ["carotte", "le petit chat", "treize"])
def test_something_else_fits_badly(pronouncer: Pronouncer, said: str) -> None:
    for choices in (closed_answers.YES_NO, closed_answers.REQUESTS, closed_answers.words(["lapin", "vélo"])):
        assert ClosedSet(pronouncer, choices).choose(speaking(pronouncer, said)).fit < -0.7


def test_letters_have_names_and_sounds() -> None:
    assert closed_answers.letter_names("bw") == {"b": ("/b e/",), "w": ("/d u b l ə v e/",)}
    assert len(closed_answers.letter_names()) == 26
    assert closed_answers.letter_sounds("bai") == {"b": ("/b/", "/b ə/"), "a": ("/a/",), "i": ("/i/",)}


@pytest.mark.parametrize(("ask", "marks"), [("letter_names", "3"), ("letter_sounds", "h")])
def test_a_letter_that_cannot_be_said_is_refused(ask: str, marks: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        getattr(closed_answers, ask)(marks)


@pytest.mark.parametrize("choices", [{}, {"rien": ["?!"]}, {"x": ["/Q/"]}])
def test_a_set_that_cannot_be_said_is_refused(pronouncer: Pronouncer, choices: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match=r"answer|said|phones"):
        ClosedSet(pronouncer, choices)


def test_a_letter_is_heard_by_its_name_among_all(pronouncer: Pronouncer) -> None:
    answers = ClosedSet(pronouncer, closed_answers.letter_names())
    for mark, name in (("b", "bé"), ("k", "ka"), ("z", "zède"), ("h", "hache"), ("y", "i grec")):
        assert answers.choose(speaking(pronouncer, name)).key == mark
