"""The support bundle tells how the server is, and nothing about anybody: what is planted is nowhere in it."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from sqlmodel import Session

from tests.conftest import PASSWORD, MadeClass
from tutor.classroom.tables import Pupil
from tutor.cli import main
from tutor.identity.tables import Teacher
from tutor.operations.support.clean_logs import cleaned
from tutor.operations.support.names import STRUCK, Sieve
from tutor.settings import Settings

SENTENCE = "Le chat de Maëlys a mangé ma tartine"
SECRET = "mot-de-passe-de-la-base"

LINES = [
    '{"event": "http", "level": "info", "timestamp": "2026-11-22T10:00:00Z", "route": "/api/classes/{class_id}/pupils",'
    ' "status": 200, "ms": 12, "method": "GET", "request_id": "0123456789ab", "pupil": "Maëlys"}',
    json.dumps({"event": "chore_failed", "chore": "bin", "reason": SENTENCE, "level": "warning"}, ensure_ascii=False),
    json.dumps({"event": f"a lu {SENTENCE}", "level": "info", "route": "/classe/Maëlys"}, ensure_ascii=False),
    json.dumps(
        {
            "event": "unexpected_error", "level": "error",
            "exception": 'Traceback (most recent call last):\n  File "/home/maelys/tutor/db.py", line 40, in reading\n'
            f"    raise ValueError({SENTENCE!r})\nValueError: {SENTENCE}",
        },
        ensure_ascii=False,
    ),
    f"une ligne quelconque avec {SENTENCE} et {SECRET}",
]  # fmt: skip


@pytest.fixture
def planted(
    pupil_client, session: Session, made_class: MadeClass, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Everything personal that was put in the database, the settings and the logs."""
    pupil = session.get(Pupil, made_class.pupils[0].id)
    teacher = session.get(Teacher, made_class.teacher.id)
    assert pupil is not None
    assert teacher is not None
    pupil.first_name, teacher.name, teacher.login = "Maëlys", "Mme Zylberstein", "zylber@ecole.test"
    session.add_all([pupil, teacher])
    session.commit()
    session.close()
    served = pupil_client.post("/api/practice/next", json={}).json()
    monkeypatch.setenv("TUTOR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database)
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(settings.models_dir))
    monkeypatch.setenv("TUTOR_HELP_CONTACT", "Mme Zylberstein, 06 12 34 56 78")
    (settings.data_dir.parent / "server.log").write_text("\n".join(LINES), encoding="utf-8")
    keys = [path.read_text(encoding="ascii").strip() for path in sorted((settings.data_dir / "keys").iterdir())]
    return [
        "Maëlys", "maelys", "Inès", "Léo", "Zoé", "Zylberstein", "zylber@", "martin", "Tilleuls", "CP A", "06 12",
        made_class.classroom.code, pupil.card_token, str(pupil.id), pupil.id.hex, served["served_id"], SENTENCE,
        "tartine", SECRET, PASSWORD, *keys,
    ]  # fmt: skip


def read(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_what_is_planted_everywhere_is_nowhere_in_the_bundle(planted, settings, tmp_path, capsys):
    made = tmp_path / "out.zip"
    logs = str(settings.data_dir.parent / "server.log")
    assert main(["support", "-o", str(made), "--logs", logs, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == str(made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    files = read(made.read_bytes())
    everything = "\n".join([*files, *files.values()]).lower()
    assert [one for one in planted if one.lower() in everything] == []


def test_it_still_tells_what_helps(planted, settings, tmp_path):
    made = tmp_path / "out.zip"
    assert main(["support", "-o", str(made), "--logs", str(settings.data_dir.parent / "server.log")]) == 0
    files = read(made.read_bytes())
    assert json.loads(files["comptes.json"])["lignes"]["pupil"] == 3
    assert {finding["check"] for finding in json.loads(files["docteur.json"])} >= {"disk", "model", "database"}
    assert json.loads(files["reglages.json"])["help_contact"] == "changé"
    assert json.loads(files["versions.json"])["packages"]["fastapi"]
    lines = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    assert lines[0]["route"] == "/api/classes/{class_id}/pupils"
    assert lines[3]["exception"] == ["tutor/db.py:40 reading", "ValueError"]
    assert len(lines) == len(LINES)


def test_an_address_of_a_database_shows_no_account_and_no_password(monkeypatch, tmp_path):
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://zylber:{SECRET}@127.0.0.1:1/ecole")
    made = tmp_path / "out.zip"
    assert main(["support", "-o", str(made), "--logs", "/dev/null"]) == 0
    everything = "".join(read(made.read_bytes()).values())
    assert SECRET not in everything
    assert "zylber" not in everything
    assert json.loads(read(made.read_bytes())["reglages.json"])["database_url"] == "postgresql+psycopg"


def test_a_name_is_struck_out_as_a_word_and_not_inside_one():
    sieve = Sieve(["Léo", "Mme Martin"], Path("/home/martin"))
    assert sieve("LÉO et léonard, chez Martin : /home/martin/data") == f"{STRUCK} et léonard, chez {STRUCK} : ~/data"


def test_only_known_keys_of_a_log_pass():
    assert list(cleaned(['{"event": "ready", "word": "lapin", "ms": 3}', "[1]"])) == [
        {"event": "ready", "ms": 3},
        {"event": "another_line", "length": 3},
    ]
