"""Reading and writing the database, and what its troubles are called, on both databases."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import col, select

from tutor.classroom.tables import Classroom
from tutor.db import Trouble, make_engine, plain_errors, reading, trouble_of, writing
from tutor.errors import BadInputError, UnavailableError
from tutor.identity.tables import School
from tutor.migrations.upgrade import upgrade


@pytest.fixture
def engine(empty_database):
    engine = make_engine(empty_database)
    yield engine
    engine.dispose()


def names(engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(School.name)).all())


@pytest.mark.both_databases
def test_what_is_committed_is_kept_and_the_rest_is_not(engine):
    with writing(engine) as session:
        session.add(School(name="gardée"))
        session.commit()
    with writing(engine) as session:
        session.add(School(name="oubliée"))
        session.flush()
    assert names(engine) == ["gardée"]


@pytest.mark.both_databases
def test_a_reading_session_cannot_write(engine):
    with reading(engine) as session:
        session.add(School(name="non"))
        with pytest.raises(SQLAlchemyError) as caught:
            session.commit()
    assert trouble_of(caught.value) is None  # our mistake, not the database's trouble
    with writing(engine) as session:  # the same connection, from the pool, writes again
        session.add(School(name="oui"))
        session.commit()
    assert names(engine) == ["oui"]


@pytest.mark.both_databases
def test_a_link_to_nothing_is_refused(engine):
    with writing(engine) as session:
        session.add(Classroom(school_id=uuid4(), name="x", grade="cp", code="x", created_at=datetime.now(UTC)))
        with pytest.raises(IntegrityError):
            session.commit()


@pytest.mark.both_databases
def test_readers_see_the_state_before_a_write_that_is_under_way(engine):
    with writing(engine) as session:
        session.add(School(name="en cours"))
        session.flush()
        assert names(engine) == []
        session.commit()
    assert names(engine) == ["en cours"]


@pytest.mark.both_databases
def test_writers_queue_and_lose_nothing(engine):
    def write(number: int) -> None:
        for turn in range(5):
            with writing(engine) as session:
                session.exec(select(School)).all()  # reads, then writes: the pattern that fails without IMMEDIATE
                session.add(School(name=f"{number}-{turn}"))
                session.commit()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(engine)) == 40


@pytest.mark.both_databases
def test_times_come_back_aware_and_in_utc(engine):
    paris = datetime(2026, 9, 7, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    with writing(engine) as session:
        school = School(name="x")
        session.add(school)
        session.flush()
        session.add(Classroom(school_id=school.id, name="x", grade="cp", code="x", created_at=paris))
        session.commit()
    with reading(engine) as session:
        kept = session.exec(select(Classroom.created_at).where(col(Classroom.code) == "x")).one()
    assert kept == paris
    assert kept.tzinfo is UTC


@pytest.mark.of_sqlite
def test_sqlite_is_set_up_for_a_classroom(engine):
    with reading(engine) as session:
        connection = session.connection()
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 8000, "secure_delete": 1,
    }  # fmt: skip


@pytest.mark.of_sqlite
def test_foreign_keys_are_checked_again_after_the_upgrade(database_url):
    engine = make_engine(database_url)
    upgrade(engine)
    with reading(engine) as session:  # the very connection that upgraded
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


@pytest.mark.of_sqlite
def test_a_locked_database_is_busy(engine, tmp_path):
    other = sqlite3.connect(tmp_path / "data" / "school.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with engine.connect() as raw:
        raw.connection.dbapi_connection.execute("PRAGMA busy_timeout = 10")  # this test does not wait 8 s
        with pytest.raises(SQLAlchemyError) as caught:
            raw.execute(text("SELECT 1"))
    other.close()
    assert trouble_of(caught.value) is Trouble.BUSY


@pytest.mark.of_sqlite
def test_a_full_disk_is_called_so(engine):
    with writing(engine) as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.add(School(name="x" * 1_000_000))
        with pytest.raises(UnavailableError, match="disk is full"), plain_errors():
            session.commit()


def test_a_damaged_file_is_called_so(tmp_path):
    path = tmp_path / "data" / "school.db"
    path.parent.mkdir()
    path.write_bytes(b"this is no database at all" * 500)
    engine = make_engine(f"sqlite:///{path}")
    with pytest.raises(UnavailableError, match="damaged"), plain_errors():
        upgrade(engine)
    engine.dispose()


def test_an_unreachable_server_is_called_so():
    engine = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(UnavailableError, match="DATABASE_URL"), plain_errors():
        upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("url", ["", "not a url", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "://"])
def test_other_databases_are_refused_in_one_sentence(url):
    with pytest.raises(BadInputError):
        make_engine(url)
