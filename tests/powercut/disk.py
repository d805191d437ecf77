"""A disk of the school's own, whose power can be cut: ext4 in a file, shut down as its server is killed.

EXT4_IOC_SHUTDOWN is what xfstests crashes a file system with: from then on nothing reaches the disk, neither what was
written and not flushed, nor the journal. Mounted again, it replays its journal as after a power cut.
"""

import contextlib
import fcntl
import os
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHUTDOWN, _NO_LOG_FLUSH = 0x8004587D, 2
_BYTES = 192 * 2**20


class Disk:
    """Mounted at `place`."""

    def __init__(self, image: Path, place: Path) -> None:
        self._image, self.place = image, place

    def mount(self) -> None:
        _run("mount", "-o", "loop", str(self._image), str(self.place))

    def cut(self) -> None:
        """What was not flushed is lost. A flush under way may still report success: stop first whoever waits for it."""
        folder = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, _SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(folder)

    def unmount(self) -> None:
        for _ in range(50):
            with contextlib.suppress(subprocess.CalledProcessError):
                _run("umount", str(self.place))
                return
            time.sleep(0.1)  # the killed server still lets go of its files
        _run("umount", str(self.place))


@contextmanager
def own_disk(folder: Path) -> Iterator[Disk | None]:
    """A mounted disk in `folder`; None where one may not mount (not root, or no loop devices)."""
    image, place = folder / "disk.img", folder / "disk"
    place.mkdir()
    disk = Disk(image, place)
    try:
        with image.open("wb") as file:
            file.truncate(_BYTES)
        _run("mkfs.ext4", "-q", "-F", str(image))
        disk.mount()
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield disk
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            disk.unmount()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)
