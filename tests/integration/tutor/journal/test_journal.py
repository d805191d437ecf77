"""What teachers change is written down, and undone for thirty days by whoever teaches the class."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, teacher_browser
from tutor.classroom.tables import Classroom
from tutor.db import reading, writing
from tutor.edits import expect
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal import undoing
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.journal.undoing import Undoer


def rename_back(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    classroom = session.get(Classroom, change.classroom_id)
    assert classroom is not None
    classroom.name = change.before["name"]
    session.add(classroom)


@pytest.fixture(autouse=True)
def a_kind_that_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: Mapping[str, Undoer] = {"class.renamed": rename_back}
    monkeypatch.setattr(undoing, "UNDO", kinds)
    monkeypatch.setattr("tutor.journal.service.UNDO", kinds)


@pytest.fixture
def teacher(client: TestClient, made_class: MadeClass) -> TestClient:
    return teacher_browser(client, made_class)


def renamed(app: FastAPI, made: MadeClass, clock: Clock, kind: str = "class.renamed") -> UUID:
    with writing(app.state.engine) as session:
        change = record(
            session,
            made.teacher,
            made.classroom.id,
            kind,
            "La classe s'appelle CP des lutins.",
            clock(),
            before={"name": "CP d'avant"},
            after={"name": "CP des lutins"},
        )
        session.commit()
        return change.id


@pytest.mark.both_databases
def test_a_change_is_told_with_its_author_and_undone_once(
    app: FastAPI, teacher: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    change = renamed(app, made_class, clock)
    (told,) = teacher.get(f"/api/classes/{made_class.classroom.id}/changes").json()["changes"]
    assert (told["id"], told["who"]) == (str(change), made_class.teacher.name)
    assert told["undoable_until"] is not None
    assert teacher.post(f"/api/changes/{change}/undo").json()["undone_at"] is not None
    with reading(app.state.engine) as session:
        classroom = session.get(Classroom, made_class.classroom.id)
        assert classroom is not None
        assert classroom.name == "CP d'avant"
    again = teacher.post(f"/api/changes/{change}/undo")
    assert (again.status_code, "déjà annulé" in again.json()["message"]) == (409, True)


def test_after_thirty_days_it_says_so(app: FastAPI, client: TestClient, made_class: MadeClass, clock: Clock) -> None:
    change = renamed(app, made_class, clock)
    clock.advance(days=31)
    teacher = teacher_browser(client, made_class)
    (told,) = teacher.get(f"/api/classes/{made_class.classroom.id}/changes").json()["changes"]
    assert told["undoable_until"] is None
    assert "30 jours" in teacher.post(f"/api/changes/{change}/undo").json()["message"]


def test_the_journal_is_read_page_by_page(
    app: FastAPI, teacher: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    ids = []
    for _ in range(5):
        ids.append(str(renamed(app, made_class, clock)))
        clock.advance(minutes=1)
    first = teacher.get(f"/api/classes/{made_class.classroom.id}/changes", params={"limit": 2}).json()["changes"]
    rest = teacher.get(f"/api/classes/{made_class.classroom.id}/changes", params={"before": first[-1]["at"]}).json()[
        "changes"
    ]
    assert [one["id"] for one in [*first, *rest]] == ids[::-1]


def test_whoever_edits_what_was_not_seen_is_told() -> None:
    assert expect(3, 3, "Cette classe") == 4
    assert expect(None, 3, "Cette classe") == 4
    with pytest.raises(ConflictError, match="entre-temps"):
        expect(2, 3, "Cette classe")
