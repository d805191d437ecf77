"""A class's progression: read, chosen, ordered, brought in from a file, and followed by what pupils are given."""

import base64
from typing import Any

import pytest
from starlette.testclient import TestClient

from exercises.exercise import Grade
from tests.conftest import Clock, MadeClass, teacher_browser
from tutor.db import reading
from tutor.progression.service import skills_taught_to_pupil

pytestmark = pytest.mark.both_databases


def where(made: MadeClass) -> str:
    return f"/api/classes/{made.classroom.id}/progression"


def read(teacher: TestClient, made: MadeClass) -> dict[str, Any]:
    response = teacher.get(where(made))
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def preview(teacher: TestClient, made: MadeClass, text: str) -> dict[str, Any]:
    content = base64.b64encode(text.encode()).decode()
    response = teacher.post(f"{where(made)}/csv", json={"content": content})
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def taught(client: TestClient, made: MadeClass, clock: Clock) -> frozenset[str] | None:
    grade = Grade(made.classroom.grade)
    with reading(client.app.state.engine) as session:  # type: ignore[attr-defined]
        return skills_taught_to_pupil(session, made.pupils[0].id, grade, clock().date())


def test_a_cp_follows_the_first_ready_progression_and_later_years_know_all(
    client: TestClient, teacher_client: TestClient, made_class: MadeClass, other_class: MadeClass, clock: Clock
) -> None:
    found = read(teacher_client, made_class)
    assert (found["ready"], found["chosen"], found["all_known"], found["week"]) == ("marelle", False, False, 1)
    first = taught(client, made_class, clock)
    assert first is not None
    assert "reading.gpc.a" in first
    assert "reading.gpc.oin" not in first
    assert taught(client, other_class, clock) is None
    assert read(teacher_browser(client, other_class), other_class)["all_known"]


def test_the_weeks_go_by(client: TestClient, made_class: MadeClass, clock: Clock) -> None:
    first = taught(client, made_class, clock)
    clock.advance(days=120)
    later = taught(client, made_class, clock)
    assert first is not None
    assert later is not None
    assert first < later


def test_her_own_order_is_kept_and_followed_until_she_goes_back(
    client: TestClient, teacher_client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    lines = [{"gpc": "ou", "week": 1}, {"gpc": "ch", "week": 1}, {"gpc": "a", "week": 30}]
    answer = teacher_client.put(where(made_class), json={"lines": lines})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["ready"], answer.json()["lines"]) == (None, lines)
    assert "oin" in answer.json()["never"]
    assert taught(client, made_class, clock) == {"reading.gpc.ou", "reading.gpc.ch"}
    back = teacher_client.delete(where(made_class)).json()
    assert (back["chosen"], back["ready"]) == (False, "marelle")


def test_a_ready_one_can_be_chosen_for_any_year(client: TestClient, other_class: MadeClass, clock: Clock) -> None:
    teacher = teacher_browser(client, other_class)
    name = read(teacher, other_class)["choices"][-1]
    assert teacher.put(where(other_class), json={"ready": name}).json()["ready"] == name
    assert taught(client, other_class, clock) is not None


def test_a_file_goes_out_and_comes_back_the_same(teacher_client: TestClient, made_class: MadeClass) -> None:
    out = teacher_client.get(f"{where(made_class)}/csv")
    assert out.headers["content-type"].startswith("text/csv")
    told = preview(teacher_client, made_class, out.content.decode("utf-8-sig"))
    assert told["faults"] == []
    assert told["removed"] == told["moved"] == told["added"] == []


def test_wrong_lines_are_named_and_the_rest_is_kept_for_review_with_nothing_changed(
    teacher_client: TestClient, made_class: MadeClass
) -> None:
    before = read(teacher_client, made_class)
    told = preview(teacher_client, made_class, "semaine;grapheme\n1;ou\n99;ch\n2;zzz\n")
    assert [(one["line"], one["text"]) for one in told["faults"]] == [(3, "99;ch"), (4, "2;zzz")]
    assert {"gpc": "ou", "week": 1} in told["lines"]
    assert "a" in told["removed"]
    assert read(teacher_client, made_class) == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ready": "marelle", "lines": [{"gpc": "a", "week": 1}]},
        {"ready": "inconnue"},
        {"lines": [{"gpc": "zzz", "week": 1}]},
        {"lines": [{"gpc": "a", "week": 1}, {"gpc": "a", "week": 2}]},
        {"lines": [{"gpc": "a", "week": 37}]},
    ],
)
def test_what_makes_no_progression_is_refused(
    teacher_client: TestClient, made_class: MadeClass, body: dict[str, Any]
) -> None:
    assert teacher_client.put(where(made_class), json=body).status_code == 422


def test_a_file_that_is_none_gets_an_answer(teacher_client: TestClient, made_class: MadeClass) -> None:
    assert preview(teacher_client, made_class, "")["faults"]
    assert preview(teacher_client, made_class, "\x00\x01PK;;;")["faults"]
    assert teacher_client.post(f"{where(made_class)}/csv", json={"content": "pas du base64 !"}).status_code == 422


def test_what_a_colleague_chose_meanwhile_is_neither_replaced_nor_forgotten_silently(
    teacher_client: TestClient, made_class: MadeClass
) -> None:
    seen = teacher_client.get(where(made_class)).json()
    theirs = teacher_client.put(
        where(made_class), json={"ready": seen["choices"][1], "version": seen["version"]}
    ).json()
    mine = {"ready": seen["choices"][0], "version": seen["version"]}
    assert teacher_client.put(where(made_class), json=mine).json()["code"] == "changed_meanwhile"
    assert teacher_client.delete(where(made_class), params={"version": seen["version"]}).status_code == 409
    assert teacher_client.get(where(made_class)).json()["ready"] == theirs["ready"]
    assert teacher_client.delete(where(made_class), params={"version": theirs["version"]}).status_code == 200
