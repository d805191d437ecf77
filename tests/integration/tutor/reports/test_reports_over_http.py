"""Reports over HTTP: the figures of the database, of a teacher's own class only, as files with good names."""

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from httpx2 import Response
from odfdo import Document
from starlette.testclient import TestClient

from learner_model import Item
from tests.conftest import Clock, MadeClass
from tutor.db import writing
from tutor.practice import days
from tutor.practice.items import item_to_json
from tutor.practice.tables import Attempt, Served
from tutor.settings import Settings


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.advance(days=70)  # mid-November: the first part of the year is over
    return clock


def attempts_of(pupil_id: UUID, skill: str, rights: Sequence[bool], clock: Clock, pace: int | None = None) -> list[Any]:
    """A served exercise and its answer each day, the last one today."""
    rows: list[Any] = []
    for place, right in enumerate(rights):
        at = clock.now - timedelta(days=len(rights) - 1 - place)
        served = Served(
            id=uuid4(), pupil_id=pupil_id, exercise_id="e", reason={}, line={}, model_version="x",
            served_at=at - timedelta(seconds=30),
        )  # fmt: skip
        verdict = "correct" if right else "incorrect"
        attempt = Attempt(
            id=uuid4(), pupil_id=pupil_id, served_id=served.id, exercise_id="e",
            item=item_to_json(Item("e", "compute", skill.split(".")[0], (skill,), 0.0)),
            verdict=verdict, answer={}, hearing={"fluency": {"mclm": pace + place}} if pace else None,
            mclm=pace + place if pace else None,
            reply={"verdict": verdict, "line": {"act": "praise"}}, hints=0, latency_ms=4000, occurred_at=at,
            received_at=at,
        )  # fmt: skip
        rows += [served, attempt]
    return rows


@pytest.fixture
def worked(app: FastAPI, teacher_client: TestClient, made_class: MadeClass, clock: Clock, settings: Settings) -> None:
    """Inès read six texts and did sums, Léo a few sums, Zoé nothing."""
    ines, leo, _ = made_class.pupils
    rows = [
        *attempts_of(ines.id, "reading.texts.short", [True] * 6, clock, pace=30),
        *attempts_of(ines.id, "maths.add.to_10", [True, True, False, True], clock),
        *attempts_of(leo.id, "maths.add.to_10", [False, True], clock),
    ]
    with writing(app.state.engine) as session:
        session.add_all(row for row in rows if isinstance(row, Served))
        session.flush()
        session.add_all(row for row in rows if isinstance(row, Attempt))
        session.commit()
    days.fill_missing(app.state.engine, ZoneInfo(settings.timezone))


def take(client: TestClient, made: MadeClass, what: str, **query: str) -> Response:
    response: Response = client.get(f"/api/classes/{made.classroom.id}/{what}", params=query)
    assert response.status_code == 200, response.text
    assert response.headers["Cache-Control"] == "no-store"
    return response


def name_of(response: Response) -> str:
    return unquote(response.headers["Content-Disposition"].split("UTF-8''")[1])


@pytest.mark.both_databases
@pytest.mark.usefixtures("worked")
def test_tables_hold_the_figures_of_the_database(
    teacher_client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    response = take(teacher_client, made_class, "reports/tables.ods")
    assert name_of(response) == f"CP A – {clock.now.date()}.ods"
    document = Document(io.BytesIO(response.content))
    practice, positions, readings = document.body.get_tables()
    rows = {row[0]: row for row in practice.get_values()[1:]}
    assert list(rows) == ["Inès", "Léo", "Zoé"]
    # Days, minutes (half a minute each), exercises, success at the first answer, the middle pace of the last three.
    assert rows["Inès"][1:4] == [6, 5, 10]
    assert float(rows["Inès"][4]) == 0.9
    assert rows["Inès"][5] == 34
    assert rows["Léo"][1:4] == [2, 1, 2]
    assert rows["Zoé"][1:4] == [0, 0, 0]
    assert [row[2] for row in readings.get_values()[1:]] == [30, 31, 32, 33, 34, 35]
    assert [row[0] for row in positions.get_values()[1:]] == ["Inès", "Léo", "Zoé"]


@pytest.mark.usefixtures("worked")
def test_each_file_has_its_name_and_the_days_asked_for(
    teacher_client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    today, ines = clock.now.date(), str(made_class.pupils[0].id)
    for what, query, name in (
        ("reports/families.pdf", {}, f"Bilan pour la famille – CP A – {today}.pdf"),
        ("reports/families.pdf", {"pupil_id": ines}, f"Bilan pour la famille – Inès – {today}.pdf"),
        ("reports/summary.pdf", {}, f"Bilan de la classe – CP A – {today}.pdf"),
        ("cards.pdf", {}, "Cartes – CP A.pdf"),
    ):
        response = take(teacher_client, made_class, what, **query)
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")
        assert name_of(response) == name
    asked = {"table": "fluence", "since": str(today - timedelta(days=2)), "until": str(today - timedelta(days=1))}
    response = take(teacher_client, made_class, "reports/table.csv", **asked)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["33", "34"]


@pytest.mark.both_databases
@pytest.mark.usefixtures("worked")
def test_positions_are_proposed_for_each_pupil_and_domain(teacher_client: TestClient, made_class: MadeClass) -> None:
    lsu = take(teacher_client, made_class, "reports/lsu").json()
    assert lsu["terms_over"] == 1
    assert [one["pupil"]["first_name"] for one in lsu["pupils"]] == ["Inès", "Léo", "Zoé"]
    domains = [one["id"] for one in lsu["domains"]]
    for pupil in lsu["pupils"]:
        assert [row["domain"] for row in pupil["rows"]] == domains
    zoe = lsu["pupils"][2]["rows"]
    assert {row["level"] for row in zoe} == {None}
    assert {row["wording"] for row in zoe} == {""}


def test_what_cannot_be_is_refused_in_one_sentence(
    teacher_client: TestClient, made_class: MadeClass, other_class: MadeClass
) -> None:
    where = f"/api/classes/{made_class.classroom.id}/reports/families.pdf"
    elsewhere = teacher_client.get(where, params={"pupil_id": str(other_class.pupils[0].id)})
    assert elsewhere.status_code == 404
    for since, until in (("2026-11-02", "2026-11-01"), ("2020-01-01", "2026-11-01")):
        response = teacher_client.get(where, params={"since": since, "until": until})
        assert response.status_code == 422
        assert "période" in response.json()["message"]


def test_names_of_pupils_are_never_markup_nor_formulas(teacher_client: TestClient, made_class: MadeClass) -> None:
    names = ["=1+1", "#panic(1)", "*gras*", "$x$"]
    for name in names:
        path = f"/api/classes/{made_class.classroom.id}/pupils"
        teacher_client.post(path, json={"first_name": name})
    table = take(teacher_client, made_class, "reports/table.csv").content.decode("utf-8-sig")
    assert "\n=1" not in table
    for what in ("reports/families.pdf", "reports/summary.pdf", "cards.pdf"):
        assert take(teacher_client, made_class, what).content.startswith(b"%PDF-")
