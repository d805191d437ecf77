"""Frames on the WebSockets as no tablet sends them: every one is answered kindly or let go, and the server goes on."""

import random
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient

from speech.listening import ListeningPool
from tests.conftest import ADDRESS, MadeClass, pupil_browser
from tests.fuzz.mutating import CASES, SEED, as_text, damaged, wrong_within
from tests.integration.tutor.practice.listening.tablet import SUM, TEXT, WORD, SlowEar, served, voice
from tests.isolation.routes import SOCKETS
from tutor.practice.live_sound import FAULTS_BEFORE_CLOSING

TOGETHER = 30
"""Frames sent on one socket, before faults close it."""


@pytest.fixture
def pupil(app: FastAPI, client: TestClient, made_class: MadeClass) -> Iterator[TestClient]:
    app.state.ear = ListeningPool(SlowEar(), workers=1, queue=1)
    yield pupil_browser(client, made_class)
    app.state.ear.close()


def listening(app: FastAPI, made: MadeClass, _: TestClient) -> list[Any]:
    given = [served(app, made, exercise) for exercise in (WORD, SUM, TEXT)]
    return [
        *({"type": "start", "served_id": one} for one in given),
        {"type": "start", "served_id": given[0], "listen_for": "yes_no"},
        {"type": "start", "served_id": given[2], "line": 0},
        {"type": "start", "served_id": served(app, made, WORD, 1)},  # a classmate's
        {"type": "stop"},
        {"type": "cancel"},
    ]


def talking(app: FastAPI, made: MadeClass, pupil: TestClient) -> list[Any]:
    touched = {
        "type": "touched",
        "id": str(uuid4()),
        "question": pupil.post("/api/practice/next", json={"domain": "maths"}).json()["served_id"],
        "value": "7",
        "latency_ms": 900,
        "occurred_at": app.state.clock().isoformat(),
    }
    return [
        {"type": "begin"},
        {"type": "begin", "unsent": touched},
        {"type": "begin", "mode": "lesson", "lesson": "la-dizaine"},
        {"type": "finished", "turn": 1},
        touched,
        {"type": "interrupted", "by": "voice"},
        *({"type": "request", "request": one} for one in ("repeat", "slower", "help", "dont_know", "why", "stop")),
        {"type": "yes_no", "yes": True},
        {"type": "strategy", "strategy": None},
        {"type": "busy_hands"},
        {"type": "end_of_speech"},
        {"type": "microphone", "state": "works"},
        {"type": "microphone", "state": "asleep"},
        {"type": "quit"},
    ]


def frame(messages: list[Any], sounds: list[bytes], rng: random.Random) -> str | bytes:
    """A right frame, a wrong one, sound or noise."""
    right = rng.choice(messages)
    match rng.randrange(6):
        case 0 | 1:
            return as_text(right)
        case 2:
            return as_text(wrong_within(right, rng))
        case 3:
            return damaged([as_text(one).encode() for one in messages], rng).decode("utf-8", errors="replace")
        case 4:
            return rng.choice(sounds)
        case _:
            return damaged(sounds, rng)


def exchange(browser: TestClient, path: str, sent: list[str | bytes]) -> list[str]:
    """Send these frames, then enough bad ones that the server hangs up: all it said until then."""
    said = []
    with browser.websocket_connect(path, headers={"Origin": ADDRESS}) as socket:
        for one in [*sent, *[""] * FAULTS_BEFORE_CLOSING]:
            if isinstance(one, bytes):
                socket.send_bytes(one)
            else:
                socket.send_text(one)
        while (message := socket.receive())["type"] == "websocket.send":
            said.append(message["text"])
        assert message == {"type": "websocket.close", "code": 1008, "reason": ""}
    return said


@pytest.mark.parametrize("path", sorted(SOCKETS))
@pytest.mark.timeout(3600 if CASES > 1000 else 300)
def test_no_frame_breaks_a_socket(app: FastAPI, pupil: TestClient, made_class: MadeClass, path: str) -> None:
    rng = random.Random(SEED)
    messages = {"/api/listen": listening, "/api/talk": talking}[path](app, made_class, pupil)
    sound = voice()
    sounds = [sound[at : at + 6_400] for at in range(0, len(sound), 6_400)] + [bytes(6_400), b"", b"\xff\x7f" * 3_200]
    for _ in range(max(1, CASES // TOGETHER)):
        sent = [frame(messages, sounds, rng) for _ in range(TOGETHER)]
        with structlog.testing.capture_logs() as logs:
            said = exchange(pupil, path, sent)
        assert [one for one in logs if one["log_level"] in {"error", "critical"}] == [], sent
        told = "\n".join(said)
        assert '"internal"' not in told, sent
        for secret in ("Traceback", 'File "', made_class.pupils[1].first_name, made_class.pupils[1].card_token):
            assert secret not in told, sent
