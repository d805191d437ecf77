"""Questions to a whole class, over HTTP: a suggestion, slates counted, results kept, nothing of any pupil."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import func, select
from starlette.testclient import TestClient

from exercises.exercise import Kind
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tutor.db import reading
from tutor.practice.tables import Attempt, Served
from tutor.whole_class.questions import LETTERS, answer_of, by_skill, said_of, suits_slates


def page(teacher: TestClient, made: MadeClass) -> dict[str, Any]:
    answer = teacher.get(f"/api/classes/{made.classroom.id}/whole-class")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def test_a_round_from_the_suggestion_to_the_results(
    app: FastAPI, teacher_client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    shown = page(teacher_client, made_class)
    suggested = next(one for one in shown["choices"] if one["skill"] == shown["suggested"])
    assert (suggested["domain"], suggested["grade"]) == ("maths", "cp")
    assert shown["pupils"] == 3
    assert {one["domain"] for one in shown["choices"]} == {"maths", "reading"}

    asked = teacher_client.post(
        f"/api/classes/{made_class.classroom.id}/whole-class", json={"skill": "maths.add.to_10"}
    )
    assert asked.status_code == 201
    question = asked.json()
    round_ = f"/api/whole-class/{question['round_id']}"
    exercises: list[str] = []
    for number, tally in enumerate(({"right": 2, "not_yet": 1}, {"share": "most"}, None), start=1):
        assert question["number"] == number
        assert question["answer"] in str(question["solution"])
        assert question["say"][0] == question["instruction"]
        assert question["line"]["act"] == "together_class_ask"
        exercises.append(str(question["content"]))
        if tally is not None:
            counted = teacher_client.put(f"{round_}/questions/{number}", json=tally)
            assert counted.status_code == 200, counted.text
        clock.advance(minutes=2)
        question = teacher_client.post(f"{round_}/questions").json()
    assert len(set(exercises)) == 3
    ended = teacher_client.post(f"{round_}/end").json()
    results = [(one["right"], one["not_yet"], one["share"]) for one in ended["round"]["questions"]]
    assert results == [(2, 1, None), (None, None, "most"), (None, None, None), (None, None, None)]
    assert teacher_client.post(f"{round_}/questions").status_code == 409
    # She finds them again later, and nothing was written of any pupil.
    assert page(teacher_client, made_class)["rounds"] == [ended["round"]]
    assert "name" not in ended["round"]["questions"][0]
    with reading(app.state.engine) as session:
        assert session.exec(select(func.count()).select_from(Attempt)).one() == 0
        assert session.exec(select(func.count()).select_from(Served)).one() == 0


def test_what_many_are_learning_is_suggested(
    app: FastAPI, client: TestClient, teacher_client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    tried: dict[str, int] = {}
    for place in range(3):
        tablet = pupil_browser(client, made_class, place)
        for _ in range(3):
            served = tablet.post("/api/practice/next", json={"domain": "maths"}).json()
            for skill in app.state.catalogue.exercises[served["exercise_id"]].skills:
                tried[skill] = tried.get(skill, 0) + 1
            body = {
                "id": served["served_id"],
                "served_id": served["served_id"],
                "answer": {"type": "skipped"},
                "latency_ms": 1,
                "hints": 0,
                "occurred_at": clock().isoformat(),
            }
            assert tablet.post("/api/practice/attempts", json=body).status_code == 200
            clock.advance(seconds=30)
    shown = page(teacher_client, made_class)
    most = max(one["learning"] for one in shown["choices"])
    suggested = next(one for one in shown["choices"] if one["skill"] == shown["suggested"])
    assert suggested["learning"] == most


@pytest.mark.parametrize("tally", [{}, {"right": 3}, {"right": 3, "not_yet": 1, "share": "half"}, {"share": "all"}])
def test_a_tally_that_says_nothing_is_refused(
    teacher_client: TestClient, made_class: MadeClass, tally: dict[str, Any]
) -> None:
    body = {"skill": "maths.add.to_10"}
    asked = teacher_client.post(f"/api/classes/{made_class.classroom.id}/whole-class", json=body).json()
    path = f"/api/whole-class/{asked['round_id']}/questions"
    assert teacher_client.put(f"{path}/1", json=tally).status_code == 422
    assert teacher_client.put(f"{path}/7", json={"share": "half"}).status_code == 404


def test_another_teacher_sees_nothing_of_it(
    client: TestClient, teacher_client: TestClient, made_class: MadeClass, other_class: MadeClass
) -> None:
    body = {"skill": "maths.add.to_10"}
    asked = teacher_client.post(f"/api/classes/{made_class.classroom.id}/whole-class", json=body).json()
    other = teacher_browser(client, other_class)
    assert page(other, other_class)["rounds"] == []
    assert other.post(f"/api/whole-class/{asked['round_id']}/end").status_code == 404
    unknown = {"skill": "maths.nothing"}
    assert other.post(f"/api/classes/{other_class.classroom.id}/whole-class", json=unknown).status_code == 422


def test_what_is_asked_on_slates_needs_no_tablet(app: FastAPI, client: TestClient) -> None:
    skills = by_skill(app.state.catalogue)
    every = [one for exercises in skills.values() for one in exercises]
    assert {one.kind for one in every} == {Kind.COMPUTE, Kind.COLUMNS, Kind.ASK, Kind.WRITE, Kind.CHOOSE}
    assert not [one.id for one in every if not answer_of(one)]
    assert all(suits_slates(one) for one in every)
    choices = [one for one in every if one.kind is Kind.CHOOSE]
    assert all(answer_of(one)[0] in LETTERS for one in choices)
    assert not [one.id for one in choices if "touche" in " ".join(said_of(one)).lower()]
