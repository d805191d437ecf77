"""Write many rows at once into a migrated database: SQLite's executemany, PostgreSQL's COPY."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, Engine, Table

from tutor.migrations.isolation import OF_NO_SCHOOL
from tutor.migrations.metadata import METADATA

Rows = Sequence[Mapping[str, Any]]


FILLED = ("served", "attempt", "mastery", "pupil_day", "skill_day", "skill_total")
"""What a year is made of: the tables that are written in bulk."""


class Writer:
    """`add` rows to a table, in order; attempts are numbered from 1. Each is written `times` times, under ids of
    its own, side by side, as in a school whose classes work at the same time.
    """

    def __init__(self, connection: Any, dialect: str, times: int) -> None:
        self._connection, self._dialect, self._times = connection, dialect, times
        self._sequences: dict[UUID, int] = {}
        if times > 1:
            connection.execute("CREATE TEMPORARY TABLE copy_of (number INTEGER, digit TEXT)")
            values = ", ".join(f"({number}, '{number:x}')" for number in range(times))
            connection.execute(f"INSERT INTO copy_of VALUES {values}")

    def add(self, name: str, rows: Rows) -> None:
        """Write these rows, all with the same columns (those of the first)."""
        if not rows:
            return
        table: Table = METADATA.tables[name]
        columns = [column for column in table.columns if column.name in rows[0] or column.name == "sequence"]
        if name == "attempt":
            rows = [{**row, "sequence": self._next(row["id"])} for row in rows]
        as_json = {column.name for column in columns if isinstance(column.type, JSON)}
        names = [column.name for column in columns]
        makers: list[tuple[str, Callable[[Any], Any]]] = [(one, _json if one in as_json else _plain) for one in names]
        values = ([make(row[one]) for one, make in makers] for row in rows)
        if self._times == 1:
            self._write(name, names, values)
            return
        once = f"{name}_once"
        listed = ", ".join(names)
        self._connection.execute(f"CREATE TEMPORARY TABLE {once} AS SELECT {listed} FROM {name} WHERE 1 = 0")
        self._write(once, names, values)
        asked = ", ".join(self._other(one) for one in names)
        self._connection.execute(f"INSERT INTO {name} ({listed}) SELECT {asked} FROM {once} CROSS JOIN copy_of")
        self._connection.execute(f"DROP TABLE {once}")

    def sequence_of(self, attempt_id: UUID | None) -> int | None:
        """The number that this attempt was given."""
        return None if attempt_id is None else self._sequences.get(attempt_id)

    def finish(self) -> None:
        """The server goes on after the last number."""
        if self._dialect != "sqlite":
            self._connection.execute(
                "SELECT setval(pg_get_serial_sequence('attempt', 'sequence'), max(sequence)) FROM attempt"
            )

    def _next(self, attempt_id: UUID) -> int:
        number = self._sequences[attempt_id] = len(self._sequences) * self._times + 1
        return number

    def _write(self, name: str, names: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
        listed = ", ".join(names)
        if self._dialect == "sqlite":
            marks = ", ".join("?" * len(names))
            self._connection.executemany(f"INSERT INTO {name} ({listed}) VALUES ({marks})", values)
            return
        with self._connection.cursor().copy(f"COPY {name} ({listed}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)

    def _other(self, column: str) -> str:
        """A column as each copy has it: see `copied`."""
        if column == "sequence":
            return "sequence + number"
        if column not in ("id", "pupil_id", "served_id"):
            return column
        if self._dialect == "sqlite":
            return f"digit || substr({column}, 2)"
        return f"CAST(digit || substr(replace(CAST({column} AS text), '-', ''), 2) AS uuid)"


@contextmanager
def write_in_bulk(engine: Engine, times: int = 1) -> Iterator[Writer]:
    """For a database that is empty and nobody else's: on SQLite a failure leaves it broken, to be made again.

    Nothing is kept to go back, and the indices are made once all is there: they are what takes long.
    """
    dialect = engine.dialect.name
    engine.dispose()  # no other connection: the journal is about to change
    raw = engine.raw_connection()
    try:
        connection: Any = raw.driver_connection
        if dialect == "sqlite":
            connection.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; "
                "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;"
            )
            marks = ", ".join(f"'{name}'" for name in FILLED)
            asked = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})"
            indices = connection.execute(asked).fetchall()
            for name, _ in indices:
                connection.execute(f"DROP INDEX {name}")
            connection.execute("BEGIN IMMEDIATE")
        else:
            connection.execute("SET TIME ZONE 'UTC'")
            _policies(connection, FILLED, "DISABLE")
        writer = Writer(connection, dialect, times)
        yield writer
        writer.finish()
        if dialect != "sqlite":
            _policies(connection, FILLED, "ENABLE")
        connection.commit()
        if dialect == "sqlite":
            for _, made in indices:
                connection.execute(made)
            connection.executescript("ANALYZE; PRAGMA journal_mode = WAL;")
        else:
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")
    finally:
        raw.invalidate()  # its settings are not for others
        raw.close()


def move(source: Engine, target: Engine) -> None:
    """All the rows of a SQLite database into an empty, migrated PostgreSQL."""
    raw, other = source.raw_connection(), target.raw_connection()
    try:
        read, write = cast(Any, raw.driver_connection), cast(Any, other.driver_connection)
        write.execute("SET TIME ZONE 'UTC'")
        isolated = [table.name for table in METADATA.sorted_tables if table.name not in OF_NO_SCHOOL]
        _policies(write, isolated, "DISABLE")
        for table in METADATA.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            with write.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
                for row in read.execute(f'SELECT {columns} FROM "{table.name}"'):
                    copy.write_row(row)
        write.execute("SELECT setval(pg_get_serial_sequence('attempt', 'sequence'), max(sequence)) FROM attempt")
        _policies(write, isolated, "ENABLE")
        write.commit()
        write.autocommit = True
        write.execute("VACUUM ANALYZE")
    finally:
        raw.close()
        other.invalidate()
        other.close()


def _policies(connection: Any, tables: Iterable[str], what: str) -> None:
    """COPY goes into no table that policies watch: its owner takes them off for this transaction."""
    for table in tables:
        connection.execute(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY")


def copied(key: UUID, number: int) -> UUID:
    """The id of a row in this copy of the practice."""
    return UUID(hex=f"{number:x}{key.hex[1:]}")


def _json(value: Any) -> str:
    # What is written already as JSON stays as it is.
    return value if isinstance(value, str) else json.dumps(value)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return str(value) if type(value).__name__ == "date" else value
