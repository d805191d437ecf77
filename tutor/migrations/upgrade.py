"""Brings a database to the form that this version of Marelle expects. Run at each start."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from tutor.errors import UnavailableError
from tutor.migrations.metadata import METADATA

# Any number, the same for all: two servers that start at once on PostgreSQL upgrade one after the other.
_LOCK = 7_236_425


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def head() -> str:
    """The revision that this version of Marelle expects."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise UnavailableError("no migration is installed: reinstall Marelle")
    return revision


def known() -> set[str]:
    """Every revision that this version of Marelle has a migration for."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def current(connection: Connection) -> str | None:
    """The revision of this database, None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the database to the head revision in one transaction: all of it or nothing.

    Raises UnavailableError when the database was made by a later version of Marelle.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _foreign_keys(connection, on=False)  # rebuilding a table must not touch the rows that point to it
        try:
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                found = current(connection)
                if found == head():
                    return
                if found is not None and found not in known():
                    raise UnavailableError(
                        f"the database was made by a later version of Marelle (revision {found}): update Marelle"
                    )
                command.upgrade(_config(connection), "head")
                _refuse_orphans(connection)
        finally:
            if engine.dialect.name == "sqlite":
                _foreign_keys(connection, on=True)


def differences(connection: Connection) -> list[object]:
    """What Alembic would still change: empty when the migrations say the same as the tables."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, METADATA))


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    # On the driver's connection: SQLite ignores this inside a transaction, and ours would begin one.
    driver = connection.connection.dbapi_connection
    if driver is not None:
        driver.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise UnavailableError("the upgrade would break links between tables: nothing was changed, report it")
