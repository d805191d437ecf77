"""Says whether a server works on a school's folder, so that nothing is restored under its feet."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.errors import BadInputError, UnavailableError
from tutor.keys import make_private_dir

_FILE = ".in-use"


@contextmanager
def served(data_dir: Path) -> Iterator[None]:
    """Held by each server for as long as it runs. Raises UnavailableError while a backup is being restored."""
    descriptor = _open(data_dir)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise UnavailableError("a backup is being restored: start again when it is done") from None
    finally:
        os.close(descriptor)


@contextmanager
def not_served(data_dir: Path) -> Iterator[None]:
    """Held by whoever replaces the school's data. Raises BadInputError while a server runs."""
    descriptor = _open(data_dir)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise BadInputError("the server is running: stop it first, then restore") from None
    try:
        yield
    finally:
        os.close(descriptor)


def _open(data_dir: Path) -> int:
    return os.open(make_private_dir(data_dir) / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
