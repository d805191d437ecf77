"""A second, append-only record of acknowledged attempts, outside the database: what a backup is replayed with.

One file a day, `attempts/2026-09-07.jsonl`: a line an attempt, with what was served, each with its checksum. It is on
the disk before the reply leaves. No name is in it, only opaque ids. It is also where erasures are noted
(`erased.jsonl`), so that restoring a backup brings nobody back. A disk that refuses is told, and stops nothing: the
database has kept the attempt already.
"""

import json
import os
import re
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Mapper, object_session
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session

from tutor.db import reading
from tutor.keys import make_private_dir
from tutor.practice.tables import Attempt, Served

FOLDER, ERASED = "attempts", "erased.jsonl"
DAYS_KEPT = 14
"""Days with attempts, not days of the calendar: more than the backups that are likely to be needed go back."""
LOOKED_BACK = 1_000
"""Of the last attempts kept, those looked for in the log at a start: a class's half hour."""
_OPTION, _WAITING, _GONE = "marelle_attempt_log", "marelle_attempts", "marelle_erased"
_DAY = re.compile(r"^\d{4}-\d\d-\d\d\.jsonl$")
_ATTEMPTS, _SERVED = Attempt.__table__, Served.__table__  # type: ignore[attr-defined]
log = structlog.get_logger("tutor.attempt_log")


class AttemptLog:
    """Appends lines that are on the disk when it returns. One for the whole server."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._erased = data_dir / ERASED
        self._lock = threading.Lock()
        self._day, self._file = "", -1

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Note these attempts, all of one moment."""
        lines = b"".join(line_of(entry) for entry in entries)
        try:
            with self._lock:
                self._open(entries[0]["attempt"]["received_at"][:10])
                os.write(self._file, lines)
                os.fdatasync(self._file)
        except OSError as error:
            log.warning("attempt_not_logged", reason=error.strerror, consequence="it is in the database only")

    def catch_up(self, engine: Engine) -> None:
        """Note what the database kept and the log did not: a cut came between the two, or the disk refused."""
        with reading(engine) as session:
            last = session.execute(select(_ATTEMPTS).order_by(_ATTEMPTS.c.sequence.desc()).limit(LOOKED_BACK))
            kept = sorted(last.mappings(), key=lambda row: row["sequence"])
            for day, rows in groupby(kept, key=lambda row: row["received_at"].date().isoformat()):
                noted = {entry["attempt"]["id"] for entry in entries_of(self._folder / f"{day}.jsonl")}
                missing = [row for row in rows if str(row["id"]) not in noted]
                if missing:
                    self.append([_entry(session.connection(), columns_of(dict(row))) for row in missing])

    def erase(self, gone: Iterable[tuple[str, Sequence[UUID]]], now: datetime) -> None:
        """Note what was erased: the table and the ids of its rows. The attempts of a pupil leave this log too."""
        told = list(gone)
        lines = [
            line_of({"at": now.isoformat(), "table": table, "ids": [str(one) for one in ids]}) for table, ids in told
        ]
        try:
            make_private_dir(self._erased.parent)
            file = _opened(self._erased)
            try:
                os.write(file, b"".join(lines))
                os.fsync(file)
            finally:
                os.close(file)
            self._blank({str(one).encode() for table, ids in told if table == "pupil" for one in ids})
        except OSError as error:
            log.error("erasure_not_noted", reason=error.strerror, consequence="an older backup would bring it back")

    def _blank(self, pupil_ids: Collection[bytes]) -> None:
        """Overwrite the lines of these pupils where they are: other processes may be appending to the same files."""
        if not pupil_ids:
            return
        for path in days_in(self._folder):
            with path.open("r+b") as file:
                place = 0
                for line in file.read().splitlines(keepends=True):
                    if any(one in line for one in pupil_ids):
                        file.seek(place)
                        file.write(b"\n" * len(line))
                    place += len(line)
                file.flush()
                os.fsync(file.fileno())

    def close(self) -> None:
        """Close the file; appending opens it again."""
        with self._lock:
            self._shut()

    def _open(self, day: str) -> None:
        if day == self._day:
            return
        self._shut()
        make_private_dir(self._folder)
        self._file = _opened(self._folder / f"{day}.jsonl")
        self._day = day
        for old in days_in(self._folder)[:-DAYS_KEPT]:
            old.unlink(missing_ok=True)

    def _shut(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._day, self._file = "", -1


def _opened(path: Path) -> int:
    new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":
        os.write(file, b"\n")  # the power went in the middle of a line
    if new:
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    return file


def line_of(entry: Mapping[str, Any]) -> bytes:
    """An entry as its line, with its checksum."""
    told = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(told), told)


def entries_of(path: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of a file, in order. One that is torn or changed is left out, and told."""
    torn = 0
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    for line in content.split(b"\n"):
        checksum, _, told = line.partition(b" ")
        if checksum == b"%08x" % zlib.crc32(told):
            yield json.loads(told)
        else:
            torn += bool(line)
    if torn:
        log.warning("lines_left_out", file=path.name, lines=torn, reason="torn by a power cut, or damaged")


def days_in(folder: Path) -> list[Path]:
    """The files of attempts, oldest first."""
    return sorted(path for path in folder.glob("*.jsonl") if _DAY.match(path.name))


def keeping_log(engine: Engine, attempts: AttemptLog) -> Engine:
    """The same engine: what its sessions commit is noted in `attempts`."""
    return engine.execution_options(**{_OPTION: attempts})


def note_erased(session: Session, table: str, ids: Sequence[UUID]) -> None:
    """These rows are erased in this transaction: note it once it is committed."""
    session.info.setdefault(_GONE, []).append((table, list(ids)))


def columns_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


@event.listens_for(Attempt, "after_insert")
def _inserted(_mapper: Mapper[Attempt], connection: Connection, attempt: Attempt) -> None:
    session = object_session(attempt)
    if session is None or connection.get_execution_options().get(_OPTION) is None:
        return
    session.info.setdefault(_WAITING, []).append(_entry(connection, columns_of(attempt.model_dump())))


def _entry(connection: Connection, attempt: dict[str, Any]) -> dict[str, Any]:
    is_its = _SERVED.c.id == UUID(attempt["served_id"])
    served = connection.execute(select(_SERVED).where(is_its)).mappings().one()
    return {"attempt": attempt, "served": columns_of(dict(served))}


@event.listens_for(OrmSession, "after_commit")
def _committed(session: OrmSession) -> None:
    entries, gone = session.info.pop(_WAITING, None), session.info.pop(_GONE, None)
    if not entries and not gone:
        return
    attempts: AttemptLog | None = session.get_bind().get_execution_options().get(_OPTION)
    if attempts is None:
        return
    if entries:
        attempts.append(entries)
    if gone:
        attempts.erase(gone, datetime.now(UTC))


@event.listens_for(OrmSession, "after_rollback")
def _rolled_back(session: OrmSession) -> None:
    session.info.pop(_WAITING, None)
    session.info.pop(_GONE, None)
