"""The files of what was recorded: FLAC, each encrypted with a key of its own, in a folder of the school's data."""

import io
import os
import shutil
import time
from pathlib import Path
from uuid import UUID

import numpy as np
import soundfile
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from numpy.typing import NDArray

from tutor.errors import NotFoundError
from tutor.keys import make_private_dir, write_private

SALT_BYTES = 32
NONCE_BYTES = 12
LEAST_FREE = 500_000_000
"""Bytes left to the rest of the school's data: a lesson matters more than its recording."""
PAUSE_SECONDS = 0.6
"""Between two lines of a text that was read in turns."""


class RecordingStore:
    """Writes, reads and erases files. What a file is called says nothing of whom it is."""

    def __init__(self, data_dir: Path, key: bytes, least_free: int = LEAST_FREE) -> None:
        self._folder = data_dir / "recordings"
        self._key = key
        self._least_free = least_free

    def write(self, recording_id: UUID, salt: bytes, samples: NDArray[np.float32], sample_rate: int) -> None:
        """Keep a sound, whole or not at all. Raises OSError when there is no room for it."""
        make_private_dir(self._folder)
        if shutil.disk_usage(self._folder).free < self._least_free:
            raise OSError("the disk is almost full")
        sound = io.BytesIO()
        soundfile.write(sound, np.clip(samples, -1, 1), sample_rate, format="FLAC", subtype="PCM_16")
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher(salt).encrypt(nonce, sound.getvalue(), recording_id.bytes)
        write_private(self._path(recording_id), nonce + sealed)

    def read(self, recording_id: UUID, salt: bytes) -> bytes:
        """The FLAC file. Raises NotFoundError when it is not there or cannot be opened."""
        try:
            kept = self._path(recording_id).read_bytes()
            return self._cipher(salt).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], recording_id.bytes)
        except (OSError, InvalidTag, ValueError):
            raise NotFoundError("Cet enregistrement n'est plus là.") from None

    def erase(self, recording_id: UUID) -> None:
        """Remove a file; one that is not there is no matter."""
        self._path(recording_id).unlink(missing_ok=True)

    def age_seconds(self, recording_id: UUID) -> float:
        """How long ago a file was written, by the machine's clock."""
        try:
            return time.time() - self._path(recording_id).stat().st_mtime
        except OSError:
            return 0.0

    def all(self) -> set[UUID]:
        """Every recording that has a file."""
        return {UUID(path.stem) for path in self._folder.glob("*.bin")} if self._folder.is_dir() else set()

    def _path(self, recording_id: UUID) -> Path:
        return self._folder / f"{recording_id}.bin"

    def _cipher(self, salt: bytes) -> AESGCM:
        return AESGCM(HKDF(SHA256(), 32, salt, b"marelle.recording").derive(self._key))


def one_after_another(sounds: list[bytes]) -> bytes:
    """Several FLAC sounds as one, with a little silence between them."""
    if len(sounds) == 1:
        return sounds[0]
    pieces: list[NDArray[np.float32]] = []
    sample_rate = 0
    for sound in sounds:
        samples, sample_rate = soundfile.read(io.BytesIO(sound), dtype="float32")
        pieces += [samples, np.zeros(round(PAUSE_SECONDS * sample_rate), np.float32)]
    out = io.BytesIO()
    soundfile.write(out, np.concatenate(pieces[:-1]), sample_rate, format="FLAC", subtype="PCM_16")
    return out.getvalue()
