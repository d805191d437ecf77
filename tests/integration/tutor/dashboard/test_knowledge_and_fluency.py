"""What the teacher sees of what a pupil knows, of his reading, and of the needs her class shares."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.exercise import Kind, ReadAloud, Unit
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet
from tutor.db import writing
from tutor.practice import receipts
from tutor.practice.schemas import Fluency, HeardWord
from tutor.practice.tables import Served

pytestmark = pytest.mark.both_databases


@pytest.fixture
def tablets(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> list[Tablet]:
    return [
        Tablet(pupil_browser(client, made_class, number), app, pupil, clock)
        for number, pupil in enumerate(made_class.pupils)
    ]


def read_text(tablet: Tablet, pace: int, misread: int = 0) -> None:
    """He reads a text of the catalogue at this pace; the ear's receipt says so."""
    exercise = next(
        one
        for one in tablet.app.state.catalogue.exercises.values()
        if isinstance(one.content, ReadAloud) and one.content.unit is Unit.TEXT
    )
    served = Served(
        id=UUID(int=pace),
        pupil_id=tablet.pupil.id,
        exercise_id=exercise.id,
        reason={"because": "teacher", "skill": "", "probability": 0.8, "uncertainty": 0.1, "numbers": {}},
        line={"act": "hello", "text": "Bonjour !"},
        model_version="test",
        served_at=tablet.clock(),
    )
    with writing(tablet.app.state.engine) as session:
        session.add(served)
        session.commit()
    verdicts = [Verdict.INCORRECT] * misread + [Verdict.CORRECT] * (len(exercise.content.words) - misread)
    words = [
        HeardWord(word=word.text, verdict=verdict, probability=0.9, start=0.0, end=0.5, heard=None)
        for word, verdict in zip(exercise.content.words, verdicts, strict=True)
    ]
    hearing = receipts.Hearing(
        pupil_id=tablet.pupil.id,
        served_id=served.id,
        kind=Kind.READ_ALOUD,
        verdict=Verdict.CORRECT,
        words=words,
        number=None,
        probability=0.9,
        fluency=Fluency(mclm=pace, phrasing=3, reading_seconds=40.0, reached=len(words), events=[]),
        engine="test",
        at=tablet.clock(),
    )
    receipt = receipts.sign(hearing, tablet.app.state.keys.receipts)
    answer = tablet.send(str(served.id), {"type": "heard", "receipt": receipt})
    assert answer.status_code == 200, answer.text


def skills(teacher: TestClient, tablet: Tablet) -> dict[str, dict[str, Any]]:
    response = teacher.get(f"/api/pupils/{tablet.pupil.id}/skills")
    assert response.status_code == 200, response.text
    return {row["skill"]: row for row in response.json()["rows"]}


def test_a_new_pupil_has_seen_nothing(teacher_client: TestClient, tablets: list[Tablet]) -> None:
    assert {row["status"] for row in skills(teacher_client, tablets[0]).values()} == {"not_seen"}


def test_answers_move_a_skill_and_say_when_it_will_be_forgotten(
    teacher_client: TestClient, tablets: list[Tablet]
) -> None:
    before = skills(teacher_client, tablets[0])
    for _ in range(6):
        tablets[0].answer(tablets[0].next("maths"), Verdict.CORRECT)
    moved = [row for row in skills(teacher_client, tablets[0]).values() if row["answers"]]
    assert moved
    for row in moved:
        assert row["low"] <= row["probability"] <= row["high"]
        assert row["probability"] > before[row["skill"]]["probability"]
        assert row["status"] != "not_seen"
        assert row["forgotten_at"] > row["practised_at"]


def test_pupils_who_fail_the_same_make_a_group_with_its_skill_in_french(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    for tablet in tablets[:2]:
        for _ in range(6):
            served = tablet.next("maths")
            tablet.answer(served, Verdict.INCORRECT)
            tablet.send(served["served_id"], {"type": "skipped"})
    response = teacher_client.get(f"/api/classes/{made_class.classroom.id}/needs")
    assert response.status_code == 200, response.text
    (group,) = response.json()["groups"]
    assert [face["first_name"] for face in group["pupils"]] == ["Inès", "Léo"]
    assert group["skills"]
    assert not any(skill.startswith("maths.") for skill in group["skills"])


def test_readings_are_told_oldest_first_with_errors_where_they_are(
    client: TestClient, made_class: MadeClass, tablets: list[Tablet], clock: Clock
) -> None:
    read_text(tablets[0], 31, misread=2)
    clock.advance(days=7)
    tablets[0].sign_in_again()
    read_text(tablets[0], 44)
    response = teacher_browser(client, made_class).get(f"/api/pupils/{tablets[0].pupil.id}/fluency")
    assert response.status_code == 200, response.text
    told = response.json()
    assert [(one["words_a_minute"], one["errors"]) for one in told["readings"]] == [(31, 2), (44, 0)]
    first = told["readings"][0]
    assert [word["verdict"] for word in first["words"]][:3] == ["incorrect", "incorrect", "correct"]
    assert first["line_ends"][-1] == len(first["words"])
    assert [mark["words_a_minute"] for mark in told["marks"]] == [30, 50]


def test_the_usual_pace_of_a_class_is_the_median_of_its_readings(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[Tablet]
) -> None:
    for pace in (20, 25, 30, 60, 90):
        read_text(tablets[0], pace)
    told = teacher_client.post(f"/api/classes/{made_class.classroom.id}/texts/check", json={"text": "Lou lit."}).json()
    assert (told["pace"], told["pace_is_ours"]) == (30, True)


def test_the_success_aimed_at_is_the_teachers_choice(teacher_client: TestClient, tablets: list[Tablet]) -> None:
    where = f"/api/pupils/{tablets[0].pupil.id}"
    assert teacher_client.patch(where, json={}).json()["band"] == {"low": 0.75, "high": 0.9}
    changed = teacher_client.patch(where, json={"band": {"low": 0.85, "high": 0.95}}).json()
    assert changed["band"] == {"low": 0.85, "high": 0.95}
    assert teacher_client.get(f"{where}/skills").json()["band"] == changed["band"]
    for wrong in ({"low": 0.9, "high": 0.9}, {"low": 0.1, "high": 0.9}, {"low": 0.8, "high": 1.0}):
        assert teacher_client.patch(where, json={"band": wrong}).status_code == 422


def test_what_is_chosen_is_aimed_at_that_success(teacher_client: TestClient, tablets: list[Tablet]) -> None:
    """Past placement, the reason of the choice holds the bounds that the teacher set."""
    tablet = tablets[0]
    teacher_client.patch(f"/api/pupils/{tablet.pupil.id}", json={"band": {"low": 0.85, "high": 0.97}})
    bounds = set()
    for _ in range(40):
        served = tablet.next()
        tablet.answer(served, Verdict.CORRECT)
        with tablet.database() as session:
            reason = session.get_one(Served, UUID(served["served_id"])).reason
        bounds.add((reason["numbers"]["low"], reason["numbers"]["high"]))
    assert any(high == pytest.approx(0.97) for _, high in bounds) or any(
        low == pytest.approx(0.85) for low, _ in bounds
    )
