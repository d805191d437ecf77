"""What a teacher sees of her class over time: the week, the map of skills, the alerts and those she sets aside."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet, simple_content
from tutor.db import writing
from tutor.practice.tables import PupilDay

pytestmark = pytest.mark.both_databases
TODAY = date(2026, 9, 7)  # a Monday, the clock's


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    simple_content(app)
    return Tablet(pupil_browser(client, made_class, 1), app, made_class.pupils[1], clock)


def worked(app: FastAPI, made: MadeClass, pupil: int, ago: int, exercises: int = 10, **counts: Any) -> None:
    """A day of practice in reading, that many days ago."""
    with writing(app.state.engine) as session:
        moment = app.state.clock() - timedelta(days=ago)
        session.add(
            PupilDay(
                pupil_id=made.pupils[pupil].id,
                day=TODAY - timedelta(days=ago),
                domain="reading",
                **{"seconds": 600, "right_first": 8, "unsure": 0} | counts,
                exercises=exercises,
                first_at=moment,
                last_at=moment,
            )
        )
        session.commit()


def get(teacher: TestClient, made: MadeClass, what: str, **query: str) -> Any:
    response = teacher.get(f"/api/classes/{made.classroom.id}/{what}", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def test_the_week_tells_what_each_pupil_did_and_earlier_weeks_are_reached(
    teacher_client: TestClient, app: FastAPI, made_class: MadeClass, tablet: Tablet
) -> None:
    tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    missed = tablet.next("maths")
    tablet.answer(missed, Verdict.INCORRECT)
    worked(app, made_class, 2, ago=4, seconds=300)
    week = get(teacher_client, made_class, "week")
    assert (week["monday"], week["earlier"], week["later"]) == ("2026-09-07", "2026-08-31", None)
    assert [row["pupil"]["first_name"] for row in week["rows"]] == ["Inès", "Léo", "Zoé"]
    none, did, rested = week["rows"]
    assert (did["work"]["exercises"], did["work"]["right_first"]) == (2, 1)
    assert did["seconds"][0] == did["work"]["seconds"] > 0
    assert none["work"]["exercises"] == rested["work"]["exercises"] == 0
    assert rested["before"]["seconds"] == 300
    assert week["days"][0]["pupils"] == week["weeks"][-1]["pupils"] == 1
    before = get(teacher_client, made_class, "week", of="2026-09-03")
    assert (before["monday"], before["earlier"], before["later"]) == ("2026-08-31", None, "2026-09-07")
    assert before["rows"][2]["work"] == {"seconds": 300, "exercises": 10, "right_first": 8, "unsure": 0}


def test_a_class_that_did_nothing_has_an_empty_week_and_map_and_no_alert(
    teacher_client: TestClient, made_class: MadeClass
) -> None:
    assert get(teacher_client, made_class, "week")["earlier"] is None
    parts = get(teacher_client, made_class, "skills-map", domain="maths")["parts"]
    assert sum(part["unmet"] for part in parts) > 0
    assert not any(part["skills"] for part in parts)
    assert get(teacher_client, made_class, "alerts") == {"alerts": [], "aside": 0}


def test_the_map_shows_who_met_a_skill_and_how_he_does(
    teacher_client: TestClient, made_class: MadeClass, tablet: Tablet, clock: Clock
) -> None:
    for _ in range(4):
        tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    drawn = get(teacher_client, made_class, "skills-map", domain="maths")
    lines = [line for part in drawn["parts"] for line in part["skills"]]
    cells = [cell for line in lines for cell in line["cells"]]
    assert {drawn["pupils"][cell["pupil"]]["first_name"] for cell in cells} == {"Léo"}
    assert sum(cell["exercises"] for cell in cells) >= 4
    assert all(cell["low"] <= cell["probability"] <= cell["high"] for cell in cells)
    clock.advance(days=10)
    teacher = teacher_browser(teacher_client, made_class)
    recent = get(teacher, made_class, "skills-map", domain="maths", since="2026-09-12")
    assert not any(part["skills"] for part in recent["parts"])


def test_an_alert_is_set_aside_told_in_the_journal_undone_and_comes_back(
    teacher_client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock
) -> None:
    with writing(app.state.engine) as session:
        for pupil in made_class.pupils:
            pupil.created_at = clock() - timedelta(days=60)
            session.add(pupil)
        session.commit()
    for ago in range(1, 8):
        worked(app, made_class, 0, ago)
    worked(app, made_class, 1, 1)
    (alert,) = get(teacher_client, made_class, "alerts")["alerts"]
    assert (alert["pupil"]["first_name"], alert["kind"]) == ("Zoé", "absent")
    address = f"/api/classes/{made_class.classroom.id}/alerts/aside"
    asked = {"pupil_id": alert["pupil"]["id"], "kind": "absent"}
    change = teacher_client.post(address, json=asked).json()["change"]
    assert "Zoé" in change["summary"]
    assert get(teacher_client, made_class, "alerts") == {"alerts": [], "aside": 1}
    assert teacher_client.post(f"/api/changes/{change['id']}/undo").status_code == 200
    assert len(get(teacher_client, made_class, "alerts")["alerts"]) == 1
    assert teacher_client.post(address, json=asked).status_code == 200
    clock.advance(days=15)
    teacher = teacher_browser(teacher_client, made_class)
    assert {one["pupil"]["first_name"] for one in get(teacher, made_class, "alerts")["alerts"]} >= {"Zoé"}
    unknown = {"pupil_id": str(uuid4()), "kind": "absent"}
    assert teacher.post(address, json=unknown).status_code == 404


def test_who_misses_three_in_a_row_is_shown_as_needing_a_hand(
    teacher_client: TestClient, made_class: MadeClass, tablet: Tablet
) -> None:
    for _ in range(3):
        served = tablet.next("maths")
        while tablet.answer(served, Verdict.INCORRECT)["then"] == "again":
            pass
    rows = {row["pupil"]["first_name"]: row for row in get(teacher_client, made_class, "live")["rows"]}
    assert rows["Léo"]["hand"]["kind"] == "missed"
    assert rows["Inès"]["hand"] is None
