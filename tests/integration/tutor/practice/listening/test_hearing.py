"""WS /api/listen: a pupil reads into a microphone and gets verdicts that can be recorded."""

from uuid import UUID, uuid4

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.catalogue import Catalogue
from exercises.exercise import Mode
from exercises.reading.turns import lines_of
from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.errors import BusyError
from speech.strictness import StrictnessLevel
from speech.verdicts import Reading
from speech.whisper import split_words
from tests.conftest import Clock, MadeClass
from tests.integration.tutor.practice.conftest import simple_content
from tests.integration.tutor.practice.listening.tablet import (
    CLIPS,
    QUIET,
    SUM,
    TEXT,
    WORD,
    SlowEar,
    connected,
    served,
    speak,
    start,
    until_last,
    voice,
)
from tutor.db import writing
from tutor.practice import listening, receipts


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


def test_a_word_is_heard_once_while_the_silence_after_it_lasts(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    served_id = served(app, made_class, WORD)
    with connected(pupil) as socket:
        start(socket, served_id)
        speak(socket, QUIET[:SAMPLE_RATE] + voice() + QUIET * 2)
        assert until_last(socket)[1]["type"] == "verdict"
    assert len(ear.clips) == 1


def test_a_word_begun_in_the_silence_by_an_ear_that_dies_is_asked_again(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    hears, deaths = ear.verify, [BusyError()]

    def dies_once(clip: Clip, text: str, strictness: StrictnessLevel) -> Reading:
        if deaths:
            raise deaths.pop()
        return hears(clip, text, strictness)

    monkeypatch.setattr(ear, "verify", dies_once)
    with connected(pupil) as socket:
        start(socket, served(app, made_class, WORD))
        speak(socket, QUIET[:SAMPLE_RATE] + voice() + QUIET * 2)
        assert until_last(socket)[1]["type"] == "verdict"
    assert not deaths


def test_what_was_begun_in_a_silence_is_forgotten_when_more_is_said(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar
) -> None:
    with connected(pupil) as socket:
        start(socket, served(app, made_class, SUM))  # a number: a pause of a second is no end
        speak(socket, QUIET[:SAMPLE_RATE] + voice("douze") + QUIET[:SAMPLE_RATE] + voice("douze") + QUIET * 3)
        assert until_last(socket)[1]["type"] == "verdict"
    assert len(ear.clips) == 2
    assert ear.clips[1].seconds > 1.5 * ear.clips[0].seconds


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


def test_the_receipt_is_recorded_as_an_attempt(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, clock: Clock
) -> None:
    simple_content(app)
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


@pytest.mark.models
def test_real_voices_get_real_verdicts(app: FastAPI, pupil: TestClient, made_class: MadeClass, real_ear: None) -> None:
    sound = np.concatenate([read_clip(CLIPS / "un_chapeau.ogg").samples, np.zeros(2 * SAMPLE_RATE, np.float32)])
    frames = (sound * 32_767).astype("<i2").tobytes()
    verdicts = {}
    with connected(pupil) as socket:
        for exercise in (WORD, "reading.read_word.grenouille"):
            start(socket, served(app, made_class, exercise))
            speak(socket, frames)
            names, last = until_last(socket)
            assert names == ["speech_started", "speech_ended", "verdict"]
            verdicts[exercise] = last["verdict"]
    assert verdicts[WORD] != "incorrect"
    assert verdicts["reading.read_word.grenouille"] != "correct"


def test_of_a_text_read_in_turns_one_line_of_the_pupil_is_heard(
    app: FastAPI, pupil: TestClient, made_class: MadeClass, ear: SlowEar, clock: Clock
) -> None:
    text = app.state.catalogue.exercises[TEXT]
    made = text.model_copy(update={"content": text.content.model_copy(update={"mode": Mode.IN_TURNS})})
    app.state.catalogue = Catalogue(app.state.catalogue.skills, {TEXT: made})
    served_id = served(app, made_class, TEXT)
    with connected(pupil) as socket:
        for line in (None, 0, 99):  # all of it, Rivet's, none
            socket.send_json({"type": "start", "served_id": served_id, "line": line})
            assert socket.receive_json()["code"] == "bad_message"
        socket.send_json({"type": "start", "served_id": served_id, "line": 1})
        assert socket.receive_json() == {"type": "listening", "recorded": False}
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        verdict = until_last(socket)[1]
    assert [word["word"] for word in verdict["words"]] == split_words(lines_of(made.content)[1])
    key = app.state.keys.receipts
    assert receipts.read(verdict["receipt"], key, made_class.pupils[0].id, UUID(served_id), clock()).line == 1
