"""Evidence on made-up emissions: a clear voice that says known phones, 4 frames each with a blank between."""

import numpy as np
import pytest

from speech.phones.evidence import examine, fitting_distance, neighbours
from speech.phones.inventory import CLASS_INDEX, CLASSES, from_lexique
from speech.phones.lexicon import Lexicon
from speech.phones.listener import Heard, PhoneListener
from speech.phones.pronounce import Pronouncer


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(Lexicon.load())


def voice(code: str, sure: float = 0.9) -> np.ndarray:
    """Log-probabilities of a voice that says these phones (Lexique's code), after half a second of silence."""
    rows = [0] * 25
    for phone in from_lexique(code):
        rows += [CLASS_INDEX[phone]] * 4 + [0]
    rows += [0] * 10
    scores = np.full((len(rows), len(CLASSES) + 1), (1 - sure) / len(CLASSES))
    scores[np.arange(len(rows)), rows] = sure
    return np.log(scores).astype(np.float32)


def test_a_word_that_is_said_beats_all_its_neighbours(pronouncer):
    (bateau,) = examine(pronouncer.text("bateau"), voice("bato"))
    assert bateau.rival > 2
    assert bateau.fit == pytest.approx(0.0, abs=1e-3)
    assert bateau.distance == 0
    assert bateau.start == pytest.approx(0.5)


def test_a_word_one_phone_away_loses_to_what_was_said(pronouncer):
    (gateau,) = examine(pronouncer.text("gâteau"), voice("bato"))
    assert gateau.rival < -3
    assert gateau.nearest_rival == ("b", "a", "t", "o")
    assert gateau.heard == ("b", "a", "t", "o")


def test_only_the_misread_word_of_a_sentence_is_doubted(pronouncer):
    un, petit, chat, noir = examine(pronouncer.text("un petit chat noir"), voice("1p°tiRanwaR"))
    assert chat.rival < -3
    assert min(un.rival, petit.rival, noir.rival) > 1


def test_open_or_closed_vowels_are_no_mistake(pronouncer):
    (lait,) = examine(pronouncer.text("lait"), voice("le"))
    assert lait.rival > 2


def test_a_word_left_out_is_better_explained_by_its_absence(pronouncer):
    words = examine(pronouncer.text("un gros chat"), voice("1Sa"))
    assert words[1].omitted < -3
    assert words[0].omitted > 3


def test_a_liaison_made_or_not_fits(pronouncer):
    for code in ("lez@f@", "le@f@"):
        assert min(word.rival for word in examine(pronouncer.text("les enfants"), voice(code))) > 1


def test_neighbours_are_never_accepted_pronunciations(pronouncer):
    accepted = {("t", "a", "b", "l"), ("t", "a", "b", "l", "ø")}
    assert not accepted & set(neighbours(("t", "a", "b", "l"), accepted))


def test_distance_ignores_what_stands_around():
    assert fitting_distance(("l", "a", "b", "a", "t", "o", "n"), ("b", "a", "t", "o")) == 0
    assert fitting_distance((), ("b", "a")) == 2


def test_a_word_without_french_sounds_has_no_evidence_and_harms_no_other(pronouncer):
    listener = PhoneListener(None, pronouncer)
    heard = Heard(voice("1Sa"), 0.0)
    un, strange, chat = listener.words(heard, ["un", "猫", "chat"])
    assert strange is None
    assert min(un.rival, chat.rival) > 1
