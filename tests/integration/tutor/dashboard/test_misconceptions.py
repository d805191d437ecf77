"""A wrong answer in maths is recognised, hinted at three times, kept, and shown to the teacher once it comes back."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.exercise import Compute
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser
from tests.integration.tutor.practice.conftest import Tablet

pytestmark = pytest.mark.both_databases


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    return Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


def shown(teacher: TestClient, tablet: Tablet) -> list[dict[str, Any]]:
    response = teacher.get(f"/api/dashboard/pupils/{tablet.pupil.id}/misconceptions")
    assert response.status_code == 200, response.text
    rows: list[dict[str, Any]] = response.json()["misconceptions"]
    return rows


def an_addition(tablet: Tablet) -> tuple[dict[str, Any], Compute]:
    """Go past exercises until there is something to add by counting."""
    while True:
        served = tablet.next("maths")
        content = tablet.exercise(served).content
        if isinstance(content, Compute) and content.operator == "+" and 1 < min(content.left, content.right) < 6:
            return served, content
        tablet.send(served["served_id"], {"type": "skipped"})


def count_the_start(tablet: Tablet) -> dict[str, Any]:
    served, content = an_addition(tablet)
    response = tablet.send(served["served_id"], {"type": "number", "value": content.answer - 1})
    reply: dict[str, Any] = response.json()
    return reply


def test_a_mistake_is_hinted_at_with_a_question_then_a_figure_then_an_example(tablet: Tablet) -> None:
    served, content = an_addition(tablet)
    replies = [
        tablet.send(served["served_id"], {"type": "number", "value": content.answer - 1}).json() for _ in range(3)
    ]
    assert [reply["line"]["act"] for reply in replies] == ["hint"] * 3
    assert [reply["help"]["step"] for reply in replies] == [1, 2, 3]
    first, second, third = replies
    assert first["line"]["text"].endswith("?")
    assert second["help"]["figure"]["tool"] == "number_line"
    assert third["line"]["text"].endswith("À toi\u00a0!")
    assert first["help"]["solution"] is second["help"]["solution"] is None
    say = tablet.client.get("/api/say", params={"text": first["line"]["text"]})
    assert say.status_code != 404, "what Rivet shows may be heard"


def test_the_misconception_is_kept_with_the_answer_and_not_told_to_the_pupil(tablet: Tablet) -> None:
    reply = count_the_start(tablet)
    kept = [attempt for attempt in tablet.attempts() if attempt.verdict == Verdict.INCORRECT.value]
    assert kept[-1].answer["misconception"] in ("counted_the_start", "doubles_for_near_doubles")
    assert "misconception" not in str(reply)


def test_the_teacher_sees_what_comes_back_with_the_pupils_own_answers(
    teacher_client: TestClient, tablet: Tablet
) -> None:
    count_the_start(tablet)
    assert shown(teacher_client, tablet) == []
    for _ in range(3):
        count_the_start(tablet)
    row = shown(teacher_client, tablet)[0]
    assert row["id"] == "counted_the_start"
    assert row["name"] == "Compte le nombre de départ (erreur d’un)"
    assert row["times"] >= 2
    assert all(one["answer"].startswith("a répondu") and "+" in one["exercise"] for one in row["answers"])
