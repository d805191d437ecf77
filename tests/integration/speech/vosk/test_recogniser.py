"""What Vosk says of an expected text or a number: unsure unless it plainly heard it."""

import numpy as np
import pytest

from speech.audio import SAMPLE_RATE, Clip
from speech.errors import BadAudioError
from speech.recogniser import Recogniser
from speech.verdicts import Verdict
from speech.vosk.model import VoskModel
from speech.vosk.pointer import VoskPointer
from speech.vosk.recogniser import VoskRecogniser
from tests.korean import HELLO, Korean, say

MOTHER, SEA = "어머니", "바다"
FOUR, SEVEN, NINE = "넷", "일곱", "아홉"  # those that a synthetic voice says well enough


@pytest.fixture
def ear(model: VoskModel) -> Recogniser:
    return VoskRecogniser(model, Korean())


def test_a_word_that_is_read_is_heard_with_its_times(ear: Recogniser) -> None:
    reading = ear.verify(Clip(say(HELLO)), f"« {HELLO} ! »")
    (word,) = reading.words
    assert (reading.verdict, word.word, word.heard) == (Verdict.CORRECT, HELLO, None)
    assert word.start is not None
    assert word.end is not None
    assert 0.3 < word.start < word.end < 2.2
    assert reading.engine.startswith("vosk-0.3.45/")


def test_another_word_in_its_place_is_told(ear: Recogniser) -> None:
    reading = ear.verify(Clip(say(HELLO)), MOTHER)
    assert (reading.verdict, reading.words[0].heard) == (Verdict.INCORRECT, HELLO)


def test_each_word_of_a_text_has_its_verdict(ear: Recogniser) -> None:
    reading = ear.verify(Clip(say(HELLO, MOTHER)), f"{HELLO} {MOTHER}")
    assert [word.verdict for word in reading.words] == [Verdict.CORRECT, Verdict.CORRECT]


def test_a_word_it_does_not_know_and_a_silence_are_unsure(ear: Recogniser) -> None:
    assert [word.verdict for word in ear.verify(Clip(say(HELLO)), f"{HELLO} xyzzy").words] == ["correct", "unsure"]
    silence = Clip(np.zeros(SAMPLE_RATE, np.float32))
    assert ear.verify(silence, HELLO).verdict is Verdict.UNSURE
    assert ear.verify(silence, "xyzzy").verdict is Verdict.UNSURE
    assert ear.number(silence, 10).number is None


def test_unusable_sound_or_text_is_refused(ear: Recogniser) -> None:
    with pytest.raises(BadAudioError):
        ear.verify(Clip(np.zeros(100, np.float32)), HELLO)
    with pytest.raises(BadAudioError):
        ear.verify(Clip(say(HELLO)), "…")
    with pytest.raises(BadAudioError):
        ear.number(Clip(np.zeros(0, np.float32)), 10)


@pytest.mark.parametrize(("said", "number"), [(FOUR, 4), (SEVEN, 7), (NINE, 9)])
def test_a_number_is_heard(ear: Recogniser, said: str, number: int) -> None:
    assert ear.number(Clip(say(said)), 10).number == number


def test_a_number_beyond_the_largest_is_not_bent_into_one_that_is_allowed(ear: Recogniser) -> None:
    found = ear.number(Clip(say(NINE)), 5)
    assert (found.number, found.heard) == (None, NINE)


def test_what_is_no_number_or_two_of_them_is_none(ear: Recogniser) -> None:
    assert ear.number(Clip(say(HELLO)), 10).number is None
    assert ear.number(Clip(say(FOUR, NINE)), 10).number is None


def test_the_pointer_follows_a_reader(model: VoskModel) -> None:
    words = [HELLO, "xyzzy", MOTHER, SEA]
    pointer = VoskRecogniser(model, Korean()).pointer(words)
    assert pointer.place() is None
    seen = []
    samples = say(HELLO, MOTHER, SEA)
    for start in range(0, len(samples), SAMPLE_RATE // 4):
        pointer.feed(samples[start : start + SAMPLE_RATE // 4])
        seen.append(pointer.place())
    assert set(seen) <= {None, 0, 2, 3}
    assert [place for at, place in enumerate(seen) if place != ([None, *seen])[at]][-1] == 3
    assert {0, 2} <= set(seen)


def test_a_text_without_a_known_word_is_followed_by_nobody(model: VoskModel) -> None:
    pointer = VoskPointer(model, ["xyzzy"])
    pointer.feed(say(HELLO))
    assert pointer.place() is None
