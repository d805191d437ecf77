"""Backups of a school at work, and a rehearsal of going back to one, on both databases."""

import json
import os
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from pydantic import SecretStr
from sqlalchemy import event
from sqlmodel import select

from exercises.catalogue import Catalogue
from tests.conftest import make_class, pupil_browser, teacher_browser
from tutor.cli import main
from tutor.db import make_engine, reading, writing
from tutor.errors import BadInputError, UnavailableError
from tutor.identity.tables import School
from tutor.migrations.upgrade import _config
from tutor.operations.attempt_log import DAYS_KEPT, FOLDER, AttemptLog, days_in, entries_of
from tutor.operations.backups import all_backups, back_up, back_up_if_changed, last_backup, make_room
from tutor.operations.in_use import not_served
from tutor.operations.integrity import check
from tutor.operations.notices import notices
from tutor.operations.readying import make_ready, recovery
from tutor.operations.restoring import chosen, restore
from tutor.practice.learner import school_learner
from tutor.practice.tables import Attempt
from tutor.settings import Settings

both = pytest.mark.both_databases


def answer(tablet, clock) -> str:
    """One exercise, answered and acknowledged: the id of the attempt."""
    served = tablet.post("/api/practice/next", json={"domain": "maths"}).json()
    clock.advance(seconds=20)
    number = served["content"]["kind"] == "compute"
    sent = {
        "id": str(uuid4()),
        "served_id": served["served_id"],
        "answer": {"type": "number", "value": 1} if number else {"type": "skipped"},
        "latency_ms": 4000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    taken = tablet.post("/api/practice/attempts", json=sent)
    assert taken.status_code == 200, taken.text
    return sent["id"]


def attempts_in(url: str) -> set[str]:
    engine = make_engine(url)
    with reading(engine) as session:
        found = {str(one) for one in session.exec(select(Attempt.id)).all()}
    engine.dispose()
    return found


def problems_of(settings) -> tuple:
    engine = make_engine(settings.database)
    learner = school_learner(settings.data_dir, Catalogue.load().prerequisites)
    report = check(engine, settings.data_dir, learner, ZoneInfo(settings.timezone))
    engine.dispose()
    return report.problems


@pytest.fixture
def lived(app, settings, clock, school, client, tmp_path):
    """A class that worked before and after a backup, then erased Léo. Its server has stopped since."""
    made = make_class(app, school, clock, "martin", "Mme Martin", "CP A", ["Inès", "Léo", "Zoé"])
    tablets = [pupil_browser(client, made, number) for number in range(2)]
    before = [answer(tablet, clock) for tablet in tablets]
    second = tmp_path / "second"
    second.mkdir()
    doubled = settings.model_copy(update={"backup_second_dir": second})
    backup = back_up(doubled, app.state.engine, clock())
    assert (second / backup.path.name).read_bytes() == backup.path.read_bytes()
    assert back_up_if_changed(doubled, app.state.engine, clock()) is None  # nothing changed
    after = [answer(tablet, clock) for tablet in tablets] + [answer(tablets[0], clock)]
    teacher = teacher_browser(client, made)
    erased = teacher.post(f"/api/pupils/{made.pupils[1].id}/erase", json={"name": "Léo"})
    assert erased.status_code in {200, 204}, erased.text
    with pytest.raises(BadInputError, match="stop it first"), not_served(settings.data_dir):
        pass
    client.__exit__(None, None, None)  # the server stops
    return doubled, {before[0], after[0], after[2]}


@both
def test_a_backup_is_restored_with_what_was_acknowledged_and_erased_since(
    lived, monkeypatch, capsys, clock, database_url
):
    settings, acknowledged = lived
    for name in ("TUTOR_DATA_DIR", "DATABASE_URL"):
        monkeypatch.setenv(name, str(settings.data_dir) if name == "TUTOR_DATA_DIR" else settings.database)
    assert main(["restore"]) == 2  # nothing is replaced without a yes
    assert "--yes" in capsys.readouterr().err
    assert main(["restore", "--yes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["attempts"], told["homeless"], told["erased"]) == (2, 0, 1)
    assert told["aside"]
    assert attempts_in(settings.database) == acknowledged
    assert problems_of(settings) == ()
    # Once more: nothing twice. And as it was: what came after is not put back, but nobody erased comes back.
    assert main(["restore", told["backup"], "--yes", "--as-it-was", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["erased"] == 1
    assert len(attempts_in(settings.database)) == 1
    assert main(["backups", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["backups"]


@pytest.mark.of_sqlite
def test_a_class_at_work_fills_the_disk_is_told_kindly_and_goes_on_once_there_is_room(
    app, pupil_client, clock, settings
):
    engine = app.state.engine
    back_up(settings, engine, clock())
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = {"pages": pages}
    event.listen(engine, "checkout", lambda found, *_: found.execute(f"PRAGMA max_page_count = {limit['pages']}"))
    served = pupil_client.post("/api/practice/next", json={"domain": "maths"})
    for _ in range(60):
        if served.status_code != 200:
            break
        served = skipped(pupil_client, served.json()["served_id"], clock)
        if served.status_code == 200:
            served = pupil_client.post("/api/practice/next", json={"domain": "maths"})
    assert served.status_code == 503  # what the tablet's outbox keeps
    assert "disque du serveur est plein" in served.json()["message"]
    limit["pages"] = 1_000_000
    answer(pupil_client, clock)
    assert last_backup(settings) is not None


def skipped(tablet, served_id, clock):
    clock.advance(seconds=20)
    sent = {
        "id": str(uuid4()),
        "served_id": served_id,
        "answer": {"type": "skipped"},
        "latency_ms": 4000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    return tablet.post("/api/practice/attempts", json=sent)


@pytest.fixture
def small(settings):
    """A school of SQLite without a server."""
    engine = make_engine(settings.database)
    with writing(engine) as session:
        session.add(School(name="École des Tilleuls"))
        session.commit()
    yield settings, engine
    engine.dispose()


def schools_of(settings) -> list[str]:
    engine = make_engine(settings.database)
    with reading(engine) as session:
        found = list(session.exec(select(School.name)).all())
    engine.dispose()
    return found


def spoil(settings) -> Path:
    path = settings.data_dir / "school.db"
    kept = path.read_bytes()
    path.write_bytes(os.urandom(4096) + kept[4096:])
    return path


@pytest.mark.of_sqlite
@pytest.mark.parametrize("hurt", [spoil, lambda settings: (settings.data_dir / "school.db").unlink()])
def test_a_damaged_database_is_replaced_at_the_start_by_the_last_good_backup(small, clock, hurt):
    settings, engine = small
    good = back_up(settings, engine, clock())
    clock.advance(minutes=30)
    bad = back_up(settings, engine, clock(), "auto")
    bad.path.write_bytes(bad.path.read_bytes()[:-100])  # and the newest was cut short
    engine.dispose()
    hurt(settings)
    make_ready(settings, clock())
    assert schools_of(settings) == ["École des Tilleuls"]
    told = recovery(settings.data_dir, clock())
    assert told is not None
    assert datetime.fromisoformat(told.backup_made_at) == good.made_at
    notice = notices(settings, clock())[0]
    assert "est repartie de la sauvegarde du 7 septembre 2026 à 11 h 00" in notice.message
    clock.advance(days=15)
    assert "recovered" not in {one.code for one in notices(settings, clock())}


@pytest.mark.of_sqlite
def test_without_a_backup_a_damaged_database_is_left_alone_and_said(small, clock):
    settings, engine = small
    engine.dispose()
    path = spoil(settings)
    spoilt = path.read_bytes()
    with pytest.raises(UnavailableError, match="no backup of it can be used"):
        make_ready(settings, clock())
    assert path.read_bytes() == spoilt


@pytest.mark.of_sqlite
def test_a_sealed_backup_opens_with_its_passphrase_only(small, clock):
    settings, engine = small
    sealing = settings.model_copy(update={"backup_passphrase": SecretStr("un mot de passe")})
    made = back_up(sealing, engine, clock())
    engine.dispose()
    assert made.sealed
    assert b"Tilleuls" not in made.path.read_bytes()
    with pytest.raises(BadInputError, match="TUTOR_BACKUP_PASSPHRASE"):
        restore(settings, made, clock())
    spoil(settings)
    assert restore(sealing, chosen(sealing, made.path.name), clock()).aside is not None
    assert schools_of(settings) == ["École des Tilleuls"]


def test_an_upgrade_is_preceded_by_a_backup(tmp_path, clock):
    settings = Settings(data_dir=tmp_path / "data")
    engine = make_engine(settings.database)
    with engine.connect() as connection, connection.begin():
        command.upgrade(_config(connection), "0016")
    engine.dispose()
    make_ready(settings, clock())
    assert [one.reason for one in all_backups(settings)] == ["upgrade"]
    make_ready(settings, clock())
    assert len(all_backups(settings)) == 1  # nothing more to upgrade


def test_a_full_disk_takes_the_oldest_backups_and_never_the_last_two(small, clock, monkeypatch):
    settings, engine = small
    for _ in range(4):
        back_up(settings, engine, clock())
        clock.advance(minutes=30)
    made = all_backups(settings)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    assert make_room(settings.backup_folder, 1000) is False
    assert all_backups(settings) == made[:2]
    assert {one.code for one in notices(settings, clock(), backups_fail=True)} == {"disk_almost_full", "no_backup"}
    with pytest.raises(UnavailableError, match="too full for a backup"):
        back_up(settings, engine, clock())


@both
def test_what_a_cut_kept_out_of_the_log_is_noted_at_the_next_start(app, settings, client, made_class, clock):
    tablet = pupil_browser(client, made_class, 0)
    given = [answer(tablet, clock) for _ in range(3)]
    (path,) = days_in(settings.data_dir / FOLDER)
    first, *_ = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first)
    log = AttemptLog(settings.data_dir)
    for _ in range(2):  # a second start finds nothing to add
        log.catch_up(app.state.engine)
        entries = list(entries_of(path))
        assert [entry["attempt"]["id"] for entry in entries] == given
        assert [entry["served"]["id"] for entry in entries] == [entry["attempt"]["served_id"] for entry in entries]
    log.close()


def test_a_torn_line_of_the_log_costs_that_line_only(tmp_path):
    log = AttemptLog(tmp_path)
    log.append([{"attempt": {"received_at": "2026-09-07T09:00:00"}, "served": 1}])
    log.close()
    (path,) = days_in(tmp_path / FOLDER)
    with path.open("ab") as file:
        file.write(b'0000 {"attempt": ')
    log.append([{"attempt": {"received_at": "2026-09-07T09:01:00"}, "served": 2}])
    log.close()
    assert [entry["served"] for entry in entries_of(path)] == [1, 2]
    for day in range(10, 30):
        log.append([{"attempt": {"received_at": f"2026-09-{day}T09:00:00"}}])
    log.close()
    assert len(days_in(tmp_path / FOLDER)) == DAYS_KEPT
