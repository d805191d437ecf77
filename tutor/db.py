"""The database: one engine, sessions that read and sessions that write, and what its troubles mean.

SQLite is set up for a classroom: WAL so that readers never wait, `BEGIN IMMEDIATE` so that writers queue instead
of failing half-way, full synchronisation so that what was acknowledged survives a power cut.

PostgreSQL may hold several schools: each transaction says whose it is, and the tables' policies
(tutor.migrations.isolation) show it nothing else. A request is within the school of whoever is signed in; commands,
the start and chores are of the whole server.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum, auto
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from tutor.errors import BadInputError, UnavailableError
from tutor.keys import make_private_dir

BUSY_TIMEOUT_SECONDS = 8
READ_ONLY = "marelle_read_only"
EVERY_SCHOOL = "*"
_SCHOOL = "marelle_school"
_here: ContextVar[str] = ContextVar(_SCHOOL, default=EVERY_SCHOOL)
SYNCHRONOUS = "FULL"
"""Of SQLite: what was acknowledged is on the disk. Only tests that do not look at that change it."""
_CONNECTION: dict[str, Any] = {"connect_timeout": 5, "options": "-c jit=off -c marelle.school=*"}
"""PostgreSQL: its compiler takes a tenth of a second before queries that take less."""
# An error's text must not quote what a query was given: it may be a child's name, and errors are logged.
_POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 40, "pool_timeout": 10, "hide_parameters": True}


def make_engine(url: str) -> Engine:
    """An engine for this URL (SQLite file or PostgreSQL). Raises BadInputError when it is neither."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadInputError("DATABASE_URL cannot be read: give postgresql+psycopg://user:password@host/name") from None
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed, pool_pre_ping=True, connect_args=_CONNECTION, **_POOL)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    raise BadInputError(f"DATABASE_URL names {parsed.drivername}: only sqlite and postgresql are supported")


def _sqlite(url: URL) -> Engine:
    if url.database in {None, "", ":memory:"}:
        raise BadInputError("a school's database must be a file, or PostgreSQL")
    make_private_dir(Path(str(url.database)).parent)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}, **_POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must leave BEGIN to us (SQLAlchemy's documented way for every Python version).
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}",
        "journal_mode = WAL",
        f"synchronous = {SYNCHRONOUS}",
        "foreign_keys = ON",
        "secure_delete = ON",  # an erased pupil's bytes are overwritten
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # query_only makes a reading session that writes fail loudly, as it would on PostgreSQL.
    read_only = bool(connection.get_execution_options().get(READ_ONLY, False))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(read_only)}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    # Until the end of this transaction: the pool gives the connection to another school's next.
    school = str(connection.get_execution_options().get(_SCHOOL, _here.get()))
    if school != EVERY_SCHOOL:
        connection.exec_driver_sql("SELECT set_config('marelle.school', %s, true)", (school,))


@contextmanager
def within_school(school_id: UUID | None) -> Iterator[None]:
    """What begins meanwhile in this context sees this school alone (on PostgreSQL); without one, nothing."""
    token = _here.set(str(school_id) if school_id is not None else "")
    try:
        yield
    finally:
        _here.reset(token)


def at_the_door(engine: Engine) -> Engine:
    """The same engine, which sees every school: for who signs in, whose school is not known yet, and for no other."""
    return engine.execution_options(**{_SCHOOL: EVERY_SCHOOL})


def sees_every_school(engine: Engine) -> bool:
    """Whether policies do not hold the role of DATABASE_URL: a superuser, or one with BYPASSRLS."""
    if engine.dialect.name != "postgresql":
        return False
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql(asked).scalar_one())


def read_session(engine: Engine) -> Session:
    """A session that takes no write lock, and cannot write."""
    options = {READ_ONLY: True} if engine.dialect.name == "sqlite" else {"postgresql_readonly": True}
    return Session(engine.execution_options(**options), expire_on_commit=False)


def write_session(engine: Engine) -> Session:
    """A session that takes the write lock at its first statement. Whoever uses it commits once, at the end."""
    return Session(engine, expire_on_commit=False)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Read outside a request (commands, the lifespan, a WebSocket): keep it short."""
    with read_session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Write outside a request: commit inside, or nothing is kept."""
    with write_session(engine) as session:
        yield session


class Trouble(Enum):
    """Why a database could not do its work, when that is not a mistake of ours."""

    BUSY = auto()
    FULL = auto()
    UNWRITABLE = auto()
    UNREACHABLE = auto()
    DAMAGED = auto()


_SQLITE_TROUBLES = {
    "SQLITE_BUSY": Trouble.BUSY,
    "SQLITE_LOCKED": Trouble.BUSY,
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_CANTOPEN": Trouble.UNREACHABLE,
    "SQLITE_READONLY": Trouble.UNWRITABLE,
    "SQLITE_PERM": Trouble.UNREACHABLE,
    "SQLITE_IOERR": Trouble.UNWRITABLE,  # the disk refuses: what it holds may be whole
    "SQLITE_CORRUPT": Trouble.DAMAGED,
    "SQLITE_NOTADB": Trouble.DAMAGED,
}
# Class 53 insufficient resources (53100 disk full), 40 rollback (serialisation, deadlock), 55P03 lock not available.
_POSTGRESQL_TROUBLES = (
    ("53100", Trouble.FULL),
    ("53", Trouble.BUSY),
    ("58030", Trouble.UNWRITABLE),
    ("40", Trouble.BUSY),
    ("55P03", Trouble.BUSY),
    ("57", Trouble.UNREACHABLE),
    ("08", Trouble.UNREACHABLE),
    ("XX", Trouble.DAMAGED),
)


def trouble_of(error: SQLAlchemyError) -> Trouble | None:
    """What happened to the database, or None when the error is a mistake in the code."""
    if isinstance(error, PoolTimeoutError):
        return Trouble.BUSY
    if not isinstance(error, DBAPIError):
        return None
    cause = error.orig
    name = getattr(cause, "sqlite_errorname", None)
    if isinstance(name, str):
        if name == "SQLITE_READONLY" and not str(error.statement).startswith(("BEGIN", "PRAGMA")):
            return None  # past BEGIN IMMEDIATE, only query_only refuses: a reading session wrote, our mistake
        return next((trouble for prefix, trouble in _SQLITE_TROUBLES.items() if name.startswith(prefix)), None)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return next((trouble for prefix, trouble in _POSTGRESQL_TROUBLES if state.startswith(prefix)), None)
    return Trouble.UNREACHABLE if type(cause).__name__ == "OperationalError" else None


_FOR_TECHNICIANS = {
    Trouble.BUSY: "the database is busy: another program holds it, try again",
    Trouble.FULL: "the disk is full: free some space, then start again",
    Trouble.UNWRITABLE: "the disk cannot be written or read: see that it is not read-only nor failing (`dmesg`)",
    Trouble.UNREACHABLE: "the database cannot be opened: check DATABASE_URL, that its server runs, and the rights",
    Trouble.DAMAGED: "the database is damaged: run `tutor check`; starting again falls back to the last good backup",
}


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a database's troubles into one clear sentence, for commands and for the start of the server."""
    try:
        yield
    except SQLAlchemyError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise UnavailableError(_FOR_TECHNICIANS[trouble]) from error
