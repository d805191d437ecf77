"""What is made of the decoder's words before they are compared."""

import pytest

from speech.decoder import plain, without_begun_repeat, without_repeats
from speech.errors import BadAudioError
from speech.whisper import checked_words, split_words


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("cravate cravate cravate", "cravate"),
        ("Une crête, une crête, une", "une crête"),
        ("Y. Y.", "y"),
        ("le chat dort dort dort dort", "le chat dort"),
        ("le très très grand chat", "le très très grand chat"),
        ("un lapin", "un lapin"),
        ("...", ""),
        ("", ""),
    ],
)
def test_guesses_are_cut_where_they_repeat_themselves(said: str, kept: str) -> None:
    assert " ".join(without_repeats(said.split(), short=True)) == kept


def test_a_refrain_in_a_long_reading_is_kept_and_a_loop_at_its_end_is_not() -> None:
    refrain = ["il", "court", "il", "court", "le", "furet", "du", "bois", "joli"]
    assert without_repeats(refrain * 3, short=False) == refrain * 3
    assert without_repeats([*refrain, *["joli"] * 6], short=False) == refrain


def test_punctuation_is_not_read() -> None:
    assert plain("«\u00a0Viens\u00a0!") == "Viens"
    assert plain("l’école.") == "l'école"


def test_words_part_at_plain_spaces_and_a_lone_sign_is_no_word() -> None:
    assert split_words("—\u00a0Viens, dit-il\u00a0!\nL’école est là : viens !") == [
        *("—\u00a0Viens,", "dit-il\u00a0!", "L’école", "est", "là", "viens"),
    ]


@pytest.mark.parametrize("text", ["", " \n ", "!", "« »", "un " * 1001, "a" * 61])
def test_a_text_that_cannot_be_verified_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadAudioError, match=r"^[^\n]+$"):
        checked_words(text)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("on peut s'arrêter là On peut", "on peut s'arrêter là"),
        ("je sais pas je sais pas", "je sais pas"),
        ("le chat et le chien", "le chat et le chien"),
        ("oui oui", "oui oui"),
        ("", ""),
    ],
)
def test_talk_that_the_decoder_begins_to_say_again_is_cut(said: str, kept: str) -> None:
    assert " ".join(without_begun_repeat(said.split())).lower() == kept
