"""WS /api/listen: a pupil reads into a microphone, whatever the tablet, the network or a visitor does."""

import json
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.closed_answers import Choices
from speech.ear import Ear
from speech.errors import BadAudioError
from speech.listening import ListeningPool
from speech.numbers import in_words
from speech.recording_quality import SoundFault
from speech.strictness import StrictnessLevel
from speech.texts.reading import Miscue, ReadingEvent, TextReading
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Verdict, WordVerdict
from speech.whisper import MODEL, split_words
from tests.conftest import ADDRESS, Clock, MadeClass, another_browser, pupil_browser
from tests.needs import need_model
from tutor.db import writing
from tutor.practice import listening, receipts
from tutor.practice.tables import Served
from tutor.settings import Settings

CLIPS = Path(__file__).parents[3] / "data" / "speech"
URL = ADDRESS.replace("https", "wss") + "/api/listen"
QUIET = bytes(2 * SAMPLE_RATE)


class MadeUpText:
    """A followed text for tests of the conversation: reads a word more at each look."""

    def __init__(self, text: str) -> None:
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
        words = tuple(WordVerdict(word, Verdict.CORRECT, 0.9, 0.0, 0.5, None) for word in self.words)
        events = (ReadingEvent(Miscue.HESITATED, 3, 2.5, 1.8),)
        return TextReading(
            Verdict.CORRECT,
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
        return MadeUpText(text)

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        self.clips.append(clip)
        return self.heard

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        self.clips.append(clip)
        return ClosedAnswer(self.answer, "oui", 0.9, self.name, 0.0)


@pytest.fixture
def ear(app: FastAPI, client: TestClient) -> Iterator[SlowEar]:
    slow = SlowEar()
    app.state.ear = ListeningPool(slow, workers=1, queue=0)
    slow.clips.clear()
    yield slow
    slow.go.set()
    app.state.ear.close()


@pytest.fixture
def real_ear(app: FastAPI, client: TestClient) -> Iterator[None]:
    need_model(MODEL)
    app.state.ear = ListeningPool(Ear.load(Settings().models_dir), workers=1, queue=4)
    yield
    app.state.ear.close()


@pytest.fixture
def pupil(client: TestClient, made_class: MadeClass) -> TestClient:
    return pupil_browser(client, made_class)


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
    assert socket.receive_json() == {"type": "listening"}


def start_again(socket: WebSocketTestSession, served_id: str) -> None:
    """After something was told, or not."""
    socket.send_json({"type": "start", "served_id": served_id})
    while (answer := socket.receive_json())["type"] != "listening":
        assert answer["type"] in {"error", "speech_started"}, answer


def until_last(socket: WebSocketTestSession) -> tuple[list[str], dict[str, Any]]:
    """The names of the messages up to the last of a listening, and that one."""
    names = []
    while True:
        message = socket.receive_json()
        names.append(message["type"])
        if message["type"] in {"verdict", "yes_no", "error", "busy"}:
            return names, message


WORD = "reading.word.chapeau"
SUM = "maths.add.6+1"
TEXT = "reading.text.devinette"


def test_a_word_is_heard_to_its_end_without_pressing_stop(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, clock: Clock
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, QUIET[:SAMPLE_RATE] + voice() + QUIET * 2)
        names, verdict = until_last(socket)
    assert names == ["speech_started", "speech_ended", "verdict"]
    assert verdict["verdict"] == "unsure"
    hearing = receipts.read(
        verdict["receipt"], app.state.keys.receipts, made_class.pupils[0].id, UUID(served_id), clock()
    )
    assert [word.model_dump(mode="json") for word in hearing.words] == verdict["words"]
    assert 0.8 < ear.clips[0].seconds < 3.5


def test_the_ear_is_as_demanding_as_the_class_wants(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    with writing(app.state.engine) as session:
        session.merge(made_class.classroom).strictness = "indulgent"
        session.commit()
    ear.strictness.clear()
    with connected(pupil) as socket:
        start(socket, served(app, made_class, WORD))
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        assert until_last(socket)[1]["type"] == "verdict"
    assert ear.strictness == [StrictnessLevel.INDULGENT]


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


def test_a_text_is_followed_while_it_is_read_and_its_fluency_signed(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "LOOK_SECONDS", 0.0)
    served_id = served(app, made_class, TEXT)
    with connected(pupil) as socket:
        start(socket, served_id)
        places = []
        for _ in range(3):  # as it would be read: what comes back is taken before more is said
            speak(socket, voice("ecoute_la_note"), chunk=32_000)
            while (message := socket.receive_json())["type"] != "place":
                assert message["type"] == "speech_started"
            places.append(message["word"])
        socket.send_json({"type": "stop"})
        names, verdict = until_last(socket)
    assert places == sorted(set(places))
    assert set(names[:-1]) <= {"place"}
    assert (verdict["fluency"]["mclm"], verdict["fluency"]["events"][0]["kind"]) == (48, "hesitated")
    hearing = receipts.read(
        verdict["receipt"], app.state.keys.receipts, made_class.pupils[0].id, UUID(served_id), clock()
    )
    assert hearing.fluency is not None
    assert hearing.fluency.model_dump(mode="json") == verdict["fluency"]


def said(socket: WebSocketTestSession, served_id: str, listen_for: str = "answer") -> dict[str, Any]:
    socket.send_json({"type": "start", "served_id": served_id, "listen_for": listen_for})
    assert socket.receive_json() == {"type": "listening"}
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


def test_the_receipt_is_recorded_as_an_attempt(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, clock: Clock
) -> None:
    served_id = pupil.post("/api/practice/next", json={"domain": "reading"}).json()["served_id"]
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        receipt = until_last(socket)[1]["receipt"]
    clock.advance(seconds=9)
    body = {
        "id": str(uuid4()),
        "served_id": served_id,
        "answer": {"type": "heard", "receipt": receipt},
        "latency_ms": 3000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    response = pupil.post("/api/practice/attempts", json=body)
    assert response.status_code == 200, response.text
    assert response.json()["verdict"] == "unsure"


def test_the_same_socket_listens_again_after_anything(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        for _ in range(3):
            start(socket, served_id)
            speak(socket, voice())
            assert socket.receive_json() == {"type": "speech_started"}
            socket.send_json({"type": "cancel"})
            start(socket, served_id)
            start(socket, served_id)
            socket.send_json({"type": "stop"})
            assert until_last(socket)[1]["code"] == "no_speech"
            start(socket, served_id)
            speak(socket, voice())
            socket.send_json({"type": "stop"})
            assert until_last(socket)[0][-1] == "verdict"
            speak(socket, QUIET)  # late frames are ignored
            socket.send_json({"type": "stop"})


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("", "bad_message"),
        ("{", "bad_message"),
        ("[]", "bad_message"),
        ('"start"', "bad_message"),
        ('{"type": "start"}', "bad_message"),
        ('{"type": "start", "served_id": "x"}', "bad_message"),
        ('{"type": "stop", "more": 1}', "bad_message"),
        ("x" * 100_000, "bad_message"),
        (json.dumps({"type": "start", "served_id": str(uuid4())}), "unknown_exercise"),
        (b"\x00", "bad_audio"),
        (bytes(32_002), "bad_audio"),
    ],
)
def test_what_cannot_be_used_is_answered_kindly_and_the_socket_goes_on(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, sent: str | bytes, code: str
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        start(socket, served_id)
        if isinstance(sent, bytes):
            socket.send_bytes(sent)
        else:
            socket.send_text(sent)
        answer = socket.receive_json()
        assert (answer["type"], answer["code"]) == ("error", code)
        assert len(answer["message"]) > 10
        start(socket, served_id)


def test_a_tablet_that_talks_nonsense_on_and_on_is_left(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    with connected(pupil) as socket:
        for _ in range(listening.FAULTS_BEFORE_CLOSING):
            socket.send_text("nonsense")
            assert socket.receive_json()["code"] == "bad_message"
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_silence_and_endless_speech_end_by_themselves(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        start(socket, served_id)
        for _ in range(9):
            socket.send_bytes(QUIET[:32_000])
        assert until_last(socket)[1]["code"] == "no_speech"
        start(socket, served_id)
        spoken = voice("ecoute_la_note")[: 3 * 2 * SAMPLE_RATE]
        speak(socket, spoken * 8, chunk=32_000)
        names, last = until_last(socket)
        assert names[0] == "speech_started"
        assert last["type"] in {"error", "verdict"}


def test_another_pupils_exercise_is_unknown(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    with connected(pupil) as socket:
        socket.send_json({"type": "start", "served_id": served(app, made_class, WORD, number=1)})
        assert socket.receive_json()["code"] == "unknown_exercise"


@pytest.mark.parametrize("origin", ["https://evil.test", "http://ecole.test", "null"])
def test_another_origin_is_refused(pupil: TestClient, ear: SlowEar, origin: str) -> None:
    with pytest.raises(WebSocketDisconnect), connected(pupil, origin):
        pass


def test_a_visitor_and_a_teacher_are_refused(client: TestClient, teacher_client: TestClient, ear: SlowEar) -> None:
    for browser in (another_browser(client), teacher_client):
        with pytest.raises(WebSocketDisconnect), connected(browser):
            pass


def test_without_an_ear_it_says_so(app: FastAPI, pupil: TestClient, made_class: MadeClass) -> None:
    with connected(pupil) as socket:
        socket.send_json({"type": "start", "served_id": served(app, made_class, WORD)})
        assert socket.receive_json()["code"] == "no_ear"


def test_when_every_ear_is_taken_it_waits_then_says_busy(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BUSY_PATIENCE_SECONDS", 0.5)
    ear.go.clear()
    held = app.state.ear.verify(read_clip(CLIPS / "carotte.ogg"), "carotte")
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        busy = until_last(socket)[1]
        assert busy["type"] == "busy"
        assert busy["retry_after_ms"] > 0
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        ear.go.set()  # a place comes free while the recording waits
        assert until_last(socket)[1]["type"] == "verdict"
    assert held.result(5)


@pytest.mark.parametrize(
    ("fault", "code"), [(BadAudioError("no voice"), "bad_audio"), (ZeroDivisionError(), "internal")]
)
def test_a_fault_of_the_ear_is_told_and_the_next_word_is_heard(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, fault: Exception, code: str
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        ear.fault = fault
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        assert until_last(socket)[1]["code"] == code
        ear.fault = None
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        assert until_last(socket)[1]["type"] == "verdict"


@pytest.mark.parametrize("fault", SoundFault)
def test_a_sound_in_which_nothing_can_be_judged_is_told_kindly_and_the_next_one_is_heard(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, fault: SoundFault
) -> None:
    served_id = served(app, made_class, WORD)
    sentence = app.state.phrases.said_by("ear")[fault]
    with connected(pupil) as socket:
        for ear.sound, ear.fault in ((fault, None), (None, BadAudioError("in English", fault))):
            start(socket, served_id)
            speak(socket, voice())
            socket.send_json({"type": "stop"})
            assert until_last(socket)[1] == {"type": "error", "code": fault, "message": sentence}
        ear.sound, ear.fault, ear.verdict = fault, None, Verdict.CORRECT
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        heard = until_last(socket)[1]
        assert (heard["verdict"], heard["hint"]) == ("correct", sentence)


def test_a_recording_that_met_a_busy_ear_is_sent_again_whole_and_judged(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the tablet does: a new socket, everything at once by seconds, then stop."""
    monkeypatch.setattr(listening, "BUSY_PATIENCE_SECONDS", 0.1)
    served_id = served(app, made_class, WORD)
    sound = voice()
    ear.go.clear()
    held = app.state.ear.verify(read_clip(CLIPS / "carotte.ogg"), "carotte")
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, sound)
        socket.send_json({"type": "stop"})
        assert until_last(socket)[1]["type"] == "busy"
    ear.go.set()
    assert held.result(5)
    ear.clips.clear()
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, sound, chunk=32_000)
        socket.send_json({"type": "stop"})
        assert until_last(socket)[1]["type"] == "verdict"
    assert ear.clips[0].seconds == pytest.approx(len(sound) / 2 / SAMPLE_RATE, abs=0.6)


FRAMES = [
    b"",
    b"\x00",
    b"\xff" * 3,
    bytes(32_001),
    bytes(32_002),
    bytes(1_000_000),
    b"RIFF" + bytes(40),
    b"\x7f\xff" * 800,
]
MESSAGES = [
    *("", " ", "null", "0", "[]", "{}", "{", "[" * 5_000, '"' * 3, "\x00", "NaN", "x" * 2_001, "é😀" * 100),
    *('{"type": null}', '{"type": "start", "served_id": 1}', '{"type": "START"}', '{"type": "stop", "x": 1}'),
    *('{"type": "verdict"}', '{"type": "start", "served_id": "' + "0" * 36 + '"}', '{"type":"cancel","type":"x"}'),
]


def test_any_frame_and_any_message_leave_the_ear_ready_for_the_next_child(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    served_id = served(app, made_class, WORD)
    for sent in (*FRAMES, *MESSAGES):
        with connected(pupil) as socket:
            start(socket, served_id)
            if isinstance(sent, bytes):
                socket.send_bytes(sent)
            else:
                socket.send_text(sent)
            start_again(socket, served_id)
            speak(socket, voice())
            socket.send_json({"type": "stop"})
            assert until_last(socket)[1]["type"] == "verdict", sent[:40]


@pytest.mark.parametrize("when", ["before start", "listening", "speaking", "thinking"])
def test_a_tablet_may_leave_at_any_moment(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, when: str
) -> None:
    served_id = served(app, made_class, WORD)
    ear.go.clear()
    with connected(pupil) as socket:
        if when != "before start":
            start(socket, served_id)
        if when in {"speaking", "thinking"}:
            speak(socket, voice())
        if when == "thinking":
            socket.send_json({"type": "stop"})
            assert socket.receive_json()["type"] == "speech_started"
    ear.go.set()
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        assert until_last(socket)[1]["type"] == "verdict"


def test_a_pupil_who_is_archived_is_heard_no_more(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        start(socket, served_id)
        with writing(app.state.engine) as session:
            archived = session.merge(made_class.pupils[0])
            archived.archived = True
            session.commit()
        socket.send_json({"type": "start", "served_id": served_id})
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


@pytest.mark.models
def test_real_voices_get_real_verdicts(app: FastAPI, pupil: TestClient, made_class: MadeClass, real_ear: None) -> None:
    sound = np.concatenate([read_clip(CLIPS / "un_chapeau.ogg").samples, np.zeros(2 * SAMPLE_RATE, np.float32)])
    frames = (sound * 32_767).astype("<i2").tobytes()
    verdicts = {}
    with connected(pupil) as socket:
        for exercise in (WORD, "reading.word.grenouille"):
            start(socket, served(app, made_class, exercise))
            speak(socket, frames)
            names, last = until_last(socket)
            assert names == ["speech_started", "speech_ended", "verdict"]
            verdicts[exercise] = last["verdict"]
    assert verdicts[WORD] != "incorrect"
    assert verdicts["reading.word.grenouille"] != "correct"
