"""Sound cut into windows while it comes, with a voice made up: loud is speech."""

import numpy as np

from speech.audio import SAMPLE_RATE
from speech.phones.encoder import FRAME_SAMPLES
from speech.texts.pointing import Steady
from speech.texts.windows import LONGEST_SECONDS, Samples, Windows


def voice(window: Samples) -> float:
    return float(np.abs(window).max() > 0.5)


def sound(*seconds: float) -> Samples:
    """Speech, silence, speech... of so many seconds."""
    parts = [np.full(round(length * SAMPLE_RATE), float(at % 2 == 0)) for at, length in enumerate(seconds)]
    return np.concatenate(parts).astype(np.float32)


def cuts(samples: Samples, chunk: int = 3_200) -> Windows:
    windows = Windows(voice)
    for at in range(0, len(samples), chunk):
        windows.feed(samples[at : at + chunk])
    return windows


def test_nothing_is_lost_and_windows_are_whole_frames() -> None:
    samples = sound(4, 0.5, 5, 0.5, 3, 1.2, 30, 0.5, 2)
    windows = cuts(samples)
    windows.finish()
    assert np.array_equal(np.concatenate([cut.samples for cut in windows.cuts]), samples)
    assert all(len(cut.samples) % FRAME_SAMPLES == 0 for cut in list(windows.cuts)[:-1])
    assert all(cut.first % FRAME_SAMPLES == 0 for cut in windows.cuts)
    assert max(len(cut.samples) for cut in windows.cuts) <= LONGEST_SECONDS * SAMPLE_RATE


def test_a_short_pause_ends_a_long_window_and_only_a_long_one_ends_a_short_window() -> None:
    assert len(cuts(sound(8, 0.5, 1)).cuts) == 1
    assert len(cuts(sound(4, 0.5, 1)).cuts) == 0
    assert len(cuts(sound(4, 1.0)).cuts) == 1


def test_cuts_fall_in_silence() -> None:
    for cut in cuts(sound(8, 0.6, 8, 0.6, 8, 0.6, 1)).cuts:
        assert not cut.samples[-1600:].any()


def test_a_silence_is_a_window_without_a_voice() -> None:
    assert [cut.spoken for cut in cuts(sound(0.0, 6.0)).cuts][:1] == [False]


def test_the_place_goes_on_at_once_and_back_only_when_it_is_seen_twice() -> None:
    steady = Steady()
    assert [steady.take(place) for place in (None, 0, 2, 1, 3, 20, 4, 20, 21, 3, 4)] == [
        None, 0, 2, 2, 3, 3, 4, 4, 21, 21, 4,
    ]  # fmt: skip
