"""The quick voice, with the real pyttsx3 and espeak-ng in their process."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import espeakng_loader
import numpy as np
import pytest

from speech.errors import VoiceError
from speech.espeak import EspeakVoice
from speech.espeak_data import LONGEST_PATH, short

TEXTS = [f"Voici la phrase numéro {number}, pour toi." for number in range(40)]


@pytest.fixture
def voice() -> Iterator[EspeakVoice]:
    made = EspeakVoice()
    yield made
    made.close()


def worker_of(voice: EspeakVoice) -> int:
    assert voice._worker is not None
    return voice._worker.pid


def test_it_says_a_sentence(voice: EspeakVoice) -> None:
    sound = voice.speak("Bonjour ! Tu veux lire avec moi ?")
    assert sound.rate == 22_050
    assert 1.0 < sound.seconds < 5.0


def test_forty_texts_from_eight_threads_all_come_back_whole(voice: EspeakVoice) -> None:
    alone = [voice.speak(text) for text in TEXTS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(voice.speak, TEXTS))
    for one, other in zip(alone, together, strict=True):
        assert other.seconds == pytest.approx(one.seconds, abs=0.05)
        assert np.abs(other.samples).max() > 0.1


def test_a_killed_worker_is_replaced(voice: EspeakVoice) -> None:
    voice.warm_up()
    first = worker_of(voice)
    os.kill(first, signal.SIGKILL)
    assert voice.speak("Encore là.").seconds > 0.3
    assert worker_of(voice) != first


def test_a_hung_worker_is_replaced() -> None:
    voice = EspeakVoice(patience=3)
    try:
        voice.warm_up()
        os.kill(worker_of(voice), signal.SIGSTOP)
        assert voice.speak("Encore là.").seconds > 0.3
    finally:
        voice.close()


@pytest.mark.parametrize("bad", ["", "   ", "…", "\x00\x01", "a" * 5_000])
def test_what_cannot_be_said_is_refused_and_the_next_text_is_said(voice: EspeakVoice, bad: str) -> None:
    with pytest.raises(VoiceError):
        voice.speak(bad)
    assert voice.speak("Chat").seconds > 0.2


@pytest.mark.parametrize(
    "odd", ["un\x00chat\x1b[31m", "[[S]] <speak>chat</speak>", "\ud800 chat", "chat " * 350, "中文 chat 🐈"]
)
def test_odd_texts_are_said(voice: EspeakVoice, odd: str) -> None:
    assert voice.speak(odd).seconds > 0.2


def test_a_deep_folder_is_reached_by_a_short_path(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    data = deep / "espeak-ng-data"
    data.symlink_to(espeakng_loader.get_data_path())
    path = short(data)
    assert len(str(path)) < LONGEST_PATH
    voice = EspeakVoice(path)
    try:
        assert voice.speak("Bonjour.").seconds > 0.2
    finally:
        voice.close()


def test_missing_data_is_one_sentence_and_nobody_dies(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="does not hold espeak-ng's data"):
        short(tmp_path)
    voice = EspeakVoice(tmp_path)  # the library ends its process when its data is missing
    with pytest.raises(VoiceError, match="espeak-ng does not"):
        voice.speak("Bonjour.")
    voice.close()


def test_a_closed_voice_leaves_no_process(voice: EspeakVoice) -> None:
    voice.warm_up()
    pid = worker_of(voice)
    voice.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
