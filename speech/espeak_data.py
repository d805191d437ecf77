"""espeak-ng as the package espeakng-loader brings it: its library, and its data by a path it can bear.

The library keeps the path of its data in 160 bytes, and ends the whole process when it does not find them there.
"""

import atexit
import functools
import tempfile
from pathlib import Path

import espeakng_loader

from speech.errors import VoiceError

LONGEST_PATH = 150


@functools.cache
def data_path() -> Path:
    """The folder of espeak-ng's data. Raises VoiceError when it is not there."""
    try:
        return short(Path(espeakng_loader.get_data_path()))
    except RuntimeError as error:
        raise VoiceError("espeak-ng's data is not installed: run `make setup` again.") from error


def library_path() -> Path:
    """The shared library."""
    return Path(espeakng_loader.get_library_path())


def short(path: Path) -> Path:
    """The same folder by a path under LONGEST_PATH bytes: itself, or a link in the temporary folder."""
    if not (path / "phontab").is_file():
        raise VoiceError(f"{path} does not hold espeak-ng's data: run `make setup` again.")
    if len(str(path).encode()) < LONGEST_PATH:
        return path
    for parent in (None, "/tmp"):  # noqa: S108  a private folder is made inside it
        folder = tempfile.TemporaryDirectory(prefix="marelle-", dir=parent)
        link = Path(folder.name) / "espeak-ng-data"
        if len(str(link).encode()) < LONGEST_PATH:
            link.symlink_to(path)
            atexit.register(folder.cleanup)
            return link
        folder.cleanup()
    raise VoiceError("espeak-ng's data is in too deep a folder: install Marelle nearer to the root.")
