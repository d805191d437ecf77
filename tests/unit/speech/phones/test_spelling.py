import pytest

from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer
from speech.phones.spelling import graphemes_of


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(Lexicon.load())


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("chapeau", "ch:ʃ a:a p:p eau:o"),
        ("chat", "ch:ʃ a:a t:"),
        ("famille", "f:f a:a m:m ill:ij e:"),
        ("montagne", "m:m on:ɔ̃ t:t a:a gn:ɲ e:"),
        ("maison", "m:m ai:e s:z on:ɔ̃"),
        ("chantent", "ch:ʃ an:ɑ̃ t:t ent:"),
        ("citron", "c:s i:i t:t r:ʁ on:ɔ̃"),
        ("l'école", "l:l é:e c:k o:o l:l e:"),
        ("femme", "f:f e:a mm:m e:"),
        ("examen", "e:e x:gz a:a m:m en:ɛ̃"),
    ],
)
def test_each_sound_finds_its_letters(pronouncer, word, cut):
    found = graphemes_of(word, pronouncer.word(word)[0])
    assert " ".join(f"{one.letters}:{''.join(one.phones)}" for one in found) == cut


def test_letters_that_cannot_make_these_sounds_are_left():
    assert graphemes_of("a", ("b", "a", "t", "o")) is None
