"""WS /api/listen whatever the tablet, the network or a visitor does."""

import json
from uuid import UUID

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from speech.audio import SAMPLE_RATE, read_clip
from speech.errors import BadAudioError
from speech.recording_quality import SoundFault
from speech.verdicts import Verdict
from tests.conftest import MadeClass, another_browser
from tests.integration.tutor.practice.listening.tablet import (
    CLIPS,
    QUIET,
    WORD,
    SlowEar,
    connected,
    served,
    speak,
    start,
    start_again,
    until_last,
    voice,
)
from tutor.db import writing
from tutor.practice import listening, live_sound


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
        (json.dumps({"type": "start", "served_id": str(UUID(int=7))}), "unknown_exercise"),
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
        for _ in range(live_sound.FAULTS_BEFORE_CLOSING):
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


def test_a_verdict_that_is_long_in_coming_is_said_once_then_shown_to_be_coming(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "WAITING_SECONDS", 0.2)
    monkeypatch.setattr(listening, "SIGN_SECONDS", 0.1)
    ear.go.clear()
    with connected(pupil) as socket:
        start(socket, served(app, made_class, WORD))
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        came = [socket.receive_json() for _ in range(4)]
        assert [message["type"] for message in came] == ["speech_started", *["waiting"] * 3]
        assert [bool(message["message"]) for message in came[1:]] == [True, False, False]
        ear.go.set()
        assert until_last(socket)[1]["type"] == "verdict"


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
