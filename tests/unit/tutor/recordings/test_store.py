"""Files of recordings: what goes in comes out, for whoever has both the key and the salt, and for nobody else."""

import io
import os
import stat
from uuid import uuid4

import numpy as np
import pytest
import soundfile

from tutor.errors import NotFoundError
from tutor.recordings.store import RecordingStore, one_after_another

SALT = b"s" * 32
SOUND = np.sin(np.arange(8_000, dtype=np.float32) / 20) / 2


@pytest.fixture
def store(tmp_path):
    return RecordingStore(tmp_path, b"k" * 32, least_free=0)


def test_a_sound_comes_back_as_it_was(store):
    made = uuid4()
    store.write(made, SALT, SOUND, 16_000)
    samples, rate = soundfile.read(io.BytesIO(store.read(made, SALT)), dtype="float32")
    assert rate == 16_000
    assert np.allclose(samples, SOUND, atol=1e-4)


def test_a_file_says_nothing_without_key_and_salt(store, tmp_path):
    made = uuid4()
    store.write(made, SALT, SOUND, 16_000)
    (file,) = (tmp_path / "recordings").iterdir()
    assert b"fLaC" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    for stranger, salt in ((RecordingStore(tmp_path, b"x" * 32, 0), SALT), (store, b"x" * 32)):
        with pytest.raises(NotFoundError):
            stranger.read(made, salt)


def test_a_file_renamed_or_cut_short_is_not_taken_for_another(store, tmp_path):
    made, other = uuid4(), uuid4()
    store.write(made, SALT, SOUND, 16_000)
    (tmp_path / "recordings" / f"{made}.bin").rename(tmp_path / "recordings" / f"{other}.bin")
    with pytest.raises(NotFoundError):
        store.read(other, SALT)
    os.truncate(tmp_path / "recordings" / f"{other}.bin", 5)
    with pytest.raises(NotFoundError):
        store.read(other, SALT)


def test_what_is_erased_is_gone_and_erasing_twice_is_no_matter(store):
    made = uuid4()
    store.write(made, SALT, SOUND, 16_000)
    assert store.all() == {made}
    store.erase(made)
    store.erase(made)
    assert store.all() == set()


def test_the_disk_is_left_to_the_lesson(tmp_path):
    store = RecordingStore(tmp_path, b"k" * 32, least_free=10**18)
    with pytest.raises(OSError, match="almost full"):
        store.write(uuid4(), SALT, SOUND, 16_000)
    assert store.all() == set()


def test_lines_are_heard_one_after_another(store):
    made = uuid4()
    store.write(made, SALT, SOUND, 16_000)
    sound = store.read(made, SALT)
    samples, rate = soundfile.read(io.BytesIO(one_after_another([sound, sound])))
    assert len(samples) / rate == pytest.approx(2 * 0.5 + 0.6, abs=0.01)
