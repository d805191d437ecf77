"""What a teacher decides goes before the model's choice at the pupil's tablet, is told, and can be undone."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet, simple_content
from tutor.decisions.texts import texts_of

TO_10 = {"kind": "skill", "id": "maths.add.to_10"}


@pytest.fixture
def teacher(client: TestClient, made_class: MadeClass) -> TestClient:
    return teacher_browser(client, made_class)


@pytest.fixture
def tablets(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> list[Tablet]:
    simple_content(app)
    return [Tablet(pupil_browser(client, made_class, place), app, made_class.pupils[place], clock) for place in (0, 1)]


def decide(teacher: TestClient, made: MadeClass, asked: dict[str, Any], *pupils: Tablet, **more: Any) -> dict[str, Any]:
    body = {"asked": asked, "pupil_ids": [str(one.pupil.id) for one in pupils], **more}
    answer = teacher.post(f"/api/classes/{made.classroom.id}/decisions", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def listed(teacher: TestClient, made: MadeClass) -> dict[str, Any]:
    answer = teacher.get(f"/api/classes/{made.classroom.id}/decisions")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def undo(teacher: TestClient, made: dict[str, Any]) -> int:
    return teacher.post(f"/api/changes/{made['change']['id']}/undo").status_code


def skills(tablet: Tablet, served: dict[str, Any]) -> tuple[str, ...]:
    return tablet.exercise(served).skills


def reason(teacher: TestClient, tablet: Tablet) -> str:
    told = teacher.get(f"/api/pupils/{tablet.pupil.id}/attempts").json()["attempts"]
    return str(told[0]["reason"]).replace("\u00a0", " ")


@pytest.mark.both_databases
def test_what_is_asked_of_a_pupil_comes_first_with_its_reason_so_many_times(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    ines, leo = tablets
    made = decide(teacher, made_class, {"way": "assign", "target": TO_10, "times": 2}, ines)
    assert "Inès\u00a0: d’abord" in made["change"]["summary"]
    for place in range(2):
        served = ines.next()
        assert "maths.add.to_10" in skills(ines, served)
        ines.answer(served, Verdict.CORRECT)
        (row,) = listed(teacher, made_class)["decisions"]
        assert row["state"] == ("1 sur 2." if place == 0 else "Fini.")
    assert reason(teacher, ines).startswith("Vous l’avez demandé : «")
    ines.next("reading")
    assert listed(teacher, made_class)["decisions"][0]["whom"]["name"] == "Inès"
    assert leo.next("reading")["domain"] == "reading"


@pytest.mark.both_databases
def test_a_block_for_the_class_holds_until_it_is_undone(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    ines, leo = tablets
    before = ines.next("maths")
    blocked = skills(ines, before)[0]
    made = decide(teacher, made_class, {"way": "block", "target": {"kind": "skill", "id": blocked}})
    # Even what was on the tablet when it was decided.
    for _ in range(5):
        served = ines.next("maths")
        assert blocked not in skills(ines, served)
        ines.answer(served, Verdict.CORRECT)
    held = ines.client.post("/api/practice/ahead", json={"held": []}).json()["exercises"]
    assert held
    assert all(blocked not in skills(ines, one["served"]) for one in held)
    # A pupil outranks the class.
    decide(teacher, made_class, {"way": "assign", "target": {"kind": "skill", "id": blocked}, "times": 1}, leo)
    assert blocked in skills(leo, leo.next())
    assert undo(teacher, made) == 200
    assert [one["way"] for one in listed(teacher, made_class)["decisions"]] == ["assign"]
    assert undo(teacher, made) == 409


def test_what_a_tablet_held_before_a_decision_is_given_back(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet], clock: Clock
) -> None:
    ines, _ = tablets
    held = [one["served"]["served_id"] for one in ines.client.post("/api/practice/ahead", json={}).json()["exercises"]]
    clock.advance(minutes=1)
    assert ines.client.post("/api/practice/ahead", json={"held": held}).json()["keep"] == held
    decide(teacher, made_class, {"way": "assign", "target": TO_10, "times": 3}, ines)
    clock.advance(seconds=1)
    fresh = ines.client.post("/api/practice/ahead", json={"held": held}).json()
    assert fresh["keep"] == []
    first = [skills(ines, one["served"]) for one in fresh["exercises"]]
    assert ["maths.add.to_10" in one for one in first[:3]] == [True] * 3
    assert sum("maths.add.to_10" in one for one in first) >= 3


def test_a_whole_subject_blocked_gives_the_other_and_the_teacher_is_told(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    ines, _ = tablets
    made = decide(teacher, made_class, {"way": "block", "target": {"kind": "domain", "id": "reading"}}, ines)
    assert made["warnings"] == ["Il ne reste rien en lecture pour Inès\u00a0: tout le travail sera en maths."]
    assert listed(teacher, made_class)["told"] == made["warnings"]
    assert ines.next("reading")["domain"] == "maths"
    made = decide(teacher, made_class, {"way": "block", "target": {"kind": "domain", "id": "maths"}}, ines)
    assert "que des révisions" in made["warnings"][0]
    served = ines.next()  # never a dead end
    ines.answer(served, Verdict.CORRECT)
    assert reason(teacher, ines).startswith("Révision, car vous avez demandé")


def test_a_pause_leaves_what_was_asked_then_revision_and_says_who_waits(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    ines, _ = tablets
    decide(teacher, made_class, {"way": "assign", "target": TO_10, "times": 1}, ines)
    decide(teacher, made_class, {"way": "pause"}, ines)
    assert listed(teacher, made_class)["told"] == []
    ines.answer(ines.next(), Verdict.CORRECT)
    (told,) = listed(teacher, made_class)["told"]
    assert told.startswith("Inès a fini tout ce que vous avez demandé")
    for _ in range(3):
        ines.answer(ines.next(), Verdict.CORRECT)
        assert reason(teacher, ines).startswith("Révision, car")
    held = ines.client.post("/api/practice/ahead", json={"held": []})
    assert held.status_code == 200


def test_a_text_is_read_then_asked_about_and_a_plan_is_followed(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet], clock: Clock
) -> None:
    ines, leo = tablets
    title = next(iter(texts_of(ines.app.state.catalogue)))
    text = {"kind": "text", "id": title}
    decide(teacher, made_class, {"way": "assign", "target": text}, ines)
    read = ines.next()
    assert read["exercise_id"] == f"reading.read_text.{title.removeprefix('text ')}"
    ines.answer(read, Verdict.CORRECT)
    assert listed(teacher, made_class)["decisions"][0]["state"] == "Fini."  # its questions are not in this content
    today, later = clock().date(), clock().date().replace(day=clock().date().day + 3)
    steps = [
        {"target": TO_10, "starts": str(today), "ends": str(today)},
        {"target": text, "starts": str(later), "ends": str(later)},
    ]
    made = decide(teacher, made_class, {"way": "plan", "steps": steps, "a_day": 2}, leo)
    assert "un plan\u00a0: «\u00a0" in made["change"]["summary"]
    for _ in range(2):
        served = leo.next()
        assert "maths.add.to_10" in skills(leo, served)
        leo.answer(served, Verdict.CORRECT)
    clock.advance(days=3)
    leo.sign_in_again()
    assert leo.next()["exercise_id"] == f"reading.read_text.{title.removeprefix('text ')}"


@pytest.mark.both_databases
def test_length_and_band_are_for_the_class_then_for_a_pupil(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    ines, leo = tablets
    usual = leo.next()["path"]["goal"]
    decide(teacher, made_class, {"way": "length", "minutes": 6})
    made = decide(teacher, made_class, {"way": "length", "minutes": 20}, ines)
    assert leo.next()["path"]["goal"] < usual < ines.next()["path"]["goal"]
    assert undo(teacher, made) == 200
    assert ines.next()["path"]["goal"] == leo.next()["path"]["goal"]
    decide(teacher, made_class, {"way": "band", "low": 0.85, "high": 0.95})
    made = decide(teacher, made_class, {"way": "band", "low": 0.65, "high": 0.8}, ines)
    told = {one["whom"]["name"]: one["sentence"] for one in listed(teacher, made_class)["decisions"]}
    assert told["Inès"] == "réussite visée de 65 à 80\u00a0%."
    assert undo(teacher, made) == 200
    assert "Inès" not in {one["whom"]["name"] for one in listed(teacher, made_class)["decisions"]}
    band = teacher.put(f"/api/pupils/{leo.pupil.id}/band", json={"band": {"low": 0.6, "high": 0.8}}).json()
    assert undo(teacher, band) == 200


def test_the_same_thing_asked_again_replaces_and_undoing_puts_it_back(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    decide(teacher, made_class, {"way": "boost", "target": TO_10})
    again = decide(teacher, made_class, {"way": "block", "target": TO_10})
    assert [one["way"] for one in listed(teacher, made_class)["decisions"]] == ["block"]
    assert undo(teacher, again) == 200
    (row,) = listed(teacher, made_class)["decisions"]
    assert row["way"] == "boost"
    stopped = teacher.delete(f"/api/decisions/{row['id']}")
    assert stopped.status_code == 200
    assert listed(teacher, made_class)["decisions"] == []
    assert undo(teacher, stopped.json()) == 200
    assert len(listed(teacher, made_class)["decisions"]) == 1


@pytest.mark.parametrize(
    ("asked", "more", "said"),
    [
        ({"way": "block", "target": {"kind": "skill", "id": "maths.none"}}, {}, "pas d’exercice"),
        ({"way": "assign", "target": {"kind": "domain", "id": "maths"}}, {}, "combien"),
        ({"way": "boost", "target": {"kind": "domain", "id": "maths"}}, {}, "compétence"),
        ({"way": "pause"}, {"ends": "2026-09-01"}, "passée"),
        ({"way": "pause"}, {"starts": "2026-10-02", "ends": "2026-10-01"}, "avant"),
        ({"way": "band", "low": 0.8, "high": 0.82}, {}, "5 points"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    teacher: TestClient, made_class: MadeClass, asked: dict[str, Any], more: dict[str, Any], said: str
) -> None:
    answer = teacher.post(f"/api/classes/{made_class.classroom.id}/decisions", json={"asked": asked, **more})
    assert (answer.status_code, said in answer.json()["message"]) == (422, True), answer.text


@pytest.mark.both_databases
def test_a_group_is_made_changed_by_one_at_a_time_deleted_and_given_back(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    ines, leo = tablets
    wanted = {"name": "Les sommes", "pupils": [str(ines.pupil.id)], "skills": ["maths.add.to_10"]}
    made = teacher.post(f"/api/classes/{made_class.classroom.id}/need-groups", json=wanted).json()
    group = f"/api/need-groups/{made['group']['id']}"
    body = {"asked": {"way": "assign", "target": TO_10, "times": 2}, "group_id": made["group"]["id"]}
    assert teacher.post(f"/api/classes/{made_class.classroom.id}/decisions", json=body).status_code == 201
    assert "maths.add.to_10" in skills(ines, ines.next())
    both = [str(ines.pupil.id), str(leo.pupil.id)]
    changed = teacher.patch(group, json={"version": 1, "pupils": both})
    assert [one["first_name"] for one in changed.json()["group"]["pupils"]] == ["Inès", "Léo"]
    late = teacher.patch(group, json={"version": 1, "name": "Autre"})
    assert (late.status_code, "entre-temps" in late.json()["message"]) == (409, True)
    assert "maths.add.to_10" in skills(leo, leo.next())
    assert undo(teacher, changed.json()) == 200
    (shown,) = listed(teacher, made_class)["groups"]
    assert [one["first_name"] for one in shown["pupils"]] == ["Inès"]
    removed = teacher.delete(group).json()
    assert (removed["group"], listed(teacher, made_class)["decisions"]) == (None, [])
    assert undo(teacher, removed) == 200
    assert listed(teacher, made_class)["decisions"][0]["whom"]["name"] == "Groupe «\u00a0Les sommes\u00a0»"
    assert undo(teacher, made) == 200
    after = listed(teacher, made_class)
    assert (after["groups"], after["decisions"]) == ([], [])


def test_all_that_can_be_asked_has_a_french_name(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    found = teacher.get(f"/api/classes/{made_class.classroom.id}/targets").json()
    assert {"id": "maths.add.to_10"}.items() <= next(
        one for one in found["skills"] if one["id"] == "maths.add.to_10"
    ).items()
    assert {one["name"] for one in found["activities"]} >= {"Calculer"}
    assert all(one["title"] != one["id"] for one in found["texts"])


def test_a_sheet_is_printed_for_a_skill_of_the_group_or_it_says_why_not(
    teacher: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    wanted = {"name": "Les sommes", "pupils": [str(tablets[0].pupil.id)], "skills": ["maths.add.to_10"]}
    made = teacher.post(f"/api/classes/{made_class.classroom.id}/need-groups", json=wanted).json()
    address = f"/api/need-groups/{made['group']['id']}/sheet"
    printed = teacher.get(address)
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
    none = teacher.get(address, params={"skill": "reading.sounds.rhymes"})
    assert (none.status_code, "tablette" in none.json()["message"]) == (422, True)
