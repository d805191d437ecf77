"""What a pupil's page shows: what comes next and why, where he is in the graph, what he misreads, his days."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.exercise import Kind
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet, simple_content
from tutor.practice.repository import last_served_for_pupil


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    simple_content(app)
    return Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


def see(teacher: TestClient, tablet: Tablet, what: str, **query: str) -> dict[str, Any]:
    answer = teacher.get(f"/api/dashboard/pupils/{tablet.pupil.id}/{what}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def misread(tablet: Tablet, instead: str, slip: str | None = None) -> tuple[str, str]:
    """He reads something and the ear hears another last word; the attempt and the word."""
    served = tablet.until(Kind.READ_ALOUD)
    receipt = tablet.receipt(served, Verdict.INCORRECT, instead=instead, slip=slip)
    answer = tablet.send(served["served_id"], {"type": "heard", "receipt": receipt})
    assert answer.json()["verdict"] == "incorrect", answer.text
    return answer.json()["id"], tablet.exercise(served).content.words[-1].text  # type: ignore[union-attr]


def test_what_comes_next_is_told_in_each_subject_with_its_reason_and_nothing_is_given(
    teacher_client: TestClient, tablet: Tablet
) -> None:
    for _ in range(6):
        tablet.answer(tablet.next(), Verdict.CORRECT)
    choices = see(teacher_client, tablet, "next")["choices"]
    assert {one["domain"] for one in choices} == {"reading", "maths"}
    for one in choices:
        assert one["skill"] in one["reason"]
        assert one["reason"].endswith(".")
    assert len({one["skill"] for one in choices}) == len(choices)
    assert see(teacher_client, tablet, "next")["choices"] == choices, "looking changes nothing"
    with tablet.database() as session:
        last = last_served_for_pupil(session, tablet.pupil.id)
    assert last is not None
    assert last.id == tablet.attempts()[-1].served_id


def test_a_skill_is_next_when_what_it_needs_is_known_and_names_what_it_waits_for(
    teacher_client: TestClient, tablet: Tablet
) -> None:
    answer = teacher_client.get(f"/api/pupils/{tablet.pupil.id}/skills").json()
    rows = {row["skill"]: row for row in answer["rows"]}
    graph = tablet.app.state.catalogue.skills
    assert {row["place"] for row in rows.values()} == {"next", "later"}
    for key, row in rows.items():
        needed = [graph.skills[one].name for one in graph.skills[key].prerequisites if one in rows]
        assert row["waits_for"] == needed, "nothing is known yet"
        assert row["part"]
    served = tablet.next("maths")
    tablet.answer(served, Verdict.INCORRECT)
    [skill, *_] = tablet.exercise(served).skills
    answer = teacher_client.get(f"/api/pupils/{tablet.pupil.id}/skills").json()
    assert next(row for row in answer["rows"] if row["skill"] == skill)["place"] == "now"


def test_words_and_slips_met_twice_are_told_with_what_was_heard(teacher_client: TestClient, tablet: Tablet) -> None:
    first, _ = misread(tablet, "zébu", "b-d")
    tablet.clock.advance(minutes=3)
    misread(tablet, "zébu", "b-d")
    page = see(teacher_client, tablet, "miscues")
    assert page["misread"] == 2
    [slip] = page["slips"]
    assert (slip["times"], slip["examples"][0]["heard"]) == (2, "zébu")
    assert slip["name"]
    corrected = teacher_client.post(f"/api/dashboard/answers/{first}/correction", json={"verdict": "correct"})
    assert corrected.status_code == 200, corrected.text
    page = see(teacher_client, tablet, "miscues")
    assert (page["misread"], page["slips"]) == (1, []), "the teacher heard that it was right"


def test_the_days_of_a_pupil_and_the_answers_of_one_of_them(
    client: TestClient, made_class: MadeClass, tablet: Tablet, clock: Clock
) -> None:
    for verdict in (Verdict.CORRECT, Verdict.INCORRECT, Verdict.CORRECT):
        tablet.answer(tablet.next(), verdict)
    clock.advance(days=1)
    tablet.sign_in_again()
    tablet.answer(tablet.next(), Verdict.CORRECT)
    teacher = teacher_browser(client, made_class)
    page = see(teacher, tablet, "days")
    assert [day["day"] for day in page["days"]] == ["2026-09-08", "2026-09-07"]
    assert page["days"][1]["work"]["exercises"] == 3
    assert page["days"][1]["work"]["right_first"] == 2
    assert (page["week_days"], page["week"]["exercises"], page["week"]["right_first"]) == (2, 4, 3)
    path = f"/api/pupils/{tablet.pupil.id}/attempts"
    assert len(teacher.get(path, params={"on": "2026-09-07"}).json()["attempts"]) == 3
    assert len(teacher.get(path, params={"on": "2026-09-09"}).json()["attempts"]) == 0
