"""Puts a backup in the school's place: made ready beside, checked, brought up to what was acknowledged since, then
swapped in. What it replaces is kept aside in `data_dir/set-aside/`.
"""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Engine, make_url

from exercises.catalogue import Catalogue
from tutor.db import make_engine, plain_errors
from tutor.errors import BadInputError
from tutor.keys import make_private_dir
from tutor.migrations.upgrade import upgrade
from tutor.operations.attempt_log import ERASED
from tutor.operations.backup_archive import FOLDERS, POSTGRESQL, SQLITE, Manifest, extract, run_postgresql, sync_folder
from tutor.operations.backups import Backup, all_backups, back_up, folders, of_path
from tutor.operations.replaying import Replayed, replay
from tutor.practice.learner import school_learner
from tutor.settings import Settings

ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. `aside`: where what was replaced is kept, a folder or a backup; None when there was nothing."""

    backup: Path
    made_at: datetime
    replayed: Replayed
    aside: Path | None


def chosen(settings: Settings, wanted: str | None) -> Backup:
    """The backup of this path or name, or the newest. Raises BadInputError when there is none."""
    if wanted is not None and Path(wanted).is_file():
        return of_path(Path(wanted))
    found = [one for one in all_backups(settings) if wanted in (None, one.path.name)]
    if not found:
        what = "no backup yet" if wanted is None else f"no backup {wanted}"
        raise BadInputError(f"there is {what} in {settings.backup_folder}: `tutor backups` lists those there are")
    return found[0]


def restore(
    settings: Settings, backup: Backup, now: datetime, *, replaying: bool = True, keys: bool = True
) -> Restored:
    """Restore this backup. The caller makes sure that no server works on this school.

    `replaying`: bring it up to what was acknowledged since. Erasures made since are made again in any case. `keys`:
    replace the school's keys and certificates too; else only those that are missing. Raises BadInputError or
    UnavailableError; then nothing was changed.
    """
    passphrase = settings.backup_passphrase.get_secret_value() if settings.backup_passphrase else None
    make_private_dir(settings.data_dir)
    kept_in = _aside(settings, now)
    beside = make_private_dir(settings.data_dir / f".restoring-{secrets.token_hex(4)}")
    try:
        manifest = extract(backup.path, beside, passphrase)
        is_sqlite = settings.database.startswith("sqlite")
        if (manifest.database == SQLITE) != is_sqlite:
            kind = "SQLite" if manifest.database == SQLITE else "PostgreSQL"
            raise BadInputError(f"{backup.path} is a backup of {kind}: set DATABASE_URL to such a database")

        def up_to_date(engine: Engine) -> Replayed:
            return _up_to_date(engine, settings, beside, manifest, replaying=replaying)

        if is_sqlite:
            replayed, aside = _swap_sqlite(settings, beside, kept_in, up_to_date)
        else:
            replayed, aside = _swap_postgresql(settings, beside, now, up_to_date)
        _swap_folders(settings.data_dir, beside, kept_in, replace=keys)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Restored(backup.path, datetime.fromisoformat(manifest.made_at), replayed, aside)


def _up_to_date(engine: Engine, settings: Settings, beside: Path, manifest: Manifest, *, replaying: bool) -> Replayed:
    """Bring a restored database to this version, and to what happened since."""
    with plain_errors():
        upgrade(engine)
        made_at = datetime.fromisoformat(manifest.made_at)
        model = beside if (beside / "learner").is_dir() else settings.data_dir
        return replay(
            engine,
            settings.data_dir,
            made_at if replaying else datetime.max.replace(tzinfo=UTC),
            lambda: school_learner(model, Catalogue.load().prerequisites),
            ZoneInfo(settings.timezone),
            [folder / ERASED for folder in folders(settings)],
        )


def _swap_sqlite(
    settings: Settings, beside: Path, kept_in: Path, up_to_date: Callable[[Engine], Replayed]
) -> tuple[Replayed, Path | None]:
    engine = make_engine(f"sqlite:///{beside / SQLITE}")
    try:
        replayed = up_to_date(engine)
    finally:
        engine.dispose()  # the last to leave puts everything in the one file
    database = Path(str(make_url(settings.database).database))
    aside = None
    # The write-ahead log goes with its database, and before it: alone, it would be played into the new one.
    for name in (f"{database.name}-wal", f"{database.name}-shm", database.name):
        if (there := database.with_name(name)).exists():
            aside = make_private_dir(kept_in)
            there.replace(aside / name)
    sync_folder(database.parent)
    (beside / SQLITE).replace(database)
    sync_folder(database.parent)
    return replayed, aside


def _swap_postgresql(
    settings: Settings, beside: Path, now: datetime, up_to_date: Callable[[Engine], Replayed]
) -> tuple[Replayed, Path | None]:
    engine = make_engine(settings.database)
    try:
        aside = back_up(settings, engine, now, "restore").path
        script = beside / "school.sql"
        run_postgresql("pg_restore", None, "--no-owner", "--no-acl", f"--file={script}", str(beside / POSTGRESQL))
        engine.dispose()
        # One transaction: all of it, or the school stays as it was.
        schema = ("--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public")
        strict = ("--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc")
        run_postgresql("psql", engine.url, *strict, *schema, f"--file={script}")
        return up_to_date(engine), aside
    finally:
        engine.dispose()


def _swap_folders(data_dir: Path, beside: Path, aside: Path, *, replace: bool) -> None:
    for name in FOLDERS:
        new, there = beside / name, data_dir / name
        if not new.is_dir() or (there.is_dir() and not replace):
            continue
        if there.is_dir():
            there.replace(make_private_dir(aside) / name)
        new.replace(there)
    sync_folder(data_dir)


def _aside(settings: Settings, now: datetime) -> Path:
    """A folder that is not there yet."""
    folder = settings.data_dir / ASIDE
    name = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    number = 1
    while (place := folder / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return place
