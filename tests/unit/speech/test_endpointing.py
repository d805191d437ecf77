"""Start and end of speech, with made-up probabilities and with the real detector on a real clip."""

from pathlib import Path

import numpy as np
import pytest

from speech.audio import SAMPLE_RATE, read_clip
from speech.endpointing import (
    KEPT_AFTER,
    PATIENCE_FOR_SENTENCE,
    PATIENCE_FOR_WORD,
    WINDOW,
    WINDOW_SECONDS,
    Endpoint,
    Endpointer,
    Patience,
    VoiceDetector,
)

CLIPS = Path(__file__).parents[2] / "data" / "speech"


def voice_where_loud(window: np.ndarray) -> float:
    return float(np.abs(window).max())


def sound(*stretches: tuple[float, float]) -> np.ndarray:
    """Stretches of (seconds, level)."""
    return np.concatenate([np.full(round(s * SAMPLE_RATE), level, np.float32) for s, level in stretches])


def events(samples: np.ndarray, patience: Patience = PATIENCE_FOR_WORD, chunk: int = 1_600) -> list[tuple[str, float]]:
    endpointer = Endpointer(patience, voice_where_loud)
    found = []
    for at in range(0, len(samples), chunk):
        for event in endpointer.feed(samples[at : at + chunk]):
            found.append((event.value, (at + chunk) / SAMPLE_RATE))
    return found


def test_a_word_starts_and_ends_with_enough_silence() -> None:
    found = events(sound((1, 0), (0.6, 0.9), (2, 0)))
    assert [name for name, _ in found] == ["speech_started", "speech_ended"]
    assert found[1][1] == pytest.approx(1.6 + PATIENCE_FOR_WORD.trailing, abs=0.15)


@pytest.mark.parametrize("chunk", [1, 7, 511, 512, 513, 16_000, 100_000])
def test_the_size_of_chunks_changes_nothing(chunk: int) -> None:
    found = events(sound((0.3, 0), (0.4, 0.9), (1.2, 0)), chunk=chunk)
    assert [name for name, _ in found] == ["speech_started", "speech_ended"]


def test_a_pause_within_a_sentence_does_not_end_it() -> None:
    pause = sound((0.5, 0), (0.5, 0.9), (1.2, 0), (0.5, 0.9), (2, 0))
    assert [name for name, _ in events(pause, PATIENCE_FOR_SENTENCE)] == ["speech_started", "speech_ended"]
    assert events(pause, PATIENCE_FOR_SENTENCE)[1][1] > 2.7


@pytest.mark.parametrize("chunk", [100, 512, 1_600, 5_000])
def test_once_it_settled_the_clip_of_a_word_stays_as_it_is(chunk: int) -> None:
    endpointer = Endpointer(PATIENCE_FOR_WORD, voice_where_loud)
    samples = sound((0.4, 0), (0.6, 0.9), (2, 0))
    settled = []
    for at in range(0, len(samples), chunk):
        list(endpointer.feed(samples[at : at + chunk]))
        if endpointer.settled:
            settled.append(endpointer.clip().samples)
    assert endpointer.over
    assert len(settled) > 1
    assert all(np.array_equal(early, settled[-1]) for early in settled)


def test_a_voice_that_comes_back_unsettles() -> None:
    endpointer = Endpointer(PATIENCE_FOR_SENTENCE, voice_where_loud)
    list(endpointer.feed(sound((0.4, 0), (0.6, 0.9), (0.6, 0))))
    assert endpointer.settled
    list(endpointer.feed(sound((0.2, 0.9))))
    assert not endpointer.settled
    assert not endpointer.over


def test_a_knock_is_not_a_voice() -> None:
    assert events(sound((1, 0), (WINDOW_SECONDS / 2, 0.9), (2, 0))) == []


def test_silence_gives_up_after_a_while() -> None:
    assert [name for name, _ in events(sound((10, 0)))] == ["no_speech"]


def test_speech_without_end_is_too_long() -> None:
    found = events(sound((30, 0.9)))
    assert [name for name, _ in found] == ["speech_started", "too_long"]


def test_once_over_it_takes_and_keeps_nothing_more() -> None:
    endpointer = Endpointer(PATIENCE_FOR_WORD, voice_where_loud)
    list(endpointer.feed(sound((0.5, 0.9), (1, 0))))
    kept = endpointer.clip().seconds
    assert endpointer.over
    assert list(endpointer.feed(sound((60, 0.9)))) == []
    assert endpointer.clip().seconds == pytest.approx(kept, abs=WINDOW_SECONDS)


def test_a_little_sound_from_before_the_voice_is_kept_and_no_more() -> None:
    endpointer = Endpointer(PATIENCE_FOR_WORD, voice_where_loud)
    list(endpointer.feed(sound((5, 0.1), (0.5, 0.9))))
    assert endpointer.clip().seconds == pytest.approx(0.5 + PATIENCE_FOR_WORD.kept_before, abs=0.15)


def test_of_the_silence_that_ended_speech_only_a_little_is_kept() -> None:
    endpointer = Endpointer(PATIENCE_FOR_SENTENCE, voice_where_loud)
    list(endpointer.feed(sound((0.5, 0.9), (1.2, 0), (0.5, 0.9), (2, 0))))
    assert endpointer.over
    assert endpointer.clip().seconds == pytest.approx(0.5 + 1.2 + 0.5 + KEPT_AFTER, abs=0.1)


def test_a_fading_voice_is_neither_voice_nor_silence() -> None:
    found = events(sound((0.2, 0), (0.4, 0.9), (1.5, 0.42), (0.2, 0.9), (1, 0)))
    assert [name for name, _ in found] == ["speech_started", "speech_ended"]
    assert found[1][1] > 2.3


@pytest.mark.parametrize("name", ["un_lapin", "carotte", "une_grenouille", "douze", "ecoute_la_note"])
def test_the_real_detector_finds_a_real_voice_whole(name: str) -> None:
    clip = read_clip(CLIPS / f"{name}.ogg")
    rng = np.random.default_rng(0)
    quiet = rng.normal(0, 0.001, SAMPLE_RATE * 3).astype(np.float32)
    endpointer = Endpointer(PATIENCE_FOR_SENTENCE, VoiceDetector())
    found = [event for part in (quiet, clip.samples, quiet) for event in endpointer.feed(part)]
    assert found == [Endpoint.SPEECH_STARTED, Endpoint.SPEECH_ENDED]
    levels = np.sqrt((clip.samples[: len(clip.samples) // WINDOW * WINDOW].reshape(-1, WINDOW) ** 2).mean(axis=1))
    loud = (levels > 0.1 * levels.max()).nonzero()[0]
    assert endpointer.clip().seconds > (loud[-1] - loud[0]) * WINDOW_SECONDS


def test_two_streams_share_no_state() -> None:
    clip = read_clip(CLIPS / "un_lapin.ogg").samples
    windows = clip[: len(clip) // WINDOW * WINDOW].reshape(-1, WINDOW)
    alone = VoiceDetector()
    expected = [alone(window) for window in windows]
    one, other = VoiceDetector(), VoiceDetector()
    found = []
    for window in windows:
        found.append(one(window))
        other(-window[::-1].copy())
    assert found == pytest.approx(expected)
