"""A comfort is chosen by the pupil or his teacher, comes with the sign-in, may be locked, and changes what is given."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.exercise import Kind
from exercises.senses import fits_without_sound, fits_without_sound_nor_voice
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet

SEVERAL = 8


@pytest.fixture
def pupil(client: TestClient, made_class: MadeClass) -> TestClient:
    return pupil_browser(client, made_class)


@pytest.fixture
def teacher(client: TestClient, made_class: MadeClass) -> TestClient:
    return teacher_browser(client, made_class)


@pytest.fixture
def tablet(pupil: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    app.state.ear = object()  # an ear: what it would hear is not needed here
    return Tablet(pupil, app, made_class.pupils[0], clock)


def put(browser: TestClient, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    response = browser.put(path, json=body)
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()
    return found


def mine(browser: TestClient) -> tuple[dict[str, Any], bool]:
    """What the session says was chosen for the signed-in pupil, and whether he may not change it."""
    comfort = browser.get("/api/session").json()["comfort"]
    return {name: value for name, value in comfort["chosen"].items() if value is not None}, comfort["locked"]


@pytest.mark.both_databases
def test_a_pupil_chooses_and_finds_it_again_at_his_next_sign_in(
    client: TestClient, made_class: MadeClass, pupil: TestClient
) -> None:
    assert mine(pupil) == ({}, False)
    put(pupil, "/api/my-comfort", {"font": "lexend", "size": 1.3})
    again = pupil_browser(client, made_class)
    assert mine(again) == ({"font": "lexend", "size": 1.3}, False)
    assert mine(pupil_browser(client, made_class, 1)) == ({}, False)


def test_signing_in_brings_it_at_once(client: TestClient, made_class: MadeClass, pupil: TestClient) -> None:
    put(pupil, "/api/my-comfort", {"theme": "dim"})
    response = client.post("/api/signin/card", json={"token": made_class.pupils[0].card_token})
    assert response.json()["comfort"]["chosen"]["theme"] == "dim"


def test_the_preset_of_a_class_is_for_those_who_have_chosen_nothing(
    client: TestClient, made_class: MadeClass, pupil: TestClient, teacher: TestClient
) -> None:
    put(pupil, "/api/my-comfort", {"font": "lexend"})
    put(teacher, f"/api/classes/{made_class.classroom.id}/comfort", {"chosen": {"size": 1.2}})
    assert mine(pupil)[0] == {"font": "lexend"}
    assert mine(pupil_browser(client, made_class, 1))[0] == {"size": 1.2}


def test_what_a_teacher_locks_for_a_pupil_only_she_changes(
    made_class: MadeClass, pupil: TestClient, teacher: TestClient
) -> None:
    path = f"/api/pupils/{made_class.pupils[0].id}/comfort"
    put(teacher, path, {"chosen": {"hand": "left"}, "locked": True})
    put(pupil, "/api/my-comfort", {"hand": "right"}, status=409)
    assert mine(pupil) == ({"hand": "left"}, True)
    assert teacher.delete(path).json()["own"] is False
    assert mine(pupil) == ({}, False)


def test_a_locked_preset_keeps_what_a_pupil_has_and_lets_nobody_change(
    made_class: MadeClass, pupil: TestClient, teacher: TestClient
) -> None:
    put(pupil, "/api/my-comfort", {"font": "lexend"})
    put(teacher, f"/api/classes/{made_class.classroom.id}/comfort", {"chosen": {}, "locked": True})
    put(pupil, "/api/my-comfort", {}, status=409)
    assert mine(pupil) == ({"font": "lexend"}, True)


@pytest.mark.parametrize("wrong", [{"size": 3}, {"spacing": -1}, {"font": "comic"}, {"colour": "red"}])
def test_what_no_screen_could_show_is_refused(pupil: TestClient, wrong: dict[str, Any]) -> None:
    put(pupil, "/api/my-comfort", wrong, status=422)


def test_nothing_that_must_be_heard_is_given_to_a_pupil_whose_sound_is_off(tablet: Tablet) -> None:
    put(tablet.client, "/api/my-comfort", {"sound": "off"})
    for _ in range(SEVERAL):
        served = tablet.next("reading")
        assert fits_without_sound(tablet.exercise(served))
        tablet.send(served["served_id"], {"type": "skipped"})


def test_without_sound_nor_microphone_nothing_is_read_aloud(tablet: Tablet) -> None:
    put(tablet.client, "/api/my-comfort", {"sound": "off", "microphone": False})
    for _ in range(SEVERAL):
        served = tablet.next("reading")
        assert fits_without_sound_nor_voice(tablet.exercise(served))
        tablet.send(served["served_id"], {"type": "skipped"})


def test_without_a_microphone_nothing_is_listened_to(tablet: Tablet) -> None:
    assert tablet.until(Kind.CHOOSE)["can_listen"] is False  # answered by hand only
    tablet.send(tablet.next("reading")["served_id"], {"type": "skipped"})
    assert tablet.until(Kind.READ_ALOUD)["can_listen"] is True
    put(tablet.client, "/api/my-comfort", {"microphone": False})
    assert tablet.next("reading")["can_listen"] is False


def test_an_exercise_left_open_that_cannot_be_done_any_more_gives_way_to_another(tablet: Tablet) -> None:
    served = tablet.next("reading")
    while served["content"]["kind"] != Kind.READ_ALOUD:
        tablet.send(served["served_id"], {"type": "skipped"})
        served = tablet.next("reading")
    put(tablet.client, "/api/my-comfort", {"microphone": False})
    assert tablet.next("reading")["served_id"] == served["served_id"]
    put(tablet.client, "/api/my-comfort", {"microphone": False, "sound": "off"})
    assert tablet.next("reading")["served_id"] != served["served_id"]
