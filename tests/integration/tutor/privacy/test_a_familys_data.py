"""What a family is given, and what is left when who a pupil is was erased: complete, by a walk over every table."""

import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, func, select
from sqlmodel import Session

from tests.conftest import pupil_browser, teacher_browser
from tests.integration.tutor.operations.test_backups import answer
from tests.integration.tutor.year_change.test_bin_and_erasing import rows_made
from tutor.classroom.tables import Classroom, Pupil
from tutor.cli import main
from tutor.db import reading, writing
from tutor.decisions.tables import NeedGroup, NeedGroupMember
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.migrations.metadata import METADATA
from tutor.operations.integrity import check
from tutor.practice.tables import Attempt
from tutor.privacy.anonymising import KEPT, anonymise
from tutor.privacy.collected import LEFT_OUT, collect
from tutor.privacy.export import DATA, PAGE, XAPI
from tutor.privacy.retention import RETENTION
from tutor.privacy.xapi import ANSWERED, HOME, INTERACTION
from tutor.year_change.erasing import doomed

PUPIL = METADATA.tables["pupil"]


def everything_of_one(session: Session) -> tuple[Pupil, dict[Table, dict[str, object]]]:
    """A pupil with a row in every table that can hold something of him."""
    made: dict[Table, dict[str, object]] = {}
    for table in reversed(doomed(PUPIL, [])):
        rows_made(session, table, made)
    session.flush()
    pupil = session.get_one(Pupil, made[PUPIL]["id"])
    return pupil, made


def test_the_export_holds_every_table_that_leads_to_a_pupil_and_every_column_but_secrets(app, client) -> None:
    with writing(app.state.engine) as session:
        pupil, made = everything_of_one(session)
        session.commit()
    with reading(app.state.engine) as session:
        collected = collect(session, pupil)
    assert set(collected.tables) == {table.name for table in doomed(PUPIL, [])}
    for table in doomed(PUPIL, []):
        (row,) = collected.tables[table.name]
        left_out = {column.name for column in table.columns} - set(row)
        assert {f"{table.name}.{name}" for name in left_out} <= set(LEFT_OUT), table.name
    for name, why in LEFT_OUT.items():
        table_name, column = name.split(".")
        assert column in METADATA.tables[table_name].columns
        assert why
    assert len(made) > 15


def test_every_table_has_a_time_for_which_it_is_kept() -> None:
    told = [table for kind in RETENTION for table in kind.tables]
    assert sorted(told) == sorted(METADATA.tables), "a new table is added to tutor.privacy.retention"


@pytest.fixture
def worked(app, client, clock, made_class):
    """Inès answered twice; the browser of her teacher."""
    tablet = pupil_browser(client, made_class)
    made = [answer(tablet, clock) for _ in range(2)]
    return teacher_browser(client, made_class), made


def test_a_family_is_given_a_page_json_and_statements(app, worked, made_class, other_class, client) -> None:
    teacher, attempts = worked
    path = f"/api/pupils/{made_class.pupils[0].id}/export.zip"
    given = teacher.get(path)
    assert given.status_code == 200
    assert given.headers["cache-control"] == "no-store"
    files = zipfile.ZipFile(io.BytesIO(given.content))
    assert set(files.namelist()) == {PAGE, DATA, XAPI}
    page = files.read(PAGE).decode()
    assert "Ce que Marelle garde de Inès" in page
    assert page.count("<tr>") > 4
    assert not re.search(r"https?://|<script|<link|<img|url\(", page), "it opens without a network"
    assert {row["id"] for row in json.loads(files.read(DATA))["tables"]["attempt"]} == set(attempts)
    assert "Léo" not in "".join(files.read(name).decode() for name in files.namelist()), "nothing of classmates"
    statements = json.loads(files.read(XAPI))
    assert [one["id"] for one in statements] == attempts
    for one in statements:
        conforms(one)
        assert "Inès" not in json.dumps(one, ensure_ascii=False)


IRI = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
CONTEXT = {"registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
           "extensions"}  # fmt: skip
KINDS = {"true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert",
         "numeric", "other"}  # fmt: skip


def conforms(one: dict) -> None:
    """The rules of xAPI 1.0.3, part two (Data), sections 2.2 to 2.4.7, 4.1, 4.2 and 4.6, for what we write."""
    # 2.2: no other property, none null, ids as UUIDs.
    assert set(one) <= {"id", "actor", "verb", "object", "result", "context", "timestamp"}
    assert {"actor", "verb", "object"} <= set(one)
    assert str(UUID(one["id"])) == one["id"]
    assert "null" not in re.findall(r"\bnull\b", json.dumps({**one, "context": {**one["context"], "extensions": {}}}))
    # 2.4.2.1, 2.4.2.4: an agent with exactly one identifier, an account with both its parts.
    assert set(one["actor"]) == {"objectType", "account"}
    assert one["actor"]["objectType"] == "Agent"
    assert set(one["actor"]["account"]) == {"homePage", "name"}
    assert IRI.match(one["actor"]["account"]["homePage"])
    UUID(one["actor"]["account"]["name"])
    # 2.4.3: a verb with an IRI, its display a language map.
    assert one["verb"]["id"] == ANSWERED
    language_map(one["verb"]["display"])
    # 2.4.4.1: an activity.
    assert set(one["object"]) == {"objectType", "id", "definition"}
    assert one["object"]["objectType"] == "Activity"
    assert IRI.match(one["object"]["id"])
    definition = one["object"]["definition"]
    assert set(definition) <= {"name", "description", "type", "moreInfo", "interactionType", "extensions"}
    assert definition["type"] == INTERACTION
    assert definition["interactionType"] in KINDS
    language_map(definition.get("name", {}))
    # 2.4.5: a result; a score within its bounds; ISO 8601 duration of a hundredth of a second at the finest.
    result = one["result"]
    assert set(result) <= RESULT
    assert re.fullmatch(r"PT\d+(\.\d{1,2})?S", result["duration"])
    assert isinstance(result["response"], str)
    if "success" in result:
        assert isinstance(result["success"], bool)
        score = result["score"]
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
        assert score["min"] < score["max"]
    assert all(IRI.match(key) for key in result["extensions"])
    # 2.4.6: a context; a platform and a revision only when the object is an activity.
    context = one["context"]
    assert set(context) <= CONTEXT
    UUID(context["registration"])
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", context["language"])
    for activities in context.get("contextActivities", {}).values():
        assert all(IRI.match(activity["id"]) for activity in activities)
    assert set(context.get("contextActivities", {})) <= {"parent", "grouping", "category", "other"}
    assert all(IRI.match(key) for key in context["extensions"])
    # 2.4.7: a timestamp with its offset.
    assert datetime.fromisoformat(one["timestamp"]).tzinfo is not None
    assert HOME.endswith(".invalid"), "an address that can never exist"


def language_map(told: dict) -> None:
    """4.2: keys are RFC 5646 language tags."""
    assert all(re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", key) and isinstance(value, str) for key, value in told.items())


def test_the_command_line_writes_the_same_zip_for_its_owner_only(
    worked, settings, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("TUTOR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database)
    assert main(["pupil", "export", "cp a", "ines", "--to", str(tmp_path)]) == 0
    (made,) = tmp_path.glob("*.zip")
    assert made.name == "Données de Inès.zip"
    assert made.stat().st_mode & 0o777 == 0o600
    assert PAGE in zipfile.ZipFile(made).namelist()
    assert main(["pupil", "export", "cp a", "ines", "--to", str(tmp_path)]) == 2
    assert main(["pupil", "export", "CP A", "Noé"]) == 2
    assert "personne ne s’appelle Noé" in capsys.readouterr().err


@pytest.mark.both_databases
def test_erasing_who_he_is_leaves_the_figures_of_nobody(app, worked, made_class, settings) -> None:
    teacher, attempts = worked
    pupil = made_class.pupils[0]
    path = f"/api/pupils/{pupil.id}/anonymise"
    assert teacher.post(path, json={"name": "Léo"}).status_code == 422
    assert teacher.post(path, json={"name": "inès"}).status_code == 204
    assert teacher.get(f"/api/pupils/{pupil.id}/attempts").status_code == 404
    assert len(teacher.get("/api/classes").json()) == 1, "the class of nobody is nobody's"
    with reading(app.state.engine) as session:
        assert session.get(Pupil, pupil.id) is None
        kept = session.execute(select(Attempt)).scalars().all()
        assert {str(one.id) for one in kept} == set(attempts)
        nobody = session.get_one(Pupil, kept[0].pupil_id)
        assert (nobody.first_name, nobody.avatar, nobody.pictures) == ("", "", [])
        assert session.get_one(Classroom, nobody.classroom_id).grade == "cp"
        assert all(one.hearing is None and set(one.answer) == {"type"} for one in kept)
    report = check(app.state.engine, settings.data_dir, app.state.learner, ZoneInfo(settings.timezone))
    assert report.problems == (), "mastery and counts are still those that the attempts lead to"


def test_anonymising_empties_every_table_but_those_of_figures(app, client) -> None:
    with writing(app.state.engine) as session:
        pupil, made = everything_of_one(session)
        attempt = session.get_one(Attempt, made[METADATA.tables["attempt"]]["sequence"])
        attempt.answer, attempt.reply = {"type": "skipped"}, {"line": {"act": "praise"}, "said": "Bravo"}
        session.commit()
    kept_tables = {one.__tablename__ for one in KEPT}
    with writing(app.state.engine) as session:
        nobody = anonymise(session, session.get_one(Pupil, pupil.id), datetime.now().astimezone())
        session.commit()
    with reading(app.state.engine) as session:
        left = {
            table.name: session.execute(select(func.count()).select_from(table).where(which)).scalar_one()
            for table, which in doomed(PUPIL, [nobody]).items()
        }
        assert all(left[name] == 1 for name in kept_tables), left
        assert {name for name, count in left.items() if count} <= kept_tables | {"pupil", "campaign_correction"}
        assert not any(
            session.execute(select(func.count()).select_from(table).where(which)).scalar_one()
            for table, which in doomed(PUPIL, [pupil.id]).items()
        )
        assert session.execute(select(Attempt.reply)).scalar_one() == {"line": {"act": "praise"}}


def test_a_name_leaves_the_lines_that_are_about_others(app, made_class, teacher_client, clock) -> None:
    ines, leo = made_class.pupils[0], made_class.pupils[1]
    with writing(app.state.engine) as session:
        told = "Inès et Léo : d’abord « Additionner ». Inèsse reste."
        group = NeedGroup(classroom_id=ines.classroom_id, name="Inès, Léo", skills=[], created_at=clock())
        session.add(group)
        session.flush()
        session.add_all([NeedGroupMember(group_id=group.id, pupil_id=one.id) for one in (ines, leo)])
        record(
            session,
            made_class.teacher,
            ines.classroom_id,
            "decision.made",
            told,
            clock(),
            before={"who": ["Inès"]},
            after={},
        )
        session.commit()
    assert (
        teacher_client.patch(f"/api/pupils/{ines.id}", json={"first_name": "Inessa", "version": 1}).status_code == 200
    )
    assert teacher_client.post(f"/api/pupils/{ines.id}/erase", json={"name": "Inessa"}).status_code == 204
    with reading(app.state.engine) as session:
        (line,) = session.execute(select(Change)).scalars().all()
        assert line.summary == "(élève effacé) et Léo : d’abord « Additionner ». Inèsse reste."
        assert line.before == {"who": ["(élève effacé)"]}
        assert session.execute(select(NeedGroup.name)).scalar_one() == "(élève effacé), Léo"
