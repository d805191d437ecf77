"""A group around a tablet, over HTTP: who may join, whose turn it is, whose answers they are, when it is over."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from exercises.catalogue import Catalogue
from tests.conftest import Clock, MadeClass, pupil_browser
from tutor.classroom.tables import Pupil
from tutor.db import reading, writing
from tutor.practice.choosing import Shelf
from tutor.practice.tables import Attempt, Mastery
from tutor.together.turns import STARS

GROUPS = "/api/together/groups"


def open_group(host: TestClient) -> dict[str, Any]:
    answer = host.post(GROUPS)
    assert answer.status_code == 200, answer.text
    group: dict[str, Any] = answer.json()
    return group


def join(host: TestClient, group: dict[str, Any], pupil: Pupil, pictures: list[str] | None = None) -> Any:
    body = {"pupil_id": str(pupil.id), "pictures": pictures or pupil.pictures}
    return host.post(f"{GROUPS}/{group['id']}/members", json=body)


def begin(host: TestClient, group: dict[str, Any], pupil_id: str) -> dict[str, Any]:
    answer = host.post(f"{GROUPS}/{group['id']}/turns", json={"pupil_id": pupil_id})
    assert answer.status_code == 200, answer.text
    turn: dict[str, Any] = answer.json()
    return turn


def answer(
    host: TestClient, group: dict[str, Any], served_id: str, given: dict[str, Any], clock: Clock, sent: str = ""
) -> Any:
    clock.advance(seconds=20)
    body = {
        "id": sent or str(uuid4()),
        "served_id": served_id,
        "answer": given,
        "latency_ms": 4000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    return host.post(f"{GROUPS}/{group['id']}/attempts", json=body)


@pytest.fixture
def host(client: TestClient, app: FastAPI, made_class: MadeClass) -> TestClient:
    """The tablet of the first pupil, on which only sums are given."""
    sums = {key: one for key, one in app.state.catalogue.exercises.items() if key.startswith("maths.add.")}
    app.state.shelf = Shelf.of(Catalogue(app.state.catalogue.skills, sums))
    return pupil_browser(client, made_class)


@pytest.fixture
def group(host: TestClient, made_class: MadeClass) -> dict[str, Any]:
    """The three pupils of the class around it."""
    group = open_group(host)
    for pupil in made_class.pupils[1:]:
        joined = join(host, group, pupil)
        assert joined.status_code == 200, joined.text
        group = joined.json()
    return group


def right(app: FastAPI, turn: dict[str, Any]) -> dict[str, Any]:
    return {"type": "number", "value": app.state.catalogue.exercises[turn["served"]["exercise_id"]].content.answer}


def wrong(app: FastAPI, turn: dict[str, Any]) -> dict[str, Any]:
    return {"type": "number", "value": right(app, turn)["value"] + 7}


def test_three_pupils_light_a_constellation_each_answering_as_himself(
    app: FastAPI, host: TestClient, group: dict[str, Any], made_class: MadeClass, clock: Clock
) -> None:
    names = {str(pupil.id): pupil.first_name for pupil in made_class.pupils}
    assert [one["first_name"] for one in group["members"]] == ["Inès", "Léo", "Zoé"]
    players: list[str] = []
    said: list[str] = []
    for star in range(1, STARS + 1):
        turn = begin(host, group, group["may_play"][-1])
        players.append(turn["pupil_id"])
        shares = {one["pupil_id"]: one["role"] for one in turn["roles"]}
        assert shares[turn["pupil_id"]] == "show"
        assert sorted(shares.values()) == ["check", "explain", "show"]
        assert turn["served"]["domain"] == "maths"
        assert not turn["served"]["can_listen"]
        reply = answer(host, group, turn["served"]["served_id"], right(app, turn), clock).json()
        group = reply["group"]
        assert reply["lit"]
        assert reply["attempt"]["line"]["act"] != "session_end"
        assert group["lit"] == star
        said += [line["text"] for line in group["lines"]]
    assert [line["act"] for line in group["lines"]] == ["together_end"]
    assert len(set(said)) == len(said)
    # Each played once a round, whoever touched his face first; nothing counts by child.
    assert set(players[:3]) == set(players[3:6]) == names.keys()
    assert not {"count", "score", "rank"} & {key for one in group["members"] for key in one}
    with reading(app.state.engine) as session:
        for pupil in made_class.pupils:
            own = session.exec(select(Attempt).where(Attempt.pupil_id == pupil.id)).all()
            assert len(own) == players.count(str(pupil.id))
            assert session.get_one(Mastery, pupil.id).sequence == own[-1].sequence
    # The next star begins another constellation.
    turn = begin(host, group, group["may_play"][0])
    assert (turn["group"]["sky"], turn["group"]["lit"]) == (group["next_sky"], 0)
    reply = answer(host, group, turn["served"]["served_id"], right(app, turn), clock).json()
    assert reply["group"]["lit"] == 1
    assert reply["group"]["sky"] != group["sky"]


def test_help_lights_a_star_too_and_passing_does_not(
    app: FastAPI, host: TestClient, group: dict[str, Any], clock: Clock
) -> None:
    turn = begin(host, group, group["may_play"][0])
    for _ in range(2):
        reply = answer(host, group, turn["served"]["served_id"], wrong(app, turn), clock).json()
        assert (reply["attempt"]["then"], reply["lit"], reply["group"]["lines"]) == ("again", False, [])
    reply = answer(host, group, turn["served"]["served_id"], wrong(app, turn), clock).json()
    assert (reply["attempt"]["then"], reply["lit"]) == ("help", True)
    assert [line["act"] for line in reply["group"]["lines"]] == ["together_helped", "together_turn"]
    turn = begin(host, group, reply["group"]["may_play"][0])
    reply = answer(host, group, turn["served"]["served_id"], {"type": "skipped"}, clock).json()
    assert (reply["lit"], reply["group"]["lit"]) == (False, 1)
    assert reply["group"]["lines"][0]["act"] == "together_passed"


def test_an_answer_sent_twice_is_kept_once_and_lights_one_star(
    app: FastAPI, host: TestClient, group: dict[str, Any], clock: Clock
) -> None:
    turn = begin(host, group, group["may_play"][0])
    sent = str(uuid4())
    first = answer(host, group, turn["served"]["served_id"], right(app, turn), clock, sent).json()
    again = answer(host, group, turn["served"]["served_id"], right(app, turn), clock, sent).json()
    assert again["attempt"] == first["attempt"]
    assert again["lit"]
    assert again["group"]["lit"] == 1


def test_each_has_his_turn_and_a_started_turn_goes_on(host: TestClient, group: dict[str, Any], clock: Clock) -> None:
    first, second, _ = (one["id"] for one in group["members"])
    turn = begin(host, group, second)
    # The tablet was started again: the same group, the same exercise, the same hand.
    found = open_group(host)
    assert found["id"] == group["id"]
    assert found["playing"] == second
    assert begin(host, group, first)["served"]["served_id"] == turn["served"]["served_id"]
    answer(host, group, turn["served"]["served_id"], {"type": "skipped"}, clock)
    refused = host.post(f"{GROUPS}/{group['id']}/turns", json={"pupil_id": second})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_a_classmate_joins_by_his_own_pictures_and_guessing_waits(
    host: TestClient, made_class: MadeClass, other_class: MadeClass, clock: Clock
) -> None:
    assert [one["first_name"] for one in host.get("/api/together/classmates").json()["pupils"]] == ["Léo", "Zoé"]
    group = open_group(host)
    leo = made_class.pupils[1]
    assert join(host, group, leo, ["soleil", "lune", "fleur"]).json()["code"] == "wrong_secret"
    # Alone, nothing begins.
    alone = host.post(f"{GROUPS}/{group['id']}/turns", json={"pupil_id": str(made_class.pupils[0].id)})
    assert alone.status_code == 409
    # A pupil of another class, with his own right pictures, is no classmate.
    assert join(host, group, other_class.pupils[1]).status_code == 401
    for _ in range(5):
        last = join(host, group, leo, ["soleil", "lune", "fleur"])
    assert last.status_code == 429
    clock.advance(minutes=2)
    assert join(host, group, leo).status_code == 200


def test_a_group_acts_for_its_members_only_and_on_its_own_tablet(
    app: FastAPI, client: TestClient, host: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    group = open_group(host)
    join(host, group, made_class.pupils[1])
    stranger = str(made_class.pupils[2].id)
    assert host.post(f"{GROUPS}/{group['id']}/turns", json={"pupil_id": stranger}).status_code == 404
    turn = begin(host, group, str(made_class.pupils[1].id))
    # What a classmate does on his own is no answer of the group.
    zoe = pupil_browser(client, made_class, 2)
    own = zoe.post("/api/practice/next", json={"domain": "maths"}).json()
    assert answer(host, group, own["served_id"], right(app, {"served": own}), clock).status_code == 404
    # The same pupil on another tablet is not this group, nor is a member on his.
    for other in (pupil_browser(client, made_class), pupil_browser(client, made_class, 1)):
        assert other.post(f"{GROUPS}/{group['id']}/turns", json={"pupil_id": stranger}).status_code == 404
        assert answer(other, group, turn["served"]["served_id"], right(app, turn), clock).status_code == 404


def test_who_left_or_whose_sessions_ended_is_not_acted_for(
    app: FastAPI, host: TestClient, group: dict[str, Any], made_class: MadeClass, clock: Clock
) -> None:
    turn = begin(host, group, str(made_class.pupils[1].id))
    assert host.delete(f"{GROUPS}/{group['id']}/members/{made_class.pupils[1].id}").status_code == 200
    assert answer(host, group, turn["served"]["served_id"], right(app, turn), clock).status_code == 404
    turn = begin(host, group, str(made_class.pupils[2].id))
    with writing(app.state.engine) as session:
        pupil = session.get_one(Pupil, made_class.pupils[2].id)
        pupil.epoch += 1
        session.add(pupil)
        session.commit()
    assert answer(host, group, turn["served"]["served_id"], right(app, turn), clock).status_code == 404
    assert [one["first_name"] for one in open_group(host)["members"]] == ["Inès"]
    assert join(host, group, made_class.pupils[2]).status_code == 200
    assert host.delete(f"{GROUPS}/{group['id']}/members/{made_class.pupils[0].id}").status_code == 409


def test_a_child_sits_around_one_tablet(
    client: TestClient, host: TestClient, group: dict[str, Any], made_class: MadeClass
) -> None:
    other = pupil_browser(client, made_class, 1)
    second = open_group(other)
    assert [one["first_name"] for one in open_group(host)["members"]] == ["Inès", "Zoé"]
    join(other, second, made_class.pupils[2])
    assert [one["first_name"] for one in open_group(host)["members"]] == ["Inès"]


@pytest.mark.parametrize("how", ["idle", "signed out", "ended"])
def test_a_group_ends(host: TestClient, group: dict[str, Any], made_class: MadeClass, clock: Clock, how: str) -> None:
    turn = begin(host, group, str(made_class.pupils[1].id))
    if how == "idle":
        clock.advance(minutes=21)
    elif how == "ended":
        assert host.delete(f"{GROUPS}/{group['id']}").status_code == 204
    else:
        assert host.post("/api/signout").status_code == 204
    late = answer(host, group, turn["served"]["served_id"], {"type": "skipped"}, clock)
    assert late.status_code in ({403, 401} if how == "signed out" else {404})


def test_a_group_has_four_seats(app: FastAPI, host: TestClient, group: dict[str, Any], made_class: MadeClass) -> None:
    more = [
        Pupil(
            classroom_id=made_class.classroom.id,
            first_name=name,
            avatar="tigre",
            pictures=["cle", "velo", "chat"],
            card_token=name,
            created_at=made_class.classroom.created_at,
        )
        for name in ("Noé", "Ana")
    ]
    with writing(app.state.engine) as session:
        session.add_all(more)
        session.commit()
    assert join(host, group, more[0]).status_code == 200
    full = join(host, group, more[1])
    assert (full.status_code, full.json()["code"]) == (409, "conflict")
    turn = begin(host, group, str(more[0].id))
    assert sorted(one["role"] for one in turn["roles"]) == ["check", "explain", "show", "tell"]
