"""Schools side by side on PostgreSQL: each table's rows are seen, and written, within their own school alone.

The school is what the transaction says (`marelle.school`, set by tutor.db): an id, or `*` for the whole server; without
it nothing is seen. No table carries a school for this: the few classes and pupils of a school are found by their
indexes, once a query, and a row is looked up among them. Used by migrations: frozen, a later need makes a new file.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from tutor.errors import UnavailableError

OF_NO_SCHOOL = frozenset({"alembic_version", "help_question", "help_feedback", "signed_out"})
"""Of nobody: revisions, questions without name or author, serials of sign-ins that are over."""

_EVERY = "(SELECT current_setting('marelle.school', true)) = '*'"
_MINE = "(SELECT nullif(nullif(current_setting('marelle.school', true), ''), '*')::uuid)"
# Arrays of a few rows are searched by an index, sets of a few hundred are hashed: each where it is the faster.
_CLASSES = f"ARRAY(SELECT id FROM classroom WHERE school_id = {_MINE})"  # noqa: S608
_PUPILS = f"(SELECT id FROM pupil WHERE classroom_id = ANY ({_CLASSES}))"  # noqa: S608


def isolate(connection: Connection, table: str) -> None:
    """Keep the rows of this table within their school. Does nothing on SQLite, where a server has one school."""
    if connection.dialect.name != "postgresql":
        return
    connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    connection.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    connection.exec_driver_sql(
        f"CREATE POLICY of_its_school ON {table} USING ({_EVERY} OR {_within(connection, table)})"
    )


def isolate_all(connection: Connection) -> None:
    """Isolate every table that is there, but those of no school."""
    if connection.dialect.name == "postgresql":
        for table in sorted(set(sa.inspect(connection).get_table_names()) - OF_NO_SCHOOL):
            isolate(connection, table)


def join(connection: Connection) -> None:
    """Take every policy back."""
    if connection.dialect.name == "postgresql":
        for table in sorted(set(sa.inspect(connection).get_table_names()) - OF_NO_SCHOOL):
            connection.exec_driver_sql(f"DROP POLICY IF EXISTS of_its_school ON {table}")
            connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _within(connection: Connection, table: str) -> str:
    """Which rows of a table are of the school: by itself, its class, its pupil, or what it is a part of."""
    if table == "school":
        return f"id = {_MINE}"
    inspector = sa.inspect(connection)
    columns = {column["name"] for column in inspector.get_columns(table)}
    if "school_id" in columns:
        return f"school_id = {_MINE}"
    if "classroom_id" in columns:
        return f"classroom_id = ANY ({_CLASSES})"
    if "pupil_id" in columns:
        return f"pupil_id IN {_PUPILS}"
    for key in inspector.get_foreign_keys(table):
        if key["referred_table"] not in {"teacher", *OF_NO_SCHOOL}:
            (column,), (other,) = key["constrained_columns"], key["referred_columns"]
            return f"{column} IN (SELECT {other} FROM {key['referred_table']})"  # noqa: S608  itself isolated
    raise UnavailableError(f"table {table} leads to no school: nothing was changed, report it")
