"""WS /api/listen for maths: numbers, questions about them, and what is said instead."""

from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from starlette.testclient import TestClient, WebSocketTestSession

from speech.numbers import in_words
from speech.verdicts import SpokenNumber
from tests.conftest import Clock, MadeClass
from tests.integration.tutor.practice.listening.tablet import (
    SUM,
    SlowEar,
    connected,
    served,
    speak,
    start,
    until_last,
    voice,
)


def test_a_number_is_heard_and_never_judged_here(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    with connected(pupil) as socket:
        start(socket, served(app, made_class, SUM))
        speak(socket, voice("douze"))
        socket.send_json({"type": "stop"})
        names, verdict = until_last(socket)
    assert names == ["speech_started", "verdict"]
    assert (verdict["number"], verdict["verdict"], verdict["words"]) == (12, "correct", [])


def said(socket: WebSocketTestSession, served_id: str, listen_for: str = "answer") -> dict[str, Any]:
    socket.send_json({"type": "start", "served_id": served_id, "listen_for": listen_for})
    assert socket.receive_json() == {"type": "listening", "recorded": None}
    speak(socket, voice("douze"))
    socket.send_json({"type": "stop"})
    return until_last(socket)[1]


def answered(browser: TestClient, clock: Clock, served_id: str, answer: dict[str, Any]) -> dict[str, Any]:
    clock.advance(seconds=9)
    body = {"id": str(uuid4()), "served_id": served_id, "answer": answer, "latency_ms": 3000, "hints": 0}
    response = browser.post("/api/practice/attempts", json={**body, "occurred_at": clock().isoformat()})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def maths(browser: TestClient) -> tuple[str, int]:
    """An operation that is given to the pupil, and its answer."""
    given = browser.post("/api/practice/next", json={"domain": "maths"}).json()
    shown = given["content"]
    return given["served_id"], shown["left"] + (shown["right"] if shown["operator"] == "+" else -shown["right"])


def doubtful(number: int) -> SpokenNumber:
    return SpokenNumber(None, 0.5, "peut-être", "slow/1", 0.0, likeliest=number)


def test_a_doubtful_number_is_asked_about_once_and_counts_when_the_pupil_says_yes(
    pupil: TestClient, ear: SlowEar, clock: Clock
) -> None:
    served_id, right = maths(pupil)
    ear.heard = doubtful(right)
    with connected(pupil) as socket:
        verdict = said(socket, served_id)
        assert (verdict["verdict"], verdict["number"]) == ("unsure", None)
        assert in_words(right) in verdict["question"]["text"]
        assert said(socket, served_id, "yes_no") == {"type": "yes_no", "yes": True}
        ear.answer = None
        assert said(socket, served_id, "yes_no")["yes"] is None
        reply = answered(pupil, clock, served_id, {"type": "confirmed", "yes": True, "receipt": verdict["receipt"]})
        assert (reply["verdict"], reply["number"], reply["then"]) == ("correct", right, "next")
        assert said(socket, served_id)["question"] is None


def test_no_to_the_question_is_a_doubt_and_never_an_error(pupil: TestClient, ear: SlowEar, clock: Clock) -> None:
    served_id, right = maths(pupil)
    ear.heard = doubtful(right + 1)
    with connected(pupil) as socket:
        receipt = said(socket, served_id)["receipt"]
        reply = answered(pupil, clock, served_id, {"type": "confirmed", "yes": False, "receipt": receipt})
        assert (reply["verdict"], reply["number"], reply["then"]) == ("unsure", None, "again")
        assert reply["line"]["act"] == "not_that_number"
        assert said(socket, served_id)["question"] is None


def test_a_number_that_was_not_asked_about_cannot_be_confirmed(pupil: TestClient, ear: SlowEar, clock: Clock) -> None:
    served_id, _ = maths(pupil)
    with connected(pupil) as socket:
        receipt = said(socket, served_id)["receipt"]
    body = {"id": str(uuid4()), "served_id": served_id, "latency_ms": 1, "hints": 0, "occurred_at": clock().isoformat()}
    answer = {"type": "confirmed", "yes": True, "receipt": receipt}
    assert pupil.post("/api/practice/attempts", json={**body, "answer": answer}).status_code == 422


def test_a_request_instead_of_a_number_is_told_and_is_no_answer(pupil: TestClient, ear: SlowEar) -> None:
    served_id, _ = maths(pupil)
    ear.heard = SpokenNumber(None, 0.1, "six", "slow/1", 0.0, request="help")
    with connected(pupil) as socket:
        verdict = said(socket, served_id)
    assert (verdict["request"], verdict["number"], verdict["question"]) == ("help", None, None)
