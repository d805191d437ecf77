"""Installs a model that is published as one zip: its bytes checked, unpacked apart, then put in place at once."""

import os
import shutil
from pathlib import Path

from speech.download import sha256_of
from speech.errors import DownloadError, ModelCorruptError
from speech.model_list import ModelFile, PublishedZip
from speech.sources import Fetcher
from speech.unpacking import unpack
from speech.vosk.folder import try_out


def put_zip(wanted: PublishedZip, folder: Path, fetcher: Fetcher, from_path: Path | None) -> None:
    """Fetch the zip (or take it from `from_path`: the file, or a folder that holds it) and make `folder` of it.

    What was in `folder` goes only once the new files are whole. Raises DownloadError or ModelCorruptError.
    """
    archive = fetcher.fetch(wanted, wanted.sources) if from_path is None else _brought(wanted, from_path)
    fresh, stale = fetcher.folder / "unpacked", fetcher.folder / "replaced"
    for left in (fresh, stale):  # of a run that was cut
        shutil.rmtree(left, ignore_errors=True)
    unpack(archive, fresh, wanted.largest)
    files = [path for path in sorted(fresh.rglob("*")) if path.is_file()]
    for path in files:
        with path.open("rb") as written:
            os.fsync(written.fileno())
    wanted.note_contents(
        fresh,
        {str(path.relative_to(fresh)): ModelFile(size=path.stat().st_size, sha256=sha256_of(path)) for path in files},
    )
    if wanted.opened_with == "vosk":
        try_out(fresh)  # what it finds out goes along with the folder
    folder.rename(stale)
    fresh.rename(folder)


def _brought(wanted: PublishedZip, path: Path) -> Path:
    archive = path / wanted.name if path.is_dir() else path
    if not archive.is_file():
        raise DownloadError(
            f"{path} does not hold {wanted.name}: give that file as it is published, for what is unpacked cannot be "
            "checked."
        )
    if not wanted.is_at(archive):
        raise ModelCorruptError(f"{archive} is not the right file (its digest or size differs): fetch it again.")
    return archive
