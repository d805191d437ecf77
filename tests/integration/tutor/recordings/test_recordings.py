"""Recording from a teacher's setting to her listening, and away."""

import asyncio
import os
import threading
import time
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import simple_content
from tests.integration.tutor.practice.listening.conftest import ear  # noqa: F401
from tests.integration.tutor.practice.listening.tablet import WORD, SlowEar, connected, served, speak, until_last, voice
from tutor.db import reading, writing
from tutor.practice import listening
from tutor.practice.tables import Attempt
from tutor.recordings.keeping import forget_class, forget_pupils, keep, sweep
from tutor.recordings.store import RecordingStore
from tutor.recordings.tables import Recording, RecordingConsent

SOUND = np.zeros(16_000, np.float32)
ON = {"days": 7, "keep_days": 10, "families_told": True}


@pytest.fixture
def teacher(client: TestClient, made_class: MadeClass) -> TestClient:
    """The teacher of a class whose families all agreed in writing."""
    browser = teacher_browser(client, made_class)
    for pupil in made_class.pupils:
        browser.put(f"/api/pupils/{pupil.id}/recording-consent", json={"given": True})
    return browser


@pytest.fixture
def pupil(client: TestClient, made_class: MadeClass) -> TestClient:
    return pupil_browser(client, made_class)


def address(made: MadeClass) -> str:
    return f"/api/classes/{made.classroom.id}/recording"


def kept_now(app: FastAPI, made: MadeClass, clock: Clock, number: int = 0) -> UUID | None:
    return keep(app.state.engine, app.state.recordings, made.pupils[number].id, SOUND, 16_000, clock())


def read_aloud(app: FastAPI, pupil: TestClient) -> tuple[dict[str, Any], dict[str, Any], str]:
    """What the tablet is told when it begins, the verdict, and the exercise."""
    simple_content(app)
    given = pupil.post("/api/practice/next", json={"domain": "reading"}).json()["served_id"]
    with connected(pupil) as socket:
        socket.send_json({"type": "start", "served_id": given})
        begun = socket.receive_json()
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        _, verdict = until_last(socket)
    return begun, verdict, given


def test_it_is_off_until_it_is_turned_on_and_off_again_when_its_time_is_over(
    app, made_class, teacher, pupil, clock, client
):
    assert teacher.get(address(made_class)).json()["on"] is False
    assert kept_now(app, made_class, clock) is None
    assert pupil.get("/api/session").json()["recorded"] is False
    shown = teacher.put(address(made_class), json=ON).json()
    assert shown["on"] is True
    assert shown["change"]["summary"] == (
        "Enregistrement des lectures mis en marche jusqu’au 14 septembre 2026, chaque lecture gardée 10 jours."
    )
    assert pupil.get("/api/session").json()["recorded"] is True
    assert kept_now(app, made_class, clock) is not None
    clock.advance(days=7)
    assert kept_now(app, made_class, clock) is None
    assert teacher_browser(client, made_class).get(address(made_class)).json()["on"] is False


@pytest.mark.parametrize(
    "body",
    [{**ON, "days": 29}, {**ON, "days": 0}, {**ON, "keep_days": 31}, {**ON, "families_told": False}, {"days": 7}],
)
def test_it_is_never_for_longer_nor_without_telling_families(made_class, teacher, body):
    assert teacher.put(address(made_class), json=body).status_code == 422
    assert teacher.get(address(made_class)).json()["on"] is False


def test_turning_on_and_off_can_be_undone(made_class, teacher):
    turned_on = teacher.put(address(made_class), json=ON).json()["change"]
    turned_off = teacher.delete(address(made_class)).json()["change"]
    assert teacher.post(f"/api/changes/{turned_off['id']}/undo").status_code == 200
    assert teacher.get(address(made_class)).json()["keep_days"] == 10
    assert teacher.post(f"/api/changes/{turned_on['id']}/undo").status_code == 200
    assert teacher.get(address(made_class)).json()["on"] is False


def test_a_word_read_aloud_is_kept_and_heard_by_his_teacher_only(
    app: FastAPI,
    made_class: MadeClass,
    teacher: TestClient,
    pupil: TestClient,
    client: TestClient,
    other_class: MadeClass,
    ear: SlowEar,  # noqa: F811
    session: Session,
) -> None:
    begun, _, _ = read_aloud(app, pupil)
    assert begun["recorded"] is False
    assert app.state.recordings.all() == set()
    teacher.put(address(made_class), json=ON)
    begun, verdict, given = read_aloud(app, pupil)
    assert begun["recorded"] is True
    sent = {
        "id": str(uuid4()),
        "served_id": given,
        "answer": {"type": "judged", "same": True, "receipt": verdict["receipt"]},
        "latency_ms": 1000,
        "hints": 0,
        "occurred_at": app.state.clock().isoformat(),
    }
    assert pupil.post("/api/practice/attempts", json=sent).status_code == 200
    attempt = session.exec(select(Attempt)).one()
    assert attempt.hearing is not None
    recording = attempt.hearing["recording"]
    for _ in range(100):  # the verdict does not wait until the sound is kept
        heard = teacher.get(f"/api/recordings/{recording}")
        if heard.status_code == 200:
            break
        time.sleep(0.05)
    assert app.state.recordings.all() == {UUID(recording)}
    assert heard.headers["content-type"] == "audio/flac"
    assert heard.headers["cache-control"] == "no-store"
    assert heard.content.startswith(b"fLaC")
    assert pupil.get(f"/api/recordings/{recording}").status_code == 403
    assert teacher_browser(client, other_class).get(f"/api/recordings/{recording}").status_code == 404


def test_a_tablet_that_leaves_before_its_verdict_arrives_loses_no_recording(
    app: FastAPI,
    made_class: MadeClass,
    teacher: TestClient,
    pupil: TestClient,
    ear: SlowEar,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = listening._Conversation._send
    leaving = threading.Event()

    async def stuck(self: Any, message: Any) -> None:
        if message.type == "verdict":
            leaving.set()
            await asyncio.sleep(30)  # until the tablet is gone, and this with it
        await sent(self, message)

    monkeypatch.setattr(listening._Conversation, "_send", stuck)
    simple_content(app)
    teacher.put(address(made_class), json=ON)
    given = pupil.post("/api/practice/next", json={"domain": "reading"}).json()["served_id"]
    with connected(pupil) as socket:
        socket.send_json({"type": "start", "served_id": given})
        socket.receive_json()
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        assert leaving.wait(20)
    for _ in range(100):
        if app.state.recordings.all():
            break
        time.sleep(0.05)
    assert len(app.state.recordings.all()) == 1


def test_without_a_family_s_agreement_nothing_is_kept(app, made_class, client, clock):
    teacher = teacher_browser(client, made_class)
    assert teacher.put(address(made_class), json=ON).json()["on"] is True
    assert kept_now(app, made_class, clock) is None
    tablet = pupil_browser(client, made_class)
    assert tablet.get("/api/session").json()["recorded"] is False
    shown = teacher.put(f"/api/pupils/{made_class.pupils[0].id}/recording-consent", json={"given": True}).json()
    assert [row["agreed_at"] is not None for row in shown["pupils"]] == [True, False, False]
    assert kept_now(app, made_class, clock) is not None
    assert kept_now(app, made_class, clock, 1) is None
    assert tablet.get("/api/session").json()["recorded"] is True


def test_a_withdrawal_erases_keeps_nothing_more_and_stays_on_record(app, made_class, teacher, clock):
    teacher.put(address(made_class), json=ON)
    his, anothers = kept_now(app, made_class, clock), kept_now(app, made_class, clock, 1)
    consent = f"/api/pupils/{made_class.pupils[0].id}/recording-consent"
    shown = teacher.put(consent, json={"given": False}).json()
    assert shown["change"]["undoable_until"] is None
    assert [(row["agreed_at"] is None, row["kept"]) for row in shown["pupils"]] == [(True, 0), (False, 1), (False, 0)]
    assert app.state.recordings.all() == {anothers}
    assert teacher.get(f"/api/recordings/{his}").status_code == 404
    assert kept_now(app, made_class, clock) is None
    teacher.put(consent, json={"given": True})
    assert kept_now(app, made_class, clock) is not None
    with reading(app.state.engine) as session:
        his = session.exec(select(RecordingConsent).where(RecordingConsent.pupil_id == made_class.pupils[0].id)).all()
    assert [
        (one.noted_by, one.withdrawal_noted_by) for one in sorted(his, key=lambda one: one.withdrawn_at is None)
    ] == [
        (made_class.teacher.id, made_class.teacher.id),
        (made_class.teacher.id, None),
    ]


def test_recordings_are_swept_away_when_their_time_is_over(app, made_class, teacher, clock, client):
    teacher.put(address(made_class), json=ON)
    early = kept_now(app, made_class, clock)
    clock.advance(days=2)
    late = kept_now(app, made_class, clock)
    clock.advance(days=8)
    teacher = teacher_browser(client, made_class)
    assert teacher.get(f"/api/recordings/{early}").status_code == 404, "before anybody swept"
    assert teacher.get(f"/api/recordings/{late}").status_code == 200
    assert sweep(app.state.engine, app.state.recordings, clock()) == 1
    assert app.state.recordings.all() == {late}


def test_a_file_that_belongs_to_nothing_goes_but_not_while_its_row_is_being_written(app, made_class, clock, tmp_path):
    lost = uuid4()
    app.state.recordings.write(lost, b"s" * 32, SOUND, 16_000)
    assert sweep(app.state.engine, app.state.recordings, clock()) == 0
    (file,) = (tmp_path / "data" / "recordings").iterdir()
    os.utime(file, (0, 0))
    assert sweep(app.state.engine, app.state.recordings, clock()) == 1


def test_erasing_one_or_all_is_told_and_cannot_be_undone(app, made_class, teacher, clock):
    teacher.put(address(made_class), json=ON)
    one, _, _ = (kept_now(app, made_class, clock, number) for number in range(3))
    assert teacher.delete(f"/api/recordings/{one}").status_code == 204
    shown = teacher.delete(f"/api/classes/{made_class.classroom.id}/recordings").json()
    assert [row["kept"] for row in shown["pupils"]] == [0, 0, 0]
    assert app.state.recordings.all() == set()
    changes = teacher.get(f"/api/classes/{made_class.classroom.id}/changes").json()["changes"]
    told = {line["summary"]: line["undoable_until"] for line in changes if "effacé" in line["summary"]}
    assert told == {
        "Inès : une lecture enregistrée a été effacée.": None,
        "Tous les enregistrements de la classe ont été effacés.": None,
    }


def test_a_full_disk_skips_the_recording_and_nothing_else(app, made_class, teacher, pupil, settings, ear):  # noqa: F811
    teacher.put(address(made_class), json=ON)
    app.state.recordings = RecordingStore(settings.data_dir, b"k" * 32, least_free=10**18)
    _, verdict, _ = read_aloud(app, pupil)
    assert verdict["type"] == "verdict"
    with reading(app.state.engine) as session:
        assert session.exec(select(Recording)).all() == []


def test_purging_leaves_nothing(app, made_class, teacher, clock):
    teacher.put(address(made_class), json=ON)
    gone = kept_now(app, made_class, clock)
    with writing(app.state.engine) as session:
        forget_pupils(session, [one.id for one in made_class.pupils])
        forget_class(session, made_class.classroom.id)
        session.commit()
    assert teacher.get(f"/api/recordings/{gone}").status_code == 404
    assert teacher.get(address(made_class)).json()["on"] is False


def test_the_notice_says_how_long_and_holds_no_html_of_a_name(app, made_class, teacher):
    teacher.patch(f"/api/classes/{made_class.classroom.id}", json={"name": "CP *A* <b>"})
    html = teacher.get(f"{address(made_class)}/notice", params={"days": 7, "keep_days": 1}).json()["html"]
    assert "CP *A* &lt;b&gt;" in html
    assert "jusqu’au 14 septembre 2026" in html
    assert "gardée <strong>1 jour</strong>" in html
    assert made_class.teacher.name in html


def test_lines_of_one_text_are_heard_in_order_and_erased_together(app, made_class, teacher, clock):
    teacher.put(address(made_class), json=ON)
    given = UUID(served(app, made_class, WORD))
    ids = []
    for line in (2, 0, 0):
        clock.now += timedelta(seconds=5)
        kept = keep(
            app.state.engine,
            app.state.recordings,
            made_class.pupils[0].id,
            SOUND,
            16_000,
            clock(),
            served_id=given,
            line=line,
        )
        ids.append(kept)
    heard = teacher.get(f"/api/recordings/{ids[0]}")
    assert heard.status_code == 200
    assert teacher.delete(f"/api/recordings/{ids[0]}").status_code == 204
    assert teacher.get(f"/api/recordings/{ids[2]}").status_code == 404
