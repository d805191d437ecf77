"""The grammar of numbers on a voice made of probabilities: pauses, corrections, and no answer expected."""

import numpy as np
import pytest

from speech.numbers import spellings
from speech.phones import alignment
from speech.phones.inventory import CLASSES
from speech.phones.lexicon import Lexicon
from speech.phones.number_grammar import NumberGrammar
from speech.phones.pronounce import Pronouncer
from tests.unit.speech.phones.made_up_voice import speaking


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(Lexicon.load())


@pytest.fixture(scope="module")
def grammar(pronouncer: Pronouncer) -> NumberGrammar:
    return NumberGrammar(pronouncer)


@pytest.mark.parametrize("number", [0, 1, 2, 4, 6, 12, 13, 16, 20, 21, 61, 71, 72, 80, 81, 90, 97, 99, 100])
def test_every_spelling_of_a_number_is_heard(pronouncer: Pronouncer, grammar: NumberGrammar, number: int) -> None:
    for words in spellings(number):
        assert grammar.choose(speaking(pronouncer, words), 100).key == number


@pytest.mark.parametrize("number", [101, 180, 200, 201, 777, 1000, 1001, 1100, 1999, 2080, 8003, 9999, 10_000])
def test_numbers_to_ten_thousand_are_heard(pronouncer: Pronouncer, grammar: NumberGrammar, number: int) -> None:
    for words in spellings(number):
        assert grammar.choose(speaking(pronouncer, words), 10_000).key == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("quatre ... vingt ... dix", 90),
        ("quatre ... vingt ... dix ... sept", 97),
        ("soixante ... euh ... douze", 72),
        ("euh ... c'est treize", 13),
        ("je crois que c'est quarante-deux", 42),
        ("ça fait dix", 10),
        ("vingt un", 21),
        ("une", 1),
        ("cinquante-trois je crois", 53),
    ],
)
def test_pauses_and_what_is_said_around_do_not_change_a_number(
    pronouncer: Pronouncer, grammar: NumberGrammar, said: str, number: int
) -> None:
    assert grammar.choose(speaking(pronouncer, said), 100).key == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("douze non treize", 13),
        ("douze ... non ... treize", 13),
        ("douze ... pardon ... treize", 13),
        ("douze ... treize", 13),
        ("trente-deux euh non quarante-deux", 42),
        ("six non c'est seize", 16),
    ],
)
def test_a_number_taken_back_leaves_the_last(
    pronouncer: Pronouncer, grammar: NumberGrammar, said: str, number: int
) -> None:
    assert grammar.choose(speaking(pronouncer, said), 100).key == number


def test_what_can_be_one_number_is_not_taken_for_two(pronouncer: Pronouncer, grammar: NumberGrammar) -> None:
    choice = grammar.choose(speaking(pronouncer, "vingt ... deux"), 100)
    assert choice.key == 22
    assert dict(choice.ranking).get(2, 0.0) < 0.1


def test_a_number_beyond_the_largest_does_not_become_another(pronouncer: Pronouncer, grammar: NumberGrammar) -> None:
    assert grammar.choose(speaking(pronouncer, "vingt-deux"), 2).key == 22
    assert grammar.choose(speaking(pronouncer, "dix-sept"), 10).key == 17


def test_another_word_fits_badly(pronouncer: Pronouncer, grammar: NumberGrammar) -> None:
    said, other = (grammar.choose(speaking(pronouncer, text), 100) for text in ("quarante", "carotte"))
    assert said.fit > -0.1
    assert other.fit < -0.6


def test_the_longest_maximum_costs_no_long_number_its_chance(pronouncer: Pronouncer, grammar: NumberGrammar) -> None:
    assert [grammar.choose(speaking(pronouncer, "treize"), maximum).key for maximum in (20, 100, 1000, 10_000)] == [
        13
    ] * 4


def test_scores_are_those_of_each_number_alone(pronouncer: Pronouncer, grammar: NumberGrammar) -> None:
    # Shared parts are only for speed: a number with nothing around it scores as its own graph does.
    emissions = speaking(pronouncer, "trois cent douze", sure=0.9)
    scores = grammar.scores(emissions, 1000, bonus=0.0)
    for number, words in ((312, "trois cent douze"), (302, "trois cent deux"), (12, "douze"), (300, "trois cent")):
        slots = []
        for word in pronouncer.text(words):
            slots += [*word.slots, *([word.link] if len(word.link) > 1 else [])]
        alone = alignment.score(alignment.build(slots), emissions)
        assert scores[number] >= alone - 1e-6
    assert scores[312] == pytest.approx(alignment_of(pronouncer, "trois cent douze", emissions), abs=0.2)


def alignment_of(pronouncer: Pronouncer, words: str, emissions: np.ndarray) -> float:
    slots = []
    for word in pronouncer.text(words):
        slots += [*word.slots, *([word.link] if len(word.link) > 1 else [])]
    return alignment.score(alignment.build(slots), emissions)


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_the_shortest_sound_has_an_answer(grammar: NumberGrammar, frames: int) -> None:
    quiet = np.full((frames, len(CLASSES) + 1), -3.5, np.float32)
    assert 0 <= int(grammar.choose(quiet, 20).key) <= 200


@pytest.mark.parametrize("maximum", [-1, 10_001])
def test_a_maximum_out_of_range_is_refused(grammar: NumberGrammar, maximum: int) -> None:
    with pytest.raises(ValueError, match="between"):
        grammar.choose(np.zeros((5, len(CLASSES) + 1), np.float32), maximum)
