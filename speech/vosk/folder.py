"""A folder that may hold a Vosk model: what must be in it, and whether the library bears it.

On damaged files the library aborts, segfaults or loops for ever (each was seen: an emptied splice.conf, half of
disambig_tid.int, an emptied model.conf), so a folder is first opened in a process of its own. The result is kept in
the folder and holds as long as its files and the library's version do not change.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from speech.errors import ModelCorruptError, ModelMissingError

NEEDED = (
    "am/final.mdl",
    "conf/mfcc.conf",
    "conf/model.conf",
    "graph/Gr.fst",
    "graph/HCLr.fst",
    "graph/disambig_tid.int",
)
"""Gr.fst and HCLr.fst make a graph that takes a grammar: the library offers none with a fixed one (HCLG.fst)."""
PATIENCE_SECONDS = 90.0
_NOTE = ".opened.json"
_AGAIN = "install it again, or take it away to do without"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a model took when it was opened alone: seconds, and megabytes of memory for the whole process."""

    seconds: float
    megabytes: int


def try_out(folder: Path, patience: float = PATIENCE_SECONDS) -> Opened:
    """Make sure that the library can open this folder; costs nothing when it is known.

    Raises ModelMissingError when there is no such folder, ModelCorruptError when files are missing or damaged.
    """
    if not folder.is_dir():
        raise ModelMissingError(f"There is no Vosk model in {folder}: run `tutor models install vosk-fr`.")
    for name in NEEDED:
        if not (folder / name).is_file() or not (folder / name).stat().st_size:
            raise ModelCorruptError(f"The Vosk model in {folder} lacks {name}: {_AGAIN}.")
    stamp = _stamp(folder)
    known = _noted(folder, stamp)
    if known is None:
        known = _opened_alone(folder, patience)
        with suppress(OSError):  # a folder that cannot be written is only tried more often
            note = folder / f"{_NOTE}.{os.getpid()}"
            fields = {"stamp": stamp, "seconds": known.seconds, "megabytes": known.megabytes}
            note.write_text(json.dumps(fields), encoding="utf-8")
            note.replace(folder / _NOTE)
    return known


def tried_out(folder: Path) -> Opened | None:
    """What is known of this folder, without opening anything; None when it must be tried out."""
    return _noted(folder, _stamp(folder))


def _stamp(folder: Path) -> list[str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    rows = [f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return [f"vosk {version('vosk')}", *rows]


def _noted(folder: Path, stamp: list[str]) -> Opened | None:
    try:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        return Opened(float(note["seconds"]), int(note["megabytes"])) if note["stamp"] == stamp else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _opened_alone(folder: Path, patience: float) -> Opened:
    here = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))}
    try:
        done = subprocess.run(  # noqa: S603  our own module, and a path
            [sys.executable, "-m", "speech.vosk.trial", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=patience,
            check=False,
        )
        if done.returncode == 0:
            return Opened(**json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        reason = f"it does not open in {patience:.0f} s"
    except (OSError, ValueError, TypeError) as error:
        reason = f"it cannot be tried out ({error})"
    else:
        reason = "the library ends its process" if done.returncode < 0 else "the library refuses it"
    raise ModelCorruptError(f"The Vosk model in {folder} is damaged ({reason}): {_AGAIN}.")
