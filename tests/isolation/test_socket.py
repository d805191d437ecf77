"""The WebSockets are for signed-in pupils on our own page, and for their own exercises."""

from uuid import uuid4

import pytest
from sqlmodel import select
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.conftest import ADDRESS, MadeClass, another_browser, pupil_browser
from tutor.classroom.tables import Pupil
from tutor.db import reading, writing
from tutor.practice.tables import Attempt

LISTEN = "/api/listen"
TALK = "/api/talk"


def is_refused(browser: TestClient, headers: dict[str, str] | None = None) -> bool:
    refused = {refusal_of(browser, path, headers or {}) for path in (LISTEN, TALK)}
    assert len(refused) == 1, "one socket lets in whom the other refuses"
    return refused == {1008}


def refusal_of(browser: TestClient, path: str, headers: dict[str, str]) -> int | None:
    try:
        with browser.websocket_connect(path, headers=headers):
            return None
    except WebSocketDisconnect as refusal:
        return refusal.code


def test_a_signed_in_pupil_is_let_in(pupil_client: TestClient) -> None:
    assert not is_refused(pupil_client)


def test_a_visitor_and_a_teacher_are_not(client: TestClient, teacher_client: TestClient) -> None:
    assert is_refused(client)
    assert is_refused(another_browser(client))
    assert is_refused(teacher_client)


@pytest.mark.parametrize("origin", ["https://ailleurs.test", "http://ecole.test", "null", ""])
def test_another_site_is_not(pupil_client: TestClient, origin: str) -> None:
    assert is_refused(pupil_client, {"Origin": origin})


def test_a_program_without_an_origin_is_not(pupil_client: TestClient) -> None:
    del pupil_client.headers["Origin"]
    assert is_refused(pupil_client)
    pupil_client.headers["Origin"] = ADDRESS
    assert not is_refused(pupil_client)


def test_a_session_that_ended_is_not(client: TestClient, pupil_client: TestClient, made_class: MadeClass) -> None:
    with writing(client.app.state.engine) as session:  # type: ignore[attr-defined]
        pupil = session.get_one(Pupil, made_class.pupils[0].id)
        pupil.epoch += 1
        session.add(pupil)
        session.commit()
    assert is_refused(pupil_client)


def test_no_other_path_takes_a_socket(pupil_client: TestClient) -> None:
    for path in ("/", "/api/session", "/api/rien"):
        with pytest.raises(WebSocketDisconnect), pupil_client.websocket_connect(path):
            pass


def test_the_sockets_pupil_hears_nothing_of_anothers_exercise(
    client: TestClient, pupil_client: TestClient, made_class: MadeClass
) -> None:
    served = pupil_client.post("/api/practice/next", json={}).json()["served_id"]
    classmate = pupil_browser(client, made_class, 1)
    with classmate.websocket_connect(LISTEN) as socket:
        socket.send_json({"type": "start", "served_id": served})
        answer = socket.receive_json()
    assert answer["type"] == "error"
    assert answer["code"] in {"no_ear", "unknown_exercise"}


def test_an_answer_to_anothers_exercise_is_kept_nowhere(
    client: TestClient, pupil_client: TestClient, made_class: MadeClass
) -> None:
    served = pupil_client.post("/api/practice/next", json={"domain": "maths"}).json()["served_id"]
    unsent = {
        "type": "touched",
        "id": str(uuid4()),
        "question": served,
        "value": "5",
        "latency_ms": 1,
        "occurred_at": "2026-09-07T09:00:00Z",
    }
    with pupil_browser(client, made_class, 1).websocket_connect(TALK) as socket:
        socket.send_json({"type": "begin", "unsent": unsent})
        acts = socket.receive_json()
    assert acts["type"] == "acts"
    assert served not in str(acts["acts"])
    with reading(client.app.state.engine) as session:  # type: ignore[attr-defined]
        assert not session.exec(select(Attempt)).all()
