"""A school of an older version, as a new one starts on it: backed up, brought up to date, nobody lost."""

import tarfile
import uuid
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import text

from tutor.db import make_engine
from tutor.migrations.upgrade import _config, current, head
from tutor.operations.backups import all_backups
from tutor.operations.readying import make_ready
from tutor.settings import Settings

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OLDER = "0009"


@pytest.fixture
def school(tmp_path):
    """A school at the revision of an older version, with a class and a pupil."""
    settings = Settings(data_dir=tmp_path)
    engine = make_engine(settings.database)
    with engine.begin() as connection:
        command.upgrade(_config(connection), OLDER)
    ids = {name: uuid.uuid4().hex for name in ("school", "classroom", "pupil")}
    with engine.begin() as connection:
        for table, row in (
            ("school", {"id": ids["school"], "name": "École des Tilleuls"}),
            ("classroom", {"id": ids["classroom"], "school_id": ids["school"], "name": "CP A", "code": "ABC234"}),
            ("pupil", {"id": ids["pupil"], "classroom_id": ids["classroom"], "first_name": "Zoé"}),
        ):
            _insert(connection, table, row)
    yield settings, engine
    engine.dispose()


def _insert(connection, table, row):
    """A row with something fitting in every column that must be filled."""
    fitting = {"INTEGER": 1, "BOOLEAN": 0, "JSON": "[]", "DATETIME": "2026-09-01 08:00:00.000000", "FLOAT": 0.5}
    for column in connection.execute(text(f"PRAGMA table_info({table})")).mappings():
        if column["notnull"] and column["dflt_value"] is None:
            row.setdefault(column["name"], fitting.get(column["type"], "CP"))
    names = ", ".join(row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def test_a_school_of_an_older_version_is_backed_up_then_brought_up_to_date(school):
    settings, engine = school
    make_ready(settings, NOW)
    with engine.connect() as connection:
        assert current(connection) == head() != OLDER
        pupils = "SELECT first_name, classroom.name FROM pupil JOIN classroom ON classroom_id = classroom.id"
        found = connection.execute(text(pupils))
        assert found.all() == [("Zoé", "CP A")]
    (backup,) = all_backups(settings)
    assert (backup.reason, backup.made_at) == ("upgrade", NOW)
    with tarfile.open(backup.path) as archive:
        assert any(name.endswith("school.db") for name in archive.getnames())


def test_the_next_start_finds_nothing_to_change_and_makes_no_other_backup(school):
    settings, _ = school
    make_ready(settings, NOW)
    make_ready(settings, NOW)
    assert len(all_backups(settings)) == 1
