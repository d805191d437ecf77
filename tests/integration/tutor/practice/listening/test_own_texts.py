"""A pupil reads aloud a text of his teacher: the ear follows it like any other, and only for its class."""

import uuid

from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass
from tests.integration.tutor.practice.listening.tablet import (
    QUIET,
    SlowEar,
    connected,
    served,
    speak,
    start,
    until_last,
    voice,
)
from tutor.db import writing
from tutor.own_texts.tables import OwnText


def own_text(app: FastAPI, made: MadeClass, text: str, now: Clock) -> str:
    own = OwnText(
        classroom_id=made.classroom.id,
        title="Lou",
        text=text,
        use="read_aloud",
        questions=[{"question": "Qui ?", "choices": ["Lou", "Léo"], "right": 0}],
        published_at=now(),
        created_at=now(),
        changed_at=now(),
    )
    session: Session
    with writing(app.state.engine) as session:
        session.add(own)
        session.commit()
    return f"own.{own.id}"


def test_the_ear_follows_a_text_of_the_class_and_the_longest_can_be_recorded(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, clock: Clock
) -> None:
    words = 2_000
    exercise = own_text(app, made_class, "Le chat dort.\n\n" + "Il rit. " * 998 + "Oui", clock)
    given = pupil.post("/api/practice/next", json={"domain": "reading"}).json()
    assert given["exercise_id"] == exercise
    served_id = given["served_id"]
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, voice() + QUIET)
        socket.send_json({"type": "stop"})
        verdict = until_last(socket)[1]
    assert verdict["type"] == "verdict", verdict
    assert len(verdict["words"]) == words
    body = {
        "id": str(uuid.uuid4()),
        "served_id": served_id,
        "answer": {"type": "heard", "receipt": verdict["receipt"]},
        "latency_ms": 4000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    answer = pupil.post("/api/practice/attempts", json=body)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["verdict"], answer.json()["then"]) == ("correct", "next")


def test_a_text_of_another_class_and_a_question_are_not_listened_to(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, other_class: MadeClass, ear: SlowEar, clock: Clock
) -> None:
    theirs = own_text(app, other_class, "Le chat dort.", clock)
    ours = own_text(app, made_class, "Le chat dort.", clock)
    with connected(pupil) as socket:
        for exercise in (theirs, f"{ours}.1", f"{ours}.9", "own.rien"):
            socket.send_json({"type": "start", "served_id": served(app, made_class, exercise)})
            assert socket.receive_json()["code"] == "unknown_exercise"
