"""What is written, as it is to be said."""

import pytest

from speech.errors import VoiceError
from speech.spoken_form import LONGEST, sentences, sound_key, spoken_form


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3 + 4", "3 plusse 4"),
        ("3+4=7", "3 plusse 4 égale 7"),
        ("12 − 5", "12 moins 5"),
        ("12-5", "12 moins 5"),
        ("3 × 4", "3 fois 4"),
        ("Combien font trois plus quatre ?", "Combien font trois plusse quatre?"),
        ("vingt-six plus deux", "vingt-sisse plusse deux"),
        ("Dix moins huit", "disse moins huit"),
        ("Il en veut plus que Léa.", "Il en veut plus que Léa"),
        ("quatre-vingt-deux billes", "quatre-vingt-deux billes"),
        ("Est-ce 3 < 4 ?", "Est-ce 3 est plus petit que 4?"),
    ],
)
def test_signs_of_sums_are_words_as_they_sound(written: str, said: str) -> None:
    assert spoken_form(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("«\u202fElle a faim\u202f», dit Lou.", "Elle a faim, dit Lou"),
        ("L’école\u00a0!", "L'école!"),
        ("e\u0301cole", "école"),
        ("un\tchat\n\n\x00noir", "un chat noir"),
        ("Mme Roux et M. Petit", "madame Roux et monsieur Petit"),
        ("à ton rythme", "à ton ritme"),
        ("é", "et"),
    ],
)
def test_typography_and_hard_words_are_made_easy_for_the_voice(written: str, said: str) -> None:
    assert spoken_form(written) == said


@pytest.mark.parametrize("empty", ["", "   ", "...", "« »", "\x00\x07", "😀", "?!"])
def test_a_text_without_a_word_is_refused(empty: str) -> None:
    with pytest.raises(VoiceError, match="no word"):
        spoken_form(empty)


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(VoiceError, match=r"2,001 characters is too long"):
        spoken_form("a" * (LONGEST + 1))


def test_texts_that_sound_the_same_are_kept_once() -> None:
    assert len({sound_key(text) for text in ("chat", "Chat", "chat,", "chat.", " chat ")}) == 1
    assert sound_key("chat !") != sound_key("chat ?") != sound_key("chat")
    assert sound_key("...") == "..."


def test_a_text_is_cut_into_sentences() -> None:
    assert sentences("Chut! Il dort. « Oui? » ...") == ["Chut!", "Il dort.", "« Oui?"]
