"""Rivet's own voice: higher, clearer, and no longer."""

from pathlib import Path

import numpy as np
import pytest

from speech.brightness import RISE, SHELF_DB, brightened
from speech.kokoro import KokoroVoice
from speech.voice import Sound

RATE = 24_000


def tone(hertz: float, seconds: float = 1.0) -> Sound:
    times = np.arange(int(RATE * seconds)) / RATE
    return Sound((0.2 * np.sin(2 * np.pi * hertz * times)).astype(np.float32), RATE)


def loudest(sound: Sound) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(sound.samples * np.hanning(len(sound.samples))))
    return float(spectrum.argmax() * sound.rate / len(sound.samples))


def level(sound: Sound) -> float:
    """Of the middle, in dB."""
    middle = sound.samples[len(sound.samples) // 4 : -len(sound.samples) // 4]
    return float(20 * np.log10(np.sqrt(np.mean(middle.astype(np.float64) ** 2))))


@pytest.mark.parametrize("hertz", [180.0, 900.0, 5_000.0])
def test_every_pitch_rises_alike_and_the_sound_shortens_as_much(hertz: float) -> None:
    sound = brightened(tone(hertz))
    assert sound.rate == RATE
    assert loudest(sound) == pytest.approx(hertz * RISE, rel=0.01)
    assert sound.seconds == pytest.approx(1 / RISE, abs=0.001)


def test_consonants_gain_air_and_vowels_keep_their_level() -> None:
    low, high = tone(200), tone(6_500)
    assert level(brightened(low)) == pytest.approx(level(low), abs=0.3)
    assert level(brightened(high)) - level(high) == pytest.approx(SHELF_DB, abs=0.5)


def test_the_cache_never_takes_one_voice_for_the_other() -> None:
    models = Path()
    assert KokoroVoice(models).name != KokoroVoice(models, bright=False).name
    assert KokoroVoice(models, bright=False).name.endswith("/1"), "what schools have already"
