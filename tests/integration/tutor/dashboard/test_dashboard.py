"""What a teacher sees of her class: who does what now, and the last attempts in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet, simple_content
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import writing

pytestmark = pytest.mark.both_databases


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    simple_content(app)
    return Tablet(pupil_browser(client, made_class, 1), app, made_class.pupils[1], clock)


def live(teacher: TestClient, made: MadeClass) -> dict[str, dict[str, Any]]:
    response = teacher.get(f"/api/classes/{made.classroom.id}/live")
    assert response.status_code == 200, response.text
    rows = response.json()["rows"]
    return {row["pupil"]["first_name"]: row for row in rows}


def test_a_class_that_never_played_is_listed_in_the_order_of_first_names(
    teacher_client: TestClient, made_class: MadeClass, app: FastAPI, clock: Clock
) -> None:
    with writing(app.state.engine) as session:
        for number, name in enumerate(["élise", "Zacharie", "Eda"]):
            session.add(
                Pupil(
                    classroom_id=made_class.classroom.id,
                    first_name=name,
                    avatar="ours",
                    pictures=["soleil", "lune", "cle"],
                    card_token=f"more-{number}",
                    created_at=clock(),
                )
            )
        session.commit()
    rows = live(teacher_client, made_class)
    assert list(rows) == ["Eda", "élise", "Inès", "Léo", "Zacharie", "Zoé"]
    assert {row["state"] for row in rows.values()} == {"never"}


def test_the_live_table_says_who_does_what_now(
    teacher_client: TestClient, made_class: MadeClass, tablet: Tablet, clock: Clock
) -> None:
    tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    tablet.answer(tablet.next("maths"), Verdict.INCORRECT)
    served = tablet.next("reading")
    row = live(teacher_client, made_class)["Léo"]
    assert row["state"] == "active"
    assert row["exercise"] in {served["content"]["text"], served["content"]["title"]}
    assert (row["attempts_today"], row["correct_today"], row["last_verdict"]) == (2, 1, "incorrect")
    assert row["since"].startswith(clock().isoformat()[:19])
    clock.advance(minutes=4)
    later = live(teacher_client, made_class)["Léo"]
    assert later["state"] == "away"


def test_today_is_the_day_of_the_school_not_of_the_universal_clock(
    client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock
) -> None:
    # 21:55 UTC on 7 September is 23:55 in Paris; ten minutes later it is tomorrow there.
    clock.advance(hours=12, minutes=55)
    teacher = teacher_browser(client, made_class)
    tablet = Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)
    tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    assert live(teacher, made_class)["Inès"]["attempts_today"] == 1
    clock.advance(minutes=10)
    assert live(teacher, made_class)["Inès"]["attempts_today"] == 0


def test_attempts_are_told_in_words_newest_first(teacher_client: TestClient, tablet: Tablet, clock: Clock) -> None:
    served = tablet.next("maths")
    tablet.answer(served, Verdict.INCORRECT)
    tablet.send(served["served_id"], {"type": "skipped"})
    tablet.answer(tablet.next("reading"), Verdict.INCORRECT)
    response = teacher_client.get(f"/api/pupils/{tablet.pupil.id}/attempts")
    assert response.status_code == 200, response.text
    told = response.json()
    assert told["pupil"]["first_name"] == "Léo"
    read, passed, counted = told["attempts"]
    assert read["answer"].startswith("a lu\u00a0: ")
    assert " à revoir" in read["answer"]
    assert {word["verdict"] for word in read["words"]} == {"incorrect"}
    assert (passed["answer"], passed["verdict"], passed["hints"]) == ("a passé", "unsure", 1)
    assert counted["answer"].startswith("a répondu ")
    assert " + " in counted["exercise"] or " − " in counted["exercise"]
    assert all(row["reason"].endswith(".") and "«" in row["reason"] for row in told["attempts"])
    assert len(teacher_client.get(f"/api/pupils/{tablet.pupil.id}/attempts?limit=1").json()["attempts"]) == 1


@pytest.mark.parametrize("limit", ["0", "201", "beaucoup"])
def test_a_limit_out_of_range_is_refused(teacher_client: TestClient, made_class: MadeClass, limit: str) -> None:
    response = teacher_client.get(f"/api/pupils/{made_class.pupils[0].id}/attempts?limit={limit}")
    assert response.status_code == 422


def test_another_teachers_class_and_pupils_are_not_there(
    client: TestClient, made_class: MadeClass, other_class: MadeClass, tablet: Tablet
) -> None:
    tablet.answer(tablet.next(), Verdict.CORRECT)
    stranger = teacher_browser(client, other_class)
    for path, unknown in (
        (f"/api/classes/{made_class.classroom.id}/live", f"/api/classes/{uuid4()}/live"),
        (f"/api/pupils/{tablet.pupil.id}/attempts", f"/api/pupils/{uuid4()}/attempts"),
    ):
        refused = stranger.get(path)
        assert refused.status_code == 404
        assert refused.json() == stranger.get(unknown).json()


def test_an_empty_class_is_an_empty_table_and_an_archived_pupil_is_not_in_it(
    teacher_client: TestClient, made_class: MadeClass, app: FastAPI
) -> None:
    with writing(app.state.engine) as session:
        for pupil in made_class.pupils:
            session.merge(pupil).archived = True
        session.commit()
    assert live(teacher_client, made_class) == {}
    kept = teacher_client.get(f"/api/pupils/{made_class.pupils[0].id}/attempts")
    assert kept.status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_class(
    teacher_client: TestClient, made_class: MadeClass, app: FastAPI, tablet: Tablet, clock: Clock
) -> None:
    tablet.answer(tablet.next(), Verdict.CORRECT)
    with counted(app) as few:
        live(teacher_client, made_class)
    with writing(app.state.engine) as session:
        assert session.get(Classroom, made_class.classroom.id)
        for number in range(25):
            session.add(
                Pupil(
                    classroom_id=made_class.classroom.id,
                    first_name=f"Nom{number}",
                    avatar="ours",
                    pictures=["soleil", "lune", "cle"],
                    card_token=f"many-{number}",
                    created_at=clock(),
                )
            )
        session.commit()
    with counted(app) as many:
        assert len(live(teacher_client, made_class)) == 28
    # Who she is, whether she signed out, her class, what each was given and did last, what was done today and lately,
    # what was corrected of it, within which school.
    assert len(many) == len(few) <= 8


@contextmanager
def counted(app: FastAPI) -> Iterator[list[str]]:
    """The SELECT statements run meanwhile (signing in is one of them)."""
    seen: list[str] = []

    def see(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(app.state.engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(app.state.engine, "before_cursor_execute", see)
