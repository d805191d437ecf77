"""What was said before, on disk: one MP4 a text, whole or not there, and no more of them than fits a given size."""

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path

from speech.spoken_form import sound_key

LIMIT_BYTES = 500_000_000
SUFFIX = ".m4a"
# An MP4 box of type « free », which players skip, at the end of each file: the SHA-256 of all before it.
SEAL = (40).to_bytes(4, "big") + b"free"


class VoiceCache:
    """Safe from any thread; several processes may share the folder."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._size: int | None = None

    def path(self, voice: str, text: str) -> Path:
        """Where the text said by this voice is, or would be."""
        key = hashlib.sha256(f"{voice}\n{sound_key(text)}".encode()).hexdigest()
        return self._folder / key[:2] / f"{key}{SUFFIX}"

    def get(self, voice: str, text: str) -> bytes | None:
        """The MP4, or None when it is not there. A file that is not whole is removed, to be made again."""
        path = self.path(voice, text)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        if not _is_sealed(stored):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # what is heard lately is what is thrown away last
        return stored

    def put(self, voice: str, text: str, mp4: bytes) -> bytes:
        """Keep it; returns it as kept. Raises OSError when the disk refuses: nothing half-written is left."""
        sealed = mp4 + SEAL + hashlib.sha256(mp4).digest()
        path = self.path(voice, text)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        try:
            part.write_bytes(sealed)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        with self._lock:
            self._size = (self._size + len(sealed)) if self._size is not None else None
            if self._size is None or self._size > self._limit:
                self._make_room()
        return sealed

    def _make_room(self) -> None:
        """Count what is there; when it is too much, throw away what was heard longest ago, to nine tenths."""
        found: list[tuple[float, int, Path]] = []
        for path in self._folder.glob(f"*/*{SUFFIX}"):
            with suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        self._size = sum(size for _, size, _ in found)
        if self._size <= self._limit:
            return
        for _, size, path in sorted(found):
            with suppress(OSError):
                path.unlink()
                self._size -= size
            if self._size <= self._limit * 9 // 10:
                return


def _is_sealed(stored: bytes) -> bool:
    body, seal = stored[:-40], stored[-40:]
    return seal[:8] == SEAL and seal[8:] == hashlib.sha256(body).digest()
