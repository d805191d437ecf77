"""A pupil who talks with Rivet: an ear that hears what it is told to, and a tablet's side of /api/talk."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient, WebSocketTestSession

from speech.listening import ListeningPool
from tests.conftest import ADDRESS, Clock, MadeClass, pupil_browser
from tests.integration.tutor.practice.listening.tablet import QUIET, SlowEar

URL = ADDRESS.replace("https", "wss") + "/api/talk"


class Talker:
    """The tablet: plays Rivet's acts at once, and tells what happens."""

    def __init__(self, socket: WebSocketTestSession, clock: Clock) -> None:
        self.socket = socket
        self.clock = clock
        self.turn = 0
        self.question: dict[str, Any] = {}
        self.kept: list[str] = []
        self.hearing: list[str] = []
        self.said: list[str] = []

    def tell(self, **message: Any) -> None:
        self.socket.send_text(json.dumps(message))

    def next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.receive_text())
        return message

    def acts(self, finish: bool = True) -> list[dict[str, Any]]:
        """The next turn of Rivet, said to its end."""
        while True:
            message = self.next()
            if message["type"] == "hearing":
                self.hearing.append(message["state"])
                continue
            assert message["type"] == "acts", message
            self.turn = message["turn"]
            self.kept += message["kept"]
            if not message["acts"]:
                continue
            for act in message["acts"]:
                if act["do"] == "ask":
                    self.question = act["question"]
                self.said += [act["text"]] if act["do"] == "say" else act.get("texts", [])
            if finish:
                self.tell(type="finished", turn=self.turn)
            acts: list[dict[str, Any]] = message["acts"]
            return acts

    def begin(self, **more: Any) -> list[dict[str, Any]]:
        self.tell(type="begin", **more)
        return self.acts()

    def touch(self, value: str, figure: dict[str, Any] | None = None) -> dict[str, Any]:
        message = {
            "type": "touched",
            "id": str(uuid4()),
            "question": self.question["id"],
            "value": value,
            "figure": figure,
            "latency_ms": 2000,
            "occurred_at": self.clock().isoformat(),
        }
        self.tell(**message)
        return message

    def right(self) -> str:
        """The right number of the operation that is asked."""
        content = self.question["content"]
        left, right = content["left"], content["right"]
        return str({"+": left + right, "-": left - right, "×": left * right}[content["operator"]])

    def speak(self, sound: bytes) -> None:
        """Say it, then be silent, as a microphone that stays open."""
        sound += 2 * QUIET
        for at in range(0, len(sound), 3200):
            self.socket.send_bytes(sound[at : at + 3200])


def kinds(acts: list[dict[str, Any]]) -> list[str]:
    """What Rivet does, in short."""
    return [act["do"] for act in acts]


@pytest.fixture
def ear(app: FastAPI, client: TestClient) -> Iterator[SlowEar]:
    slow = SlowEar()
    slow.answer = None
    app.state.ear = ListeningPool(slow, workers=1, queue=4)
    slow.clips.clear()
    yield slow
    slow.go.set()
    app.state.ear.close()


@pytest.fixture
def sums(app: FastAPI, client: TestClient) -> None:
    """Only additions are there."""
    from exercises.catalogue import Catalogue
    from tutor.practice.choosing import Shelf

    whole = app.state.catalogue
    few = {key: one for key, one in whole.exercises.items() if key.startswith("maths.add.")}
    app.state.shelf = Shelf.of(Catalogue(whole.skills, few))


@pytest.fixture
def pupil(client: TestClient, made_class: MadeClass) -> TestClient:
    return pupil_browser(client, made_class)


@pytest.fixture
def talker(pupil: TestClient, sums: None, clock: Clock) -> Iterator[Talker]:
    with pupil.websocket_connect(URL) as socket:
        yield Talker(socket, clock)
