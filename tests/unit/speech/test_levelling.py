"""Sounds made alike."""

import numpy as np
import pytest

from speech.errors import VoiceError
from speech.levelling import HEAD_SECONDS, LOUDNESS_DB, PEAK, joined, levelled
from speech.voice import Sound

RATE = 24_000


def tone(seconds: float, level: float) -> np.ndarray:
    times = np.arange(int(RATE * seconds)) / RATE
    return (level * np.sin(2 * np.pi * 220 * times)).astype(np.float32)


def between_silences(level: float) -> Sound:
    silence = np.zeros(RATE, np.float32)
    return Sound(np.concatenate([silence, tone(0.5, level), silence]), RATE)


@pytest.mark.parametrize("level", [0.03, 0.2, 0.9])
def test_loud_and_soft_voices_come_out_alike(level: float) -> None:
    sound = levelled(between_silences(level))
    voiced = sound.samples[int(RATE * 0.2) : int(RATE * 0.5)]
    assert 20 * np.log10(np.sqrt(np.mean(voiced**2))) == pytest.approx(LOUDNESS_DB, abs=0.5)
    assert np.abs(sound.samples).max() <= PEAK


def test_long_silences_go_but_a_little_stays_at_the_start() -> None:
    sound = levelled(between_silences(0.3))
    assert 0.5 < sound.seconds < 1.0
    assert np.all(sound.samples[: int(RATE * HEAD_SECONDS)] == 0)


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(3), np.zeros(RATE), np.full(RATE, np.nan)])
def test_no_sound_is_an_error(samples: np.ndarray) -> None:
    with pytest.raises(VoiceError, match="no sound"):
        levelled(Sound(samples.astype(np.float32), RATE))


def test_sentences_are_joined_with_a_breath() -> None:
    one = Sound(tone(0.5, 0.2), RATE)
    assert joined([one]).seconds == one.seconds
    assert joined([one, one]).seconds == pytest.approx(1.2)
