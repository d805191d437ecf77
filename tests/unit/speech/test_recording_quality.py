"""Which recordings can be judged: real ones can; faint, clipped and noisy ones are told by their fault."""

from pathlib import Path

import numpy as np
import pytest

from speech.audio import SAMPLE_RATE, read_clip
from speech.endpointing import voice_probabilities
from speech.recording_quality import ADVICE, Quality, SoundFault, measure, no_voice_fault
from speech.strictness import StrictnessLevel, costs_of
from speech.verdicts import Reading, Verdict, WordVerdict

CLIPS = sorted((Path(__file__).parents[2] / "data" / "speech").glob("*.ogg"))
CLEAR = -0.15
BEFORE, AFTER = SAMPLE_RATE // 2, SAMPLE_RATE


def recorded(path: Path) -> np.ndarray:
    """As a tablet records it: in a quiet room, with something before and after."""
    samples = np.pad(read_clip(path).samples, (BEFORE, AFTER))
    return (samples + np.random.default_rng(0).normal(0, 3e-4, len(samples))).astype(np.float32)


def quality(samples: np.ndarray, clear: float = CLEAR) -> Quality:
    spoken = (BEFORE / SAMPLE_RATE, (len(samples) - AFTER) / SAMPLE_RATE)
    return measure(samples, voice_probabilities(samples), clear, spoken)


def babble(length: int) -> np.ndarray:
    """All the recordings at once, over and over."""
    mixed = sum(np.resize(np.roll(read_clip(path).samples, 3_000 * at), length) for at, path in enumerate(CLIPS))
    return np.asarray(mixed, dtype=np.float32)


def in_babble(path: Path, decibels: float) -> np.ndarray:
    samples, noise = recorded(path), babble(len(recorded(path)))
    power = np.mean(read_clip(path).samples ** 2) / np.mean(noise**2)
    mixed = samples + noise * np.sqrt(power / 10 ** (decibels / 10))
    return np.asarray(mixed / max(1.0, np.abs(mixed).max()), dtype=np.float32)


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_a_real_recording_has_no_fault_even_cut_close_or_rather_quiet(path: Path) -> None:
    assert quality(recorded(path)).fault() is None
    assert quality(recorded(path) / 10).fault() is None
    close = read_clip(path).samples
    assert measure(close, voice_probabilities(close), CLEAR, (0.05, len(close) / SAMPLE_RATE)).fault() is None


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_a_voice_too_faint_or_too_loud_is_told(path: Path) -> None:
    assert quality(recorded(path) / 1_000).fault() is SoundFault.TOO_QUIET
    assert quality(np.clip(recorded(path) * 15 / np.abs(recorded(path)).max(), -1, 1)).fault() is SoundFault.CLIPPED


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_babble_is_noticed_when_it_is_near(path: Path) -> None:
    above = [quality(in_babble(path, decibels)).above for decibels in (30, 20, 10, 5, 0)]
    assert None not in above
    assert above == sorted(above, key=lambda value: -(value or 0))
    assert not quality(in_babble(path, 30)).noisy
    assert quality(in_babble(path, 5)).fault() is SoundFault.OTHER_VOICES


def test_silence_a_faint_hum_and_music_are_told_apart() -> None:
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = np.sin(2 * np.pi * 440 * times).astype(np.float32)
    assert no_voice_fault(np.zeros(SAMPLE_RATE, np.float32)) is SoundFault.SILENT
    assert no_voice_fault(tone * 0.003) is SoundFault.TOO_QUIET
    assert no_voice_fault(tone * 0.3) is SoundFault.NO_VOICE


def test_the_language_counts_only_when_enough_of_a_clean_voice_is_heard() -> None:
    clean = Quality(loudness=-15, clipped=0, above=50, clear=CLEAR, voiced=2.5)
    assert clean.fault(french=0.001) is SoundFault.NOT_FRENCH
    assert clean.fault(french=0.5) is None
    assert Quality(-15, 0, 50, CLEAR, 0.8).fault(french=0.001) is None
    assert Quality(-15, 0, 10, CLEAR, 2.5).fault(french=0.001) is SoundFault.OTHER_VOICES


def test_every_fault_has_its_advice() -> None:
    assert set(ADVICE) == set(SoundFault)


def reading(fault: SoundFault | None, *verdicts: Verdict) -> Reading:
    words = tuple(WordVerdict("mot", verdict, 0.01, 0.0, 0.5, "moto") for verdict in verdicts)
    return Reading(Verdict.INCORRECT, words, "test", 0.0, fault).without_accusing()


def test_a_poor_sound_never_accuses_when_nothing_right_was_found_in_it() -> None:
    poor = reading(SoundFault.CLIPPED, Verdict.INCORRECT, Verdict.UNSURE)
    assert poor.verdict is Verdict.UNSURE
    assert {word.verdict for word in poor.words} == {Verdict.UNSURE}
    assert reading(SoundFault.CLIPPED, Verdict.INCORRECT, Verdict.CORRECT).verdict is Verdict.INCORRECT
    assert reading(None, Verdict.INCORRECT).verdict is Verdict.INCORRECT


@pytest.mark.parametrize("level", StrictnessLevel)
def test_in_noise_both_sure_verdicts_ask_for_more(level: StrictnessLevel) -> None:
    quiet, noisy = costs_of(level), costs_of(level, noisy=True)
    surely_wrong, surely_right = 1 / quiet.false_alarm - 0.001, 1 - 1 / quiet.miss + 0.001
    assert quiet.verdict(surely_wrong) is Verdict.INCORRECT
    assert quiet.verdict(surely_right) is Verdict.CORRECT
    assert noisy.verdict(surely_wrong) is noisy.verdict(surely_right) is Verdict.UNSURE
