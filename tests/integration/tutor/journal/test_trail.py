"""The audit trail: every change, choice and verdict of a class, in words, on the page and in the file."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from tests.conftest import MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import simple_content
from tutor.db import writing


@pytest.fixture
def teacher(client: TestClient, made_class: MadeClass) -> TestClient:
    return teacher_browser(client, made_class)


def skip_one(app, client, made, clock, number=0):
    """One exercise given and passed by a pupil."""
    pupil = pupil_browser(client, made, number)
    given = pupil.post("/api/practice/next", json={"domain": "reading"}).json()["served_id"]
    clock.advance(seconds=30)
    sent = {"id": given, "served_id": given, "answer": {"type": "skipped"}, "latency_ms": 900, "hints": 0}
    answer = pupil.post("/api/practice/attempts", json={**sent, "occurred_at": clock().isoformat()})
    assert answer.status_code == 200, answer.text
    clock.advance(seconds=30)


@pytest.fixture
def a_morning(app, client, made_class, clock, teacher):
    """A change by the teacher, then an exercise of Inès, then one of Léo."""
    simple_content(app)
    recording = {"days": 1, "keep_days": 1, "families_told": True}
    assert teacher.put(f"/api/classes/{made_class.classroom.id}/recording", json=recording).status_code == 200
    clock.advance(seconds=30)
    skip_one(app, client, made_class, clock)
    skip_one(app, client, made_class, clock, 1)


def journal(teacher, made, **query):
    answer = teacher.get(f"/api/classes/{made.classroom.id}/journal", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_it_tells_changes_choices_and_verdicts_newest_first(a_morning, teacher, made_class):
    page = journal(teacher, made_class)
    assert [line["kind"] for line in page["lines"]] == ["verdict", "choice", "verdict", "choice", "change"]
    verdict, choice, change = page["lines"][0], page["lines"][1], page["lines"][-1]
    assert (verdict["what"], verdict["why"]) == ("a passé", "Exercice passé.")
    assert choice["who"] == "Marelle"
    assert "réussite attendue" in choice["why"]
    assert change["who"] == "Mme Martin"
    assert change["undoable_until"] is not None
    assert page["more"] is False


def test_it_is_filtered_by_pupil_kind_and_period(a_morning, teacher, made_class, clock):
    his = journal(teacher, made_class, pupil_id=str(made_class.pupils[1].id))["lines"]
    assert [line["kind"] for line in his] == ["verdict", "choice"]
    assert [line["kind"] for line in journal(teacher, made_class, kind="change")["lines"]] == ["change"]
    assert journal(teacher, made_class, since=clock().isoformat())["lines"] == []


def test_it_is_read_page_after_page_without_losing_a_line(a_morning, teacher, made_class):
    seen, before = [], {}
    for _ in range(10):
        page = journal(teacher, made_class, limit=2, **before)
        seen += [line["id"] + line["kind"] for line in page["lines"] if line["id"] + line["kind"] not in seen]
        before = {"before": page["lines"][-1]["at"]}
        if not page["more"]:
            break
    assert len(seen) == 5


def test_the_file_has_the_same_lines_in_order_and_no_formula(a_morning, app, client, teacher, made_class, clock):
    with writing(app.state.engine) as session:
        session.merge(made_class.pupils[0]).first_name = "=1+1"
        session.commit()
    answer = teacher.get(f"/api/classes/{made_class.classroom.id}/journal.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "journal-2026-09-07.csv" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows] == ["sorte", "décision", "choix", "verdict", "choix", "verdict"]
    assert rows[1][:2] == ["07/09/2026", "11:00:00"], "the school's time"
    assert rows[2][2] == "'=1+1"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_a_pupil_of_another_class_is_not_there(a_morning, teacher, made_class, other_class):
    for path in ("journal", "journal.csv"):
        query = {"pupil_id": str(other_class.pupils[0].id)}
        answer = teacher.get(f"/api/classes/{made_class.classroom.id}/{path}", params=query)
        assert answer.status_code == 404
