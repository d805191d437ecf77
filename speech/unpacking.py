"""Unpacks a zip that somebody else made: nothing outside the folder, no link, no bomb, every byte checked."""

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from speech.errors import ModelCorruptError

CHUNK = 1024 * 1024
MOST_ENTRIES = 1_000


def unpack(archive: Path, folder: Path, largest: int) -> None:
    """Put what the zip holds in `folder` (made if needed), without the one folder that holds it all if there is one.

    `largest`: bytes that it may hold in all. Raises ModelCorruptError, with one sentence, when it is damaged, holds
    more, or names anything but plain files inside itself; what was written by then is left for the caller to remove.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            places = _places(entries, archive.name)
            if sum(entry.file_size for entry in entries) > largest:
                raise ModelCorruptError(f"{archive.name} would fill more than {largest / 1e6:,.0f} MB: it is refused.")
            for entry, place in zip(entries, places, strict=True):
                _write(opened, entry, folder / place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ModelCorruptError(f"{archive.name} is damaged or is no zip ({error}).") from error


def _places(entries: list[zipfile.ZipInfo], name: str) -> list[PurePosixPath]:
    """Where each entry goes, under the folder."""
    if not entries:
        raise ModelCorruptError(f"{name} is empty.")
    if len(entries) > MOST_ENTRIES:
        raise ModelCorruptError(f"{name} holds {len(entries)} files: at most {MOST_ENTRIES} are taken.")
    places = []
    for entry in entries:
        place = PurePosixPath(entry.filename)
        outside = place.is_absolute() or not place.parts or ".." in place.parts or set(entry.filename) & {"\\", ":"}
        # Unix keeps a file's kind there: a link would let the next entry write through it.
        if outside or stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise ModelCorruptError(
                f"{name} holds {entry.filename!r}, which is no plain file inside it: it is refused."
            )
        places.append(place)
    if all(len(place.parts) > 1 and place.parts[0] == places[0].parts[0] for place in places):
        places = [PurePosixPath(*place.parts[1:]) for place in places]
    if len(set(places)) < len(places) or {parent for place in places for parent in place.parents} & set(places):
        raise ModelCorruptError(f"{name} holds two files of the same name: it is refused.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise ModelCorruptError(f"{name} is packed in an unusual way: it is refused.")
    return places


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # zipfile gives no more than the size an entry claims, which was counted, and checks its CRC at the end.
    with opened.open(entry) as source, target.open("xb") as out:
        while chunk := source.read(CHUNK):
            out.write(chunk)
