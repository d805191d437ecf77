"""The migrations say the same as the tables, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import Engine, text

from tests.school_year import make_school_year
from tutor.db import make_engine
from tutor.errors import UnavailableError
from tutor.migrations.upgrade import _config, current, differences, head, upgrade

pytestmark = pytest.mark.both_databases


def test_autogenerate_finds_no_difference(database_url):
    engine = make_engine(database_url)
    upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) == head()
        assert differences(connection) == []
    engine.dispose()


def test_upgrading_twice_changes_nothing(database_url):
    engine = make_engine(database_url)
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) == head()
    engine.dispose()


def test_a_database_of_a_later_version_is_refused_and_left_alone(database_url):
    engine = make_engine(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnavailableError, match="later version"):
        upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) == "9999"
    engine.dispose()


@pytest.mark.parametrize("revision", ["0017", "0022"])
def test_an_older_school_gets_what_was_searched_in_json_and_what_was_summed(database_url, revision):
    engine = make_engine(database_url)
    upgrade(engine)
    now = datetime.now(UTC)
    make_school_year(engine, now, pupils=1, attempts=300, learnt=0)
    before = _found(engine, now)
    with engine.connect() as connection, connection.begin():
        command.downgrade(_config(connection), revision)
    upgrade(engine)
    assert all(before)
    assert _found(engine, now) == before
    engine.dispose()


def _found(engine: Engine, now: datetime) -> list[list[tuple[object, ...]]]:
    """The runs of facts of all the time, the answers aloud of the last weeks, what was done on each skill in all."""
    since = (now - timedelta(days=30)).strftime("%Y-%m-%d %H:%M:%S")
    asked = (
        "SELECT id, run_place FROM served WHERE run_place IS NOT NULL ORDER BY id",
        f"SELECT id FROM attempt WHERE heard AND occurred_at >= '{since}' ORDER BY id",
        "SELECT * FROM skill_total ORDER BY pupil_id, skill_id",
    )
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(text(one))] for one in asked]
