"""The natural voice, with its real model: needs `tutor models install kokoro-fr`."""

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from speech.errors import VoiceError
from speech.kokoro import KokoroVoice
from tests.needs import need_model
from tutor.settings import Settings

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def voice() -> Iterator[KokoroVoice]:
    need_model("kokoro-fr")
    made = KokoroVoice(Settings().models_dir)
    yield made
    made.close()


def test_a_word_is_said_at_a_steady_level_without_long_silence(voice: KokoroVoice) -> None:
    sound = voice.speak("maison")
    assert sound.rate == 24_000
    assert 0.5 < sound.seconds < 1.6
    assert 0.1 < np.abs(sound.samples).max() <= 0.9


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("huit", "ɥˈit."),
        ("nuit !", "nɥˈi!"),
        ("12 − 5", "dˈuz mwˈɛ̃ sˈɛ̃k."),
        ("six plus quatre", "sˈis plˈys kˈatʁ."),
        ("rythme", "ʁˈitm."),
        ("do", "dˈo."),
        ("Ils roulent sur la menthe.", "il ʁˈul syʁ la mˈɑ̃t."),
        ("une cheville", "yn ʃəvˈij."),
        ("L’école ?", "lekˈɔl?"),
    ],
)
def test_what_is_hard_in_french_is_given_the_right_sounds(voice: KokoroVoice, text: str, phones: str) -> None:
    assert voice.phones(text) == phones


def test_closing_breaks_off_a_text_and_the_next_one_loads_again(voice: KokoroVoice) -> None:
    failure: list[VoiceError] = []

    def speak() -> None:
        try:
            voice.speak("Une phrase assez longue pour ne pas être finie tout de suite, loin de là, vraiment pas.")
        except VoiceError as error:
            failure.append(error)

    voice.warm_up()
    thread = threading.Thread(target=speak)
    thread.start()
    while not voice._lock.locked():
        time.sleep(0.001)
    time.sleep(0.1)
    voice.close()
    thread.join()
    assert failure
    assert voice.speak("chat").seconds > 0.2


def test_what_cannot_be_said_is_refused(voice: KokoroVoice) -> None:
    with pytest.raises(VoiceError):
        voice.speak("...")
