"""The migrations say the same as the tables, on both databases."""

import pytest
from sqlalchemy import text

from tutor.db import make_engine
from tutor.errors import UnavailableError
from tutor.migrations.upgrade import current, differences, head, upgrade

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
