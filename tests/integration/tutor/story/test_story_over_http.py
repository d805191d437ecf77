"""A pupil works, lights wait for him, scenes are told, an episode opens; the teacher's switch; nobody else's story."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser
from tests.integration.tutor.practice.conftest import Tablet, simple_content
from tutor.companion.voice import AHEAD
from tutor.db import reading
from tutor.story import repository


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    simple_content(app)
    return Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


def sit(tablet: Tablet) -> None:
    """A whole sitting, on another day, until its natural end."""
    tablet.clock.advance(hours=12)
    tablet.sign_in_again()
    path = {"done": 0, "goal": 1}
    while path["done"] < path["goal"]:
        served = tablet.next("maths")
        tablet.clock.advance(minutes=1)
        path = tablet.answer(served, Verdict.CORRECT)["path"]


def story(tablet: Tablet) -> dict[str, Any]:
    response = tablet.client.get("/api/story")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def tell(tablet: Tablet, piece: dict[str, Any]) -> Any:
    return tablet.client.post("/api/story/told", json={"piece": piece["id"], "round": piece["round"]})


def lit(shown: dict[str, Any]) -> int:
    return sum(world["lit"] for world in shown["worlds"])


@pytest.mark.both_databases
def test_a_sitting_lights_one_light_whose_scene_is_told_once(tablet: Tablet) -> None:
    assert story(tablet)["scenes"] == []
    sit(tablet)
    shown = story(tablet)
    assert len(shown["scenes"]) == 1
    assert lit(shown) == 0
    told = tell(tablet, shown["scenes"][0])
    assert told.status_code == 200
    assert (lit(told.json()), told.json()["scenes"]) == (1, [])
    again = tell(tablet, shown["scenes"][0])
    assert again.json() == told.json() == story(tablet)


@pytest.mark.both_databases
def test_what_is_counted_is_work_whatever_the_verdicts(tablet: Tablet) -> None:
    served = tablet.next("maths")
    tablet.answer(served, Verdict.INCORRECT)
    tablet.answer(served, Verdict.CORRECT)
    tablet.send(tablet.next("maths")["served_id"], {"type": "skipped"})
    served = tablet.next("maths")
    tablet.answer(served, Verdict.INCORRECT, hints=1)
    with reading(tablet.app.state.engine) as session:
        work = repository.work_of_pupil(session, tablet.pupil.id)
    assert (work.tried, work.comebacks, work.helps, work.sittings) == (2, 1, 2, 0)  # the second try had help too
    sit(tablet)
    with reading(tablet.app.state.engine) as session:
        assert repository.work_of_pupil(session, tablet.pupil.id).sittings == 1


def test_the_first_episode_is_open_and_the_others_when_their_lights_shine(tablet: Tablet) -> None:
    shown = story(tablet)
    first, second = shown["worlds"][0]["episodes"]
    assert (first["state"], second["state"]) == ("open", "closed")
    assert shown["next_episode"] == first
    episode = tablet.client.get(f"/api/story/episodes/{first['id']}").json()
    assert len(episode["choices"]) == 2
    assert tablet.client.get(f"/api/story/episodes/{second['id']}").status_code == 404
    assert tell(tablet, second).status_code == 409
    after = tell(tablet, first).json()
    assert after["worlds"][0]["episodes"][0]["state"] == "told"
    assert after["next_episode"] is None
    for _ in range(4):
        sit(tablet)
        tell(tablet, story(tablet)["scenes"][0])
    assert story(tablet)["next_episode"]["id"] == second["id"]


def test_an_unknown_piece_or_one_of_a_later_round_is_refused(tablet: Tablet) -> None:
    assert tablet.client.get("/api/story/episodes/nulle-part").status_code == 404
    for piece, number in (("nulle-part", 0), ("port-1-a", 1), ("port-1-1", 0)):
        assert tell(tablet, {"id": piece, "round": number}).status_code == 409


def test_a_classmates_story_is_his_own(tablet: Tablet, client: TestClient, made_class: MadeClass) -> None:
    tell(tablet, story(tablet)["next_episode"])
    classmate = pupil_browser(client, made_class, 1)
    assert classmate.get("/api/story").json()["next_episode"]["id"] == "port-1-a"


def test_the_teacher_shortens_or_closes_the_story_of_her_class(tablet: Tablet, teacher_client: TestClient) -> None:
    (classroom,) = teacher_client.get("/api/classes").json()
    assert classroom["story"] == "whole"
    address = f"/api/classes/{classroom['id']}"
    assert teacher_client.patch(address, json={"story": "short"}).json()["story"] == "short"
    shown = story(tablet)
    assert (shown["next_episode"], shown["worlds"][0]["episodes"]) == (None, [])
    assert tablet.client.get("/api/story/episodes/port-1-a").status_code == 404
    teacher_client.patch(address, json={"story": "off"})
    assert story(tablet) == {
        "level": "off",
        "season": 0,
        "name": "",
        "opening": "",
        "worlds": [],
        "characters": [],
        "scenes": [],
        "next_episode": None,
    }
    assert tell(tablet, {"id": "port-1-a", "round": 0}).status_code == 409


def test_all_that_rivet_tells_may_be_heard_and_the_episodes_are_said_ahead(app: FastAPI, tablet: Tablet) -> None:
    book = app.state.story
    assert [text for text in (*book.short_texts(), *book.long_texts()) if not app.state.speaker.may_say(text)] == []
    ahead = app.state.speaker._texts[:AHEAD]
    assert set(book.long_texts()) <= set(ahead)
