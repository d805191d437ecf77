"""The WebSocket is for signed-in pupils on our own page, and for their own exercises."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.conftest import ADDRESS, MadeClass, another_browser, pupil_browser
from tutor.classroom.tables import Pupil
from tutor.db import writing

LISTEN = "/api/listen"


def is_refused(browser: TestClient, headers: dict[str, str] | None = None) -> bool:
    try:
        with browser.websocket_connect(LISTEN, headers=headers or {}):
            return False
    except WebSocketDisconnect as refusal:
        return refusal.code == 1008


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
