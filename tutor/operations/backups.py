"""The school's backups: made while it is used and before upgrades, thinned out, copied to a second disk.

What others call: `back_up` (now, always), `back_up_if_changed` (the chore), `last_backup`, `all_backups`.
The format is that of tutor.operations.backup_archive; what is kept, of backup_retention.
"""

import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.engine import Engine

from tutor.errors import UnavailableError
from tutor.keys import make_private_dir, write_private
from tutor.operations.attempt_log import ERASED
from tutor.operations.backup_archive import copy_database, copy_whole, is_sealed, sync_folder, write
from tutor.operations.backup_retention import kept
from tutor.settings import Settings

Reason = Literal["auto", "manual", "upgrade", "restore"]
LEAST_KEPT = 2
"""Backups that even a full disk does not take away."""
LEAST_FREE = 50_000_000
"""Bytes left to the school's own work once a backup is made."""
_NAME = re.compile(r"^marelle-(\d{8}T\d{6})Z-(auto|manual|upgrade|restore)\.tar\.gz(\.sealed)?$")
_STAMP = "%Y%m%dT%H%M%S"
_STATE = "state.json"
log = structlog.get_logger("tutor.backups")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there. `made_at` in UTC; `reason`: auto, manual, upgrade (before one), restore (before one)."""

    path: Path
    made_at: datetime
    reason: str
    size: int
    sealed: bool


def back_up(settings: Settings, engine: Engine, now: datetime, reason: Reason = "manual") -> Backup:
    """Back the school up as it is now, whether or not it changed. The server may be at work meanwhile.

    Raises UnavailableError, with one sentence for a technician, when it cannot.
    """
    with _alone(settings, wait=True):
        made = _make(settings, engine, now, reason, only_if_changed=False)
    if made is None:
        raise UnavailableError("no backup was made")
    return made


def back_up_if_changed(settings: Settings, engine: Engine, now: datetime) -> Backup | None:
    """The same, unless nothing changed since the last one, or another process is making one: then None."""
    try:
        with _alone(settings, wait=False):
            return _make(settings, engine, now, "auto", only_if_changed=True)
    except BlockingIOError:
        return None


def last_backup(settings: Settings) -> Backup | None:
    """The newest backup, None when there is none. Reads file names only."""
    found = all_backups(settings)
    return found[0] if found else None


def all_backups(settings: Settings) -> Sequence[Backup]:
    """Every backup, newest first; one that is on both disks is named once, in the first folder."""
    found: dict[str, Backup] = {}
    for folder in folders(settings):
        for backup in in_folder(folder):
            found.setdefault(backup.path.name, backup)
    return sorted(found.values(), key=lambda one: one.made_at, reverse=True)


def folders(settings: Settings) -> list[Path]:
    """Where backups go: the school's folder, then the second disk if it is set and there now."""
    second = settings.backup_second_dir
    return [settings.backup_folder, *([second] if second is not None and second.is_dir() else [])]


def of_path(path: Path) -> Backup:
    """A backup that lies anywhere. Whether it is one is seen when it is read."""
    name = _NAME.match(path.name)
    made = path.stat()
    at = _time_in(name) if name else datetime.fromtimestamp(made.st_mtime, UTC)
    return Backup(path, at, name[2] if name else "manual", made.st_size, is_sealed(path))


def in_folder(folder: Path) -> list[Backup]:
    """The backups of one folder; other files are left alone."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if (name := _NAME.match(path.name)) is not None:
                with contextlib.suppress(FileNotFoundError):  # thinned out meanwhile
                    found.append(Backup(path, _time_in(name), name[2], path.stat().st_size, name[3] is not None))
    return found


def make_room(folder: Path, wanted: int) -> bool:
    """Give up the oldest backups of this folder until so many bytes are free; whether they are."""
    if not folder.is_dir():
        return False
    for backup in sorted(in_folder(folder), key=lambda one: one.made_at)[:-LEAST_KEPT]:
        if shutil.disk_usage(folder).free >= wanted:
            break
        backup.path.unlink(missing_ok=True)
        log.warning("backup_given_up", name=backup.path.name, reason="the disk is almost full")
    return shutil.disk_usage(folder).free >= wanted


def _make(settings: Settings, engine: Engine, now: datetime, reason: Reason, *, only_if_changed: bool) -> Backup | None:
    folder = settings.backup_folder
    traces, last = _traces(engine), _state(folder)
    if only_if_changed and last.get("traces") == traces:
        return None
    for left in [*folder.glob(".making-*"), *folder.glob(".*.part")]:  # of a power cut
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    wanted = 2 * _size(engine) + LEAST_FREE
    if not make_room(folder, wanted):
        raise UnavailableError(
            f"the disk is too full for a backup: free {wanted // 1_000_000} MB where {folder} is, "
            "or set TUTOR_BACKUP_DIR to another disk"
        )
    making = make_private_dir(folder / f".making-{secrets.token_hex(4)}")
    try:
        manifest = copy_database(engine, making, reason, now)
        if only_if_changed and last.get("sha256") == manifest.sha256:
            _note(folder, manifest.sha256, traces)
            return None
        at = now.astimezone(UTC).replace(microsecond=0)
        passphrase = settings.backup_passphrase.get_secret_value() if settings.backup_passphrase else None
        while (path := folder / _name(at, reason, bool(passphrase))).exists():
            at += timedelta(seconds=1)
        write(making / path.name, making, manifest, settings.data_dir, passphrase)
        (making / path.name).replace(path)
        sync_folder(folder)
    except OSError as error:
        raise UnavailableError(f"no backup could be made in {folder}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _note(folder, manifest.sha256, traces)
    school = ZoneInfo(settings.timezone)
    _thin_out(folder, school)
    _mirror(settings, school)
    # Beside the backups, so that a restore elsewhere erases again what was erased.
    for one in folders(settings):
        if (settings.data_dir / ERASED).exists():
            with contextlib.suppress(OSError):
                copy_whole(settings.data_dir / ERASED, one / ERASED)
    log.info("backed_up", name=path.name, bytes=path.stat().st_size)
    return Backup(path, at, reason, path.stat().st_size, bool(passphrase))


def _time_in(name: re.Match[str]) -> datetime:
    return datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)


def _name(at: datetime, reason: str, sealed: bool) -> str:
    return f"marelle-{at.strftime(_STAMP)}Z-{reason}.tar.gz{'.sealed' if sealed else ''}"


def _thin_out(folder: Path, school: ZoneInfo) -> None:
    there = in_folder(folder)
    keep = kept([backup.made_at for backup in there], school)
    for backup in there:
        if backup.made_at not in keep:
            backup.path.unlink(missing_ok=True)


def _mirror(settings: Settings, school: ZoneInfo) -> None:
    """Bring the second disk up to date, also with what was made while it was away. Its troubles are only told."""
    first, *others = folders(settings)
    for second in others:
        there = {backup.path.name for backup in in_folder(second)}
        try:
            for backup in sorted(in_folder(first), key=lambda one: one.made_at):
                if backup.path.name not in there and make_room(second, backup.size + LEAST_FREE):
                    copy_whole(backup.path, second / backup.path.name)
            _thin_out(second, school)
        except OSError as error:
            log.warning("second_disk_failed", folder=str(second), reason=error.strerror or str(error))


def _state(folder: Path) -> dict[str, Any]:
    """What the last backup was of. Nothing when it is not there any more."""
    try:
        state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and in_folder(folder) else {}


def _note(folder: Path, sha256: str, traces: list[int]) -> None:
    write_private(folder / _STATE, json.dumps({"sha256": sha256, "traces": traces}).encode(), replace=True)


def _traces(engine: Engine) -> list[int]:
    """What any writing changes, read at no cost: the files' sizes and times, or PostgreSQL's own counts of rows."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        there = [one.stat() for one in (path, Path(f"{path}-wal")) if one.exists()]
        return [number for one in there for number in (one.st_size, one.st_mtime_ns)]
    counts = "SELECT tup_inserted, tup_updated, tup_deleted FROM pg_stat_database WHERE datname = current_database()"
    with engine.connect() as connection:
        return [int(number) for number in connection.exec_driver_sql(counts).one()]


def _size(engine: Engine) -> int:
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        return sum(one.stat().st_size for one in (path, Path(f"{path}-wal")) if one.exists())
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


@contextmanager
def _alone(settings: Settings, *, wait: bool) -> Iterator[None]:
    """One backup at a time, also between processes. Raises BlockingIOError without `wait`."""
    folder = settings.backup_folder
    try:
        make_private_dir(folder)
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UnavailableError(f"no backup could be made in {folder}: {error.strerror}") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(descriptor)
