"""The shipped exercises, kept ready made: making them takes some ten seconds of computing, reading them back one.

They are kept in the user's cache as Python keeps compiled modules: named by a digest of all the data and the code that
makes them, so that they are never stale, and readable by this user alone (whoever could write there could also change
the program's own compiled modules). Where nothing can be written, they are made each time.
"""

import contextlib
import gc
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from exercises.exercise import Exercise

FOLDER = Path.home() / ".cache" / "marelle" / "content"
KEPT = 4
"""Versions kept: two checkouts may be at work side by side."""
_PACKAGE = Path(__file__).parent


def ready_made(make: Callable[[], Mapping[str, Exercise]], folder: Path = FOLDER) -> Mapping[str, Exercise]:
    """What `make` makes of this version of the package, from the cache when it is there."""
    path = folder / f"{_digest()}.pickle"
    # A damaged file is made anew, whatever damaged it.
    with contextlib.suppress(Exception), _no_collection():
        found: Mapping[str, Exercise] = pickle.loads(path.read_bytes())  # noqa: S301  # ours, see above
        return found
    made = make()
    with contextlib.suppress(OSError):
        _keep(path, pickle.dumps(dict(made), protocol=pickle.HIGHEST_PROTOCOL))
    return made


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all; what older versions left is swept away."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.touch(mode=0o600)
    part.write_bytes(data)
    part.replace(path)
    newest = sorted(path.parent.glob("*.pickle"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in newest[KEPT:]:
        old.unlink(missing_ok=True)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """A quarter of a million objects that all stay: collecting garbage meanwhile only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
