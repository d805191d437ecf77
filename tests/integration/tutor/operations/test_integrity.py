"""`tutor check` finds what is broken, and says so without a name."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import MadeClass
from tutor.cli import main
from tutor.db import make_engine, writing
from tutor.practice.tables import Mastery

pytestmark = pytest.mark.both_databases


@pytest.fixture
def practised(pupil_client, app, clock) -> int:
    """The first pupil has answered five exercises."""
    for number in range(5):
        served = pupil_client.post("/api/practice/next", json={}).json()
        clock.advance(seconds=20)
        answer = pupil_client.post(
            "/api/practice/attempts",
            json={
                "id": f"00000000-0000-4000-8000-00000000000{number}",
                "served_id": served["served_id"],
                "answer": {"type": "number", "value": 1}
                if served["content"]["kind"] == "compute"
                else {"type": "skipped"},
                "latency_ms": 4000,
                "hints": 0,
                "occurred_at": clock().isoformat(),
            },
        )
        assert answer.status_code == 200, answer.text
    return 5


def run_check(settings, monkeypatch, capsys) -> tuple[int, dict[str, object]]:
    monkeypatch.setenv("TUTOR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database)
    status = main(["check", "--json"])
    return status, json.loads(capsys.readouterr().out)


def checks(report: dict[str, object]) -> set[str]:
    problems = report["problems"]
    assert isinstance(problems, list)
    return {problem["check"] for problem in problems}


def test_a_school_at_work_is_whole(settings, practised, monkeypatch, capsys):
    status, report = run_check(settings, monkeypatch, capsys)
    assert report == {"ok": True, "pupils": 3, "attempts": practised, "problems": []}
    assert status == 0
    assert main(["check"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE mastery SET sequence = sequence - 1", {"mastery"}),
        ("UPDATE mastery SET state = '{}'", {"mastery"}),
        ("UPDATE mastery SET state = 'x'", {"mastery"}),
        ("DELETE FROM mastery", {"mastery"}),
        ("UPDATE attempt SET verdict = 'correct'", {"mastery", "days"}),
        ("DELETE FROM attempt WHERE sequence = (SELECT max(sequence) FROM attempt)", {"mastery", "days"}),
        ("DELETE FROM skill_day", {"days"}),
        ("UPDATE skill_total SET correct = correct + 1", {"days"}),
        ("UPDATE alembic_version SET version_num = '0000'", {"schema"}),
        ("DROP INDEX ix_attempt_served_id", {"schema"}),
    ],
)
def test_damage_is_found(app, settings, practised, monkeypatch, capsys, damage, found):
    with app.state.engine.begin() as connection:
        connection.execute(text(damage))
    status, report = run_check(settings, monkeypatch, capsys)
    assert (status, checks(report)) == (1, found)
    assert "Inès" not in json.dumps(report, ensure_ascii=False)


def test_an_attempt_at_what_was_given_to_another_is_found(app, settings, made_class: MadeClass, practised,
                                                          monkeypatch, capsys):  # fmt: skip
    with writing(app.state.engine) as session:
        session.execute(
            text("UPDATE served SET pupil_id = :other"), {"other": _bound(session, made_class.pupils[1].id)}
        )
        session.commit()
    assert "attempts" in checks(run_check(settings, monkeypatch, capsys)[1])


def _bound(session, identifier):
    return identifier.hex if session.get_bind().dialect.name == "sqlite" else identifier


def test_mastery_of_an_earlier_model_is_no_problem(app, settings, made_class, practised, monkeypatch, capsys):
    with writing(app.state.engine) as session:
        mastery = session.get_one(Mastery, made_class.pupils[0].id)
        mastery.model_version, mastery.state = "0", "of another time"
        session.add(mastery)
        session.commit()
    assert run_check(settings, monkeypatch, capsys)[0] == 0


def test_keys_that_others_may_read_are_found(settings, practised, monkeypatch, capsys):
    (settings.data_dir / "keys" / "sessions.key").chmod(0o644)
    (settings.data_dir / "keys" / "receipts.key").unlink()
    _, report = run_check(settings, monkeypatch, capsys)
    assert checks(report) == {"keys"}
    assert "chmod 600" in json.dumps(report)


def test_a_folder_without_a_school_is_said(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "nothing"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["check"]) == 2
    assert "there is no school" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


def test_checking_writes_nothing(settings, client, monkeypatch, capsys):
    engine = make_engine(settings.database)
    engine.dispose()
    before = {path: path.stat().st_mtime_ns for path in settings.data_dir.rglob("*.key")}
    assert run_check(settings, monkeypatch, capsys)[0] == 0
    assert {path: path.stat().st_mtime_ns for path in settings.data_dir.rglob("*.key")} == before
