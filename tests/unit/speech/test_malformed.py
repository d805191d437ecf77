"""More than two hundred files that are not as they should be: each is refused in one sentence, or rightly read."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speech.audio import SAMPLE_RATE, from_pcm16, read_clip
from speech.errors import BadAudioError
from tests.unit.speech import malformed

RIGHT, WRONG = dict(malformed.right()), dict(malformed.wrong())
SEEDS = [malformed.wav(), malformed.encoded("FLAC"), malformed.encoded("OGG"), malformed.webm()]


def test_there_are_more_than_two_hundred() -> None:
    assert len(WRONG) + len(RIGHT) > 250


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_sound_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WRONG[name])
    with pytest.raises(BadAudioError, match=r"^[^\n]{10,}$"):
        read_clip(path)


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_unusual_and_right_is_heard(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(RIGHT[name])
    clip = read_clip(path)
    assert clip.samples.dtype == np.float32
    assert np.abs(clip.samples).max() <= 1.0
    if "4 kHz" not in name:
        assert clip.seconds == pytest.approx(1.0, abs=0.1)
        spectrum = np.abs(np.fft.rfft(clip.samples[2_000 : 2_000 + SAMPLE_RATE // 2]))
        assert int(np.argmax(spectrum)) * 2 == pytest.approx(440, abs=4)


def test_what_is_no_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for path in malformed.odd_places(tmp_path / "odd"):
        with pytest.raises(BadAudioError, match=r"^[^\n]{10,}$"):
            read_clip(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.sampled_from(SEEDS),
    cut=st.floats(0.0, 1.0),
    changes=st.lists(st.tuples(st.floats(0.0, 1.0), st.binary(min_size=1, max_size=8)), max_size=12),
    early=st.booleans(),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    tmp_path: Path, seed: bytes, cut: float, changes: list[tuple[float, bytes]], early: bool
) -> None:
    content = bytearray(seed[: round(cut * len(seed))])
    for place, change in changes:
        at = round(place * min(len(content), 200 if early else len(content)))
        content[at : at + len(change)] = change
    path = tmp_path / "damaged"
    path.write_bytes(content)
    try:
        clip = read_clip(path, max_seconds=20)
    except BadAudioError:
        return
    assert np.isfinite(clip.samples).all()
    assert 0.1 <= clip.seconds <= 20


@given(frames=st.binary(max_size=10_000))
def test_any_bytes_are_pcm16_or_refused(frames: bytes) -> None:
    try:
        clip = from_pcm16(frames)
    except BadAudioError:
        assert len(frames) % 2 or len(frames) < 2 * 0.1 * SAMPLE_RATE
    else:
        assert np.abs(clip.samples).max() <= 1.0
