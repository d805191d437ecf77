"""What a server does with its database before it serves: is it whole? else fall back; back up before an upgrade."""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy.engine import Engine, make_url

from tutor.db import make_engine, sees_every_school
from tutor.errors import BadInputError, UnavailableError
from tutor.keys import write_private
from tutor.migrations.upgrade import current, head, upgrade
from tutor.operations.backups import all_backups, back_up
from tutor.operations.restoring import restore
from tutor.settings import Settings

_NOTICE = "recovered.json"
TOLD_FOR = timedelta(days=14)
log = structlog.get_logger("tutor.readying")


@dataclass(frozen=True, slots=True)
class Recovery:
    """A fall back to a backup: why, when and from what; how many attempts since were put back, how many could not be.

    `aside`: where the damaged files are. Times are ISO, UTC.
    """

    at: str
    why: str
    backup_made_at: str
    replayed: int
    homeless: int
    aside: str | None


def make_ready(settings: Settings, now: datetime) -> None:
    """Bring the school's database to what this version serves. Raises UnavailableError in one sentence.

    A SQLite file that is damaged, or gone while there are backups, is replaced by the last good backup and by what was
    acknowledged since; PostgreSQL looks after its own files.
    """
    if settings.database.startswith("sqlite"):
        why = damage(settings)
        if why is not None:
            _fall_back(settings, why, now)
    engine = make_engine(settings.database)
    try:
        if sees_every_school(engine):
            raise UnavailableError(
                "the role of DATABASE_URL sees every school whatever the policies say: give one that is neither "
                "superuser nor BYPASSRLS and that owns the database (docs/plusieurs-ecoles.md)"
            )
        if _will_change(engine):
            back_up(settings, engine, now, "upgrade")
        upgrade(engine)
    finally:
        engine.dispose()


def damage(settings: Settings) -> str | None:
    """What is wrong with the SQLite file, None when nothing is, or when this cannot be told (busy, no right)."""
    database = Path(str(make_url(settings.database).database))
    there = database.is_file() and database.stat().st_size > 0
    if not there:
        return "it is gone, or empty" if all_backups(settings) else None
    try:
        with closing(sqlite3.connect(database, timeout=5)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        return str(error) if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) else None
    if found != "ok":
        return found
    return "it is empty" if not tables and all_backups(settings) else None


def recovery(data_dir: Path, now: datetime) -> Recovery | None:
    """The fall back of the last days, to be told to teachers and technicians; None when there was none."""
    try:
        told = Recovery(**json.loads((data_dir / _NOTICE).read_text(encoding="utf-8")))
        return told if now - datetime.fromisoformat(told.at) < TOLD_FOR else None
    except (OSError, ValueError, TypeError):
        return None


def _fall_back(settings: Settings, why: str, now: datetime) -> None:
    log.error("database_damaged", reason=why)
    for backup in all_backups(settings):
        try:
            restored = restore(settings, backup, now, keys=False)
        except (BadInputError, UnavailableError) as error:
            log.error("backup_unusable", name=backup.path.name, reason=error.message)
            continue
        told = Recovery(
            at=now.isoformat(),
            why=why,
            backup_made_at=restored.made_at.isoformat(),
            replayed=restored.replayed.attempts,
            homeless=restored.replayed.homeless,
            aside=str(restored.aside) if restored.aside else None,
        )
        write_private(settings.data_dir / _NOTICE, json.dumps(asdict(told)).encode(), replace=True)
        log.error("fell_back", **asdict(told))
        return
    raise UnavailableError(
        f"the database is damaged ({why}) and no backup of it can be used: put one in {settings.backup_folder}, "
        "or move the database away to begin a new school"
    )


def _will_change(engine: Engine) -> bool:
    with engine.connect() as connection:
        found = current(connection)
        connection.rollback()
    return found is not None and found != head()
