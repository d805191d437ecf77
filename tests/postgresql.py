"""A real PostgreSQL server for tests, in a temporary folder, on a port of its own, stopped at the end."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from tests.ports import free_port
from tutor.db import make_engine
from tutor.migrations.upgrade import upgrade


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def postgresql_is_here() -> bool:
    """Can PostgreSQL be started?"""
    return _binaries() is not None


@dataclass
class PostgresqlServer:
    """A running server. Each test gets a database of its own."""

    port: int
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _template: str | None = None

    def _url(self, name: str, user: str = "marelle") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def database(self, *, migrated: bool = False) -> Iterator[str]:
        """The URL of a new database, dropped afterwards: nothing in it, or `migrated`, with its empty tables."""
        name = self._created(self._with_tables() if migrated else "template1")
        yield self._url(name)
        with psycopg.connect(self._url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _created(self, template: str) -> str:
        name = f"marelle_{next(self._numbers)}"
        with psycopg.connect(self._url("postgres", "postgres"), autocommit=True) as connection:
            command = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER marelle").format(
                sql.Identifier(name), sql.Identifier(template)
            )
            connection.execute(command)
        return name

    def _with_tables(self) -> str:
        # Every migration, once: copying what they made is ten times as fast.
        if self._template is None:
            name = self._created("template1")
            engine = make_engine(self._url(name))
            upgrade(engine)
            engine.dispose()
            self._template = name
        return self._template


@contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    """Start a server; as root it runs as the user postgres, which PostgreSQL requires."""
    binaries = _binaries()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="marelle-pg-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    port = free_port()
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run([*as_postgres, *command], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {done.stdout} {done.stderr}")

    # Nothing outlives the test: what only helps after a power cut, or in the long run, is off.
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
    try:
        run(str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        with psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres", autocommit=True) as connection:
            connection.execute("CREATE ROLE marelle LOGIN")  # as a school's: neither superuser nor BYPASSRLS
        yield PostgresqlServer(port)
    finally:
        if data.is_dir():
            run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
