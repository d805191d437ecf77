"""The whole of a conversation over its socket: by touch, by voice, without an ear, when the line drops."""

import json
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from exercises.maths.lesson_checks import right_answers
from exercises.maths.lesson_files import load_lessons
from speech.errors import BadAudioError
from speech.verdicts import SpokenNumber
from tests.conftest import Clock, MadeClass, teacher_browser
from tests.integration.tutor.companion.talk.conftest import URL, Talker, kinds
from tests.integration.tutor.practice.listening.tablet import SlowEar, voice
from tutor.classroom.tables import Pupil
from tutor.companion.dialogue import events as on
from tutor.companion.dialogue.events import Intent, Understood
from tutor.companion.notes.tables import Note
from tutor.companion.talk import socket as talk_socket
from tutor.companion.talk.conversation import Conversation
from tutor.companion.talk.keeping import Keeping
from tutor.companion.talk.schemas import TalkAct
from tutor.db import reading, writing
from tutor.practice.tables import Attempt


def attempts(app: FastAPI) -> list[Attempt]:
    with reading(app.state.engine) as session:
        return list(session.exec(select(Attempt)).all())


def test_without_an_ear_all_goes_by_touch(app: FastAPI, talker: Talker) -> None:
    acts = talker.begin()
    assert acts[0]["do"] == "say"
    assert "ask" in kinds(acts)
    assert "listen" not in kinds(acts)
    assert talker.question["content"]["kind"] == "compute"
    sent = talker.touch(talker.right())
    acts = talker.acts()
    assert acts[0] == {"do": "marked", "outcome": "right", "value": sent["value"], "path": acts[0]["path"]}
    assert kinds(acts)[1] == "say"
    assert talker.kept == [sent["id"]]
    (kept,) = attempts(app)
    assert (str(kept.id), kept.verdict, kept.answer["type"]) == (sent["id"], "correct", "number")


def test_a_miss_is_helped_and_counts_its_hint(app: FastAPI, talker: Talker) -> None:
    talker.begin()
    wrong = str(int(talker.right()) + 1)
    talker.touch(wrong)
    acts = talker.acts()
    assert acts[0]["outcome"] == "wrong"
    hint = next(act for act in acts if act["do"] == "hint")
    assert hint["number"] == 1
    assert talker.right() not in hint["text"].replace(",", " ").split()
    asked = talker.question["id"]
    talker.touch(talker.right())
    talker.acts()
    assert [one.verdict for one in attempts(app)] == ["incorrect", "correct"]
    assert attempts(app)[1].hints == 1
    assert str(attempts(app)[1].served_id) == asked != talker.question["id"]


def test_a_question_that_is_left_without_an_answer_does_not_come_back(app: FastAPI, talker: Talker) -> None:
    talker.begin()
    left = talker.question["id"]
    acts: list[dict[str, Any]] = []
    while "explain" not in kinds(acts):
        talker.tell(type="request", request="dont_know")
        acts = talker.acts()
    talker.tell(type="yes_no", yes=True)
    assert "ask" in kinds(talker.acts())
    assert talker.question["id"] != left
    (kept,) = attempts(app)
    assert (str(kept.served_id), kept.answer["type"], kept.verdict) == (left, "skipped", "unsure")
    assert kept.hints == 3


def test_a_number_that_is_said_is_heard_and_kept(app: FastAPI, ear: SlowEar, talker: Talker) -> None:
    acts = talker.begin()
    assert acts[-1] == {"do": "listen", "strategies": False}
    right = int(talker.right())
    ear.heard = SpokenNumber(right, 0.99, "", ear.name, 0.0, likeliest=right)
    talker.speak(voice())
    acts = talker.acts()
    assert talker.hearing == ["open", "speech", "thinking", "closed"]
    assert acts[0]["outcome"] == "right"
    (kept,) = attempts(app)
    assert kept.answer == {"type": "number", "value": right}


def test_a_second_tap_does_not_close_the_ear_on_the_next_question(app: FastAPI, ear: SlowEar, talker: Talker) -> None:
    talker.begin()
    first = talker.question
    talker.touch(talker.right())
    talker.acts()
    following, talker.question = talker.question, first
    talker.touch("1")
    talker.question = following
    right = int(talker.right())
    ear.heard = SpokenNumber(right, 0.99, "", ear.name, 0.0, likeliest=right)
    talker.speak(voice())
    assert talker.acts()[0]["outcome"] == "right"
    assert len(attempts(app)) == 2


def test_a_doubt_is_confirmed_by_touch(app: FastAPI, ear: SlowEar, talker: Talker) -> None:
    talker.begin()
    right = int(talker.right())
    ear.heard = SpokenNumber(None, 0.5, "", ear.name, 0.0, likeliest=right)
    talker.speak(voice())
    acts = talker.acts()
    confirm = next(act for act in acts if act["do"] == "confirm")
    assert confirm["value"] == str(right)
    assert not attempts(app)
    talker.tell(type="yes_no", yes=True)
    assert talker.acts()[0]["outcome"] == "right"
    assert attempts(app)[0].answer == {"type": "number", "value": right}


def test_an_interruption_hushes_rivet_and_what_is_said_counts(app: FastAPI, ear: SlowEar, talker: Talker) -> None:
    talker.tell(type="begin")
    talker.acts(finish=False)
    right = int(talker.right())
    ear.heard = SpokenNumber(right, 0.99, "", ear.name, 0.0, likeliest=right)
    talker.tell(type="interrupted", by="voice")
    talker.speak(voice())
    assert kinds(talker.acts(finish=False))[0] == "hush"
    assert talker.acts()[0]["outcome"] == "right"


def test_silence_is_told_by_the_clock_of_the_server(talker: Talker, ear: SlowEar, clock: Clock) -> None:
    talker.begin()
    pass_time(talker, 9)
    assert kinds(talker.acts())[:2] == ["say", "ask"]  # asked again
    pass_time(talker, 13)
    assert "offer_touch" in kinds(talker.acts())


def test_a_fault_while_nothing_is_said_does_not_end_the_patience(
    talker: Talker, ear: SlowEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    talker.begin()
    take, faults = Conversation.take, [RuntimeError("the disk is full")]

    def fails_once(conversation: Conversation, event: on.Event) -> list[TalkAct]:
        if isinstance(event, on.Silence) and faults:
            raise faults.pop()
        return take(conversation, event)

    monkeypatch.setattr(Conversation, "take", fails_once)
    pass_time(talker, 9)
    assert talker.next()["code"] == "internal"
    talker.clock.advance(seconds=3)
    assert kinds(talker.acts())[:2] == ["say", "ask"]


def test_whose_sessions_were_ended_is_no_longer_talked_to(app: FastAPI, talker: Talker) -> None:
    talker.begin()
    with writing(app.state.engine) as session:
        for pupil in session.exec(select(Pupil)):
            pupil.epoch += 1
        session.commit()
    talker.touch(talker.right())
    with pytest.raises(WebSocketDisconnect) as closed:
        talker.next()
    assert closed.value.code == 1008
    assert not attempts(app)


def pass_time(talker: Talker, seconds: float) -> None:
    """Once what was told before is taken: what is no message is answered at once."""
    talker.socket.send_text("{")
    while talker.next()["type"] != "error":
        pass
    talker.clock.advance(seconds=seconds)


def test_the_same_touch_sent_again_on_a_new_socket_is_recorded_once(
    app: FastAPI, pupil: TestClient, sums: None, clock: Clock
) -> None:
    with pupil.websocket_connect(URL) as socket:
        first = Talker(socket, clock)
        first.begin()
        sent = first.touch(first.right())
        first.acts()
        answered = sent["question"]
    with pupil.websocket_connect(URL) as socket:
        again = Talker(socket, clock)
        again.begin(again=True, unsent=sent)
        assert again.kept == [sent["id"]]
        assert again.question["id"] != answered
    assert len(attempts(app)) == 1


def test_what_was_touched_as_the_line_dropped_is_kept(
    app: FastAPI, pupil: TestClient, sums: None, clock: Clock
) -> None:
    with pupil.websocket_connect(URL) as socket:
        lost = Talker(socket, clock)
        lost.begin()
        right = lost.right()
        question = lost.question["id"]
    unsent = {
        "type": "touched",
        "id": str(uuid4()),
        "question": question,
        "value": right,
        "latency_ms": 900,
        "occurred_at": clock().isoformat(),
    }
    with pupil.websocket_connect(URL) as socket:
        again = Talker(socket, clock)
        again.begin(again=True, unsent=unsent)
        assert again.question["id"] != question
    assert [one.verdict for one in attempts(app)] == ["correct"]


def test_a_classmates_exercise_is_not_answered(app: FastAPI, talker: Talker) -> None:
    talker.begin()
    mine = talker.question["id"]
    talker.question = {**talker.question, "id": str(uuid4())}
    talker.touch("5")
    talker.tell(type="request", request="repeat")
    talker.acts()
    assert talker.question["id"] == mine
    assert not attempts(app)


def test_a_denied_microphone_is_said_once_and_touch_goes_on(app: FastAPI, ear: SlowEar, talker: Talker) -> None:
    talker.begin()
    talker.tell(type="microphone", state="denied")
    acts = talker.acts()
    assert "offer_touch" in kinds(acts)
    talker.touch(talker.right())
    acts = talker.acts()
    assert acts[0]["outcome"] == "right"
    assert "listen" not in kinds(acts)


def test_useless_sound_does_not_block(app: FastAPI, ear: SlowEar, talker: Talker) -> None:
    talker.begin()
    ear.fault = BadAudioError("too_quiet", "nothing")
    ear.heard = SpokenNumber(None, 0.0, "", ear.name, 0.0)
    talker.speak(voice())
    assert talker.acts()
    talker.touch(talker.right())
    assert talker.acts()[0]["outcome"] == "right"


def test_what_is_no_message_is_refused_and_the_conversation_goes_on(talker: Talker) -> None:
    talker.begin()
    talker.socket.send_text("{")
    assert talker.next()["code"] == "bad_message"
    talker.tell(type="request", request="repeat")
    assert "ask" in kinds(talker.acts())


def test_leaving_closes_with_a_word(talker: Talker) -> None:
    talker.begin()
    talker.tell(type="quit")
    assert kinds(talker.acts())[-2:] == ["say", "close"]


def test_all_that_is_said_may_be_heard(talker: Talker, pupil: TestClient) -> None:
    talker.begin()
    talker.touch(str(int(talker.right()) + 1))
    acts = talker.acts()
    texts = talker.said + [act["text"] for act in acts if act["do"] == "hint"]
    lines = pupil.app.state.lines  # type: ignore[attr-defined]
    catalogue = set(pupil.app.state.catalogue.spoken_texts)  # type: ignore[attr-defined]
    assert all(lines.wrote(text) or text in catalogue for text in texts)


def test_a_lesson_goes_to_its_end_and_is_remembered(app: FastAPI, pupil: TestClient, clock: Clock) -> None:
    lesson = load_lessons().by_slug["une-dizaine"]
    with pupil.websocket_connect(URL) as socket:
        talker = Talker(socket, clock)
        acts = talker.begin(mode="lesson", lesson=lesson.slug)
        for step, one in enumerate(lesson.steps):
            if one.asked is None:
                continue
            assert talker.question["id"] == lesson.question_id(step)
            given = next(iter(right_answers(lesson, step)))
            figure: dict[str, Any] | None = json.loads(given) if given.startswith("{") else None
            talker.touch("hands" if figure else given, figure=figure)
            acts = talker.acts()
        assert acts[-1] == {"do": "close", "ending": "done"}
    listed = pupil.get("/api/lessons").json()["lessons"]
    assert [one["slug"] for one in listed if one["done"]] == [lesson.slug]
    assert not attempts(app)


def test_an_unknown_lesson_is_refused(talker: Talker) -> None:
    talker.tell(type="begin", mode="lesson", lesson="rien")
    assert talker.next()["code"] == "no_lesson"


def test_a_note_that_could_not_be_kept_is_tried_again_and_the_child_is_answered(
    app: FastAPI, ear: SlowEar, talker: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def worried(*_: object) -> Understood:
        return Understood(Intent.DISTRESS)

    keep, faults = Keeping.tell_teacher, [OperationalError("", {}, Exception("database is locked"))]

    def busy_once(keeping: Keeping) -> None:
        if faults:
            raise faults.pop()
        keep(keeping)

    monkeypatch.setattr(talk_socket, "meant", worried)
    monkeypatch.setattr(Keeping, "tell_teacher", busy_once)
    talker.begin()
    talker.speak(voice())
    assert kinds(talker.acts())[0] == "say"
    talker.tell(type="yes_no", yes=True)
    talker.acts()
    with reading(app.state.engine) as session:
        assert len(session.exec(select(Note)).all()) == 1


def test_distress_leaves_the_teacher_one_note_without_words(
    app: FastAPI,
    client: TestClient,
    ear: SlowEar,
    talker: Talker,
    made_class: MadeClass,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def worried(*_: object) -> Understood:
        return Understood(Intent.DISTRESS)

    monkeypatch.setattr(talk_socket, "meant", worried)
    talker.begin()
    for _ in range(2):
        talker.speak(voice())
        talker.acts()
        talker.tell(type="yes_no", yes=True)
        talker.acts()
    teacher = teacher_browser(client, made_class)
    (note,) = teacher.get(f"/api/classes/{made_class.classroom.id}/notes").json()["notes"]
    assert set(note) == {"id", "pupil", "at", "seen_at"}
    assert note["pupil"]["first_name"] == "Inès"
    assert note["seen_at"] is None
    assert teacher.post(f"/api/notes/{note['id']}/seen").json()["seen_at"]
