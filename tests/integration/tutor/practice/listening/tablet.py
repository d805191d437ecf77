"""An ear that does as it is told, and a tablet's side of /api/listen."""

import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from fastapi import FastAPI
from starlette.testclient import TestClient, WebSocketTestSession

from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.closed_answers import Choices
from speech.recording_quality import SoundFault
from speech.strictness import StrictnessLevel
from speech.texts.reading import Miscue, ReadingEvent, TextReading
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Verdict, WordVerdict
from speech.whisper import split_words
from tests.conftest import ADDRESS, MadeClass
from tutor.db import writing
from tutor.practice.tables import Served

CLIPS = Path(__file__).parents[4] / "data" / "speech"
URL = ADDRESS.replace("https", "wss") + "/api/listen"
QUIET = bytes(2 * SAMPLE_RATE)


class MadeUpText:
    """A followed text for tests of the conversation: reads a word more at each look; misread when its ear says so."""

    def __init__(self, text: str, ear: "SlowEar") -> None:
        self.ear = ear
        self.words = split_words(text)
        self.seconds = 0.0
        self.looks = -1
        self.waiting = False

    def feed(self, samples: np.ndarray) -> None:
        self.seconds += len(samples) / SAMPLE_RATE

    def work(self) -> None:
        self.waiting = False

    def place(self) -> int | None:
        self.looks += 1
        return self.looks

    def finish(self) -> TextReading:
        verdict = self.ear.verdict if self.ear.verdict is Verdict.INCORRECT else Verdict.CORRECT
        words = tuple(WordVerdict(word, verdict, 0.9, 0.0, 0.5, None) for word in self.words)
        events = (ReadingEvent(Miscue.HESITATED, 3, 2.5, 1.8),)
        return TextReading(
            verdict,
            words,
            "made up/1",
            0.0,
            events=events,
            mclm=48,
            phrasing=None,
            reading_seconds=55.0,
            reached=len(words),
        )


class SlowEar:
    """An engine for tests of the conversation: hears what it is told to, when `go` is set."""

    name = "slow/1"

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()
        self.fault: Exception | None = None
        self.sound: SoundFault | None = None
        self.verdict = Verdict.UNSURE
        self.clips: list[Clip] = []
        self.strictness: list[StrictnessLevel] = []
        self.heard = SpokenNumber(12, 0.99, "douze", self.name, 0.0, likeliest=12)
        self.answer: str | None = "oui"

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        self.clips.append(clip)
        self.strictness.append(strictness)
        self.go.wait(20)
        if self.fault:
            raise self.fault
        words = tuple(WordVerdict(word, self.verdict, 0.5, 0.0, 0.5, None) for word in split_words(text))
        return Reading(self.verdict, words, self.name, 0.0, self.sound)

    def follow(self, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> MadeUpText:
        return MadeUpText(text, self)

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        self.clips.append(clip)
        return self.heard

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        self.clips.append(clip)
        return ClosedAnswer(self.answer, "oui", 0.9, self.name, 0.0)


def served(app: FastAPI, made: MadeClass, exercise_id: str, number: int = 0) -> str:
    """Give this exercise to a pupil."""
    row = Served(
        id=uuid4(),
        pupil_id=made.pupils[number].id,
        exercise_id=exercise_id,
        reason={},
        line={},
        model_version="test",
        served_at=app.state.clock(),
    )
    with writing(app.state.engine) as session:
        session.add(row)
        session.commit()
        return str(row.id)


def connected(browser: TestClient, origin: str = ADDRESS) -> AbstractContextManager[WebSocketTestSession]:
    return browser.websocket_connect(URL, headers={"Origin": origin})


def voice(name: str = "carotte") -> bytes:
    return (read_clip(CLIPS / f"{name}.ogg").samples * 32_767).astype("<i2").tobytes()


def speak(socket: WebSocketTestSession, sound: bytes, chunk: int = 6_400) -> None:
    for at in range(0, len(sound), chunk):
        socket.send_bytes(sound[at : at + chunk])


def start(socket: WebSocketTestSession, served_id: str) -> None:
    socket.send_json({"type": "start", "served_id": served_id})
    assert socket.receive_json()["type"] == "listening"


def start_again(socket: WebSocketTestSession, served_id: str) -> None:
    """After something was told, or not."""
    socket.send_json({"type": "start", "served_id": served_id})
    while (answer := socket.receive_json())["type"] != "listening":
        assert answer["type"] in {"error", "speech_started"}, answer


def until_last(socket: WebSocketTestSession) -> tuple[list[str], dict[str, Any]]:
    """The names of the messages up to the last of a listening, and that one; a slow machine may say to wait."""
    names = []
    while True:
        message = socket.receive_json()
        if message["type"] == "waiting":
            continue
        names.append(message["type"])
        if message["type"] in {"verdict", "yes_no", "error", "busy"}:
            return names, message


WORD = "reading.read_word.chapeau"
SUM = "maths.add.6+1"
TEXT = "reading.read_text.cp-devinette"
