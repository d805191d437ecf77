"""Requests that are right but for who sends them: what the table of routes leaves open, filled from a class."""

import re
from datetime import timedelta
from uuid import uuid4

import numpy as np
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, another_browser, open_session, pupil_browser, teacher_browser
from tests.isolation.routes import Role, Route
from tutor.campaign.tables import Campaign
from tutor.companion.notes.tables import Note
from tutor.db import writing
from tutor.journal.recording import record
from tutor.own_texts.tables import OwnText
from tutor.practice.items import item_of, item_to_json
from tutor.practice.tables import Attempt, Served
from tutor.recordings.keeping import keep
from tutor.recordings.repository import consent_of
from tutor.recordings.tables import ClassRecording, RecordingConsent


def browsers_of(client: TestClient, made_class: MadeClass, other_class: MadeClass) -> dict[Role, TestClient]:
    """A device for each role."""
    visitor = another_browser(client)
    open_session(visitor)
    return {
        "visitor": visitor,
        "pupil": pupil_browser(client, made_class),
        "pupil_of_another_class": pupil_browser(client, other_class),
        "teacher": teacher_browser(client, made_class),
        "teacher_of_another_class": teacher_browser(client, other_class),
    }


def fill(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: values[name[1]], text)


def filled(part: object, values: dict[str, str]) -> object:
    if isinstance(part, str):
        return fill(part, values)
    if isinstance(part, dict):
        return {name: filled(inner, values) for name, inner in part.items()}
    if isinstance(part, list):
        return [filled(inner, values) for inner in part]
    return part


def known(app: FastAPI, made: MadeClass, clock: Clock) -> dict[str, str]:
    """What to fill a request with: all of it belongs to `made`."""
    return {
        "class_id": str(made.classroom.id),
        "text_id": made_text(app, made, clock),
        "note_id": made_note(app, made, clock),
        "change_id": made_change(app, made, clock),
        "recording_id": made_recording(app, made, clock),
        "class_code": made.classroom.code,
        "pupil_id": str(made.pupils[0].id),
        "teacher_id": str(made.teacher.id),
        "card_token": made.pupils[0].card_token,
        "password": made.password,
        "attempt_id": str(uuid4()),
        "now": clock().isoformat(),
        "episode_id": app.state.story.episodes[0].id,  # open to every pupil from the start
        "sayable": next(iter(app.state.catalogue.spoken_texts)),
    }


def known_served(path: str, route: Route, pupil: TestClient, clock: Clock) -> dict[str, str]:
    """The same for an exercise that this pupil was given, and for his answer, when the request names one."""
    if "{served_id}" not in str(route.body) and "{answer_id}" not in path:
        return {}
    served = pupil.post("/api/practice/next", json={})
    assert served.status_code == 200, served.text
    values: dict[str, str] = {"served_id": served.json()["served_id"]}
    if "{answer_id}" in path:
        values["answer_id"] = made_answer(pupil, values["served_id"], clock)
    return values


def known_together(path: str, made: MadeClass, browsers: dict[Role, TestClient]) -> dict[str, str]:
    """The same for a group around a tablet, of which the first two pupils are, and for a round of questions."""
    pupil, teacher = browsers["pupil"], browsers["teacher"]
    values = {"classmate_id": str(made.pupils[1].id), "number": "1"}
    if "{group_id}" in path:
        values["group_id"] = pupil.post("/api/together/groups").json()["id"]
        group = f"/api/together/groups/{values['group_id']}"
        body = {"pupil_id": values["classmate_id"], "pictures": made.pupils[1].pictures}
        assert pupil.post(f"{group}/members", json=body).status_code == 200
        begun = pupil.post(f"{group}/turns", json={"pupil_id": values["classmate_id"]})
        values["turn_id"] = begun.json()["served"]["served_id"]
    if "{decision_id}" in path:
        asked = {"asked": {"way": "pause"}}
        assert teacher.post(f"/api/classes/{made.classroom.id}/decisions", json=asked).status_code == 201
        values["decision_id"] = teacher.get(f"/api/classes/{made.classroom.id}/decisions").json()["decisions"][0]["id"]
    if "{need_group_id}" in path:
        grouped = {"name": "Les sons", "pupils": [str(made.pupils[0].id)], "skills": ["maths.add.to_10"]}
        group = teacher.post(f"/api/classes/{made.classroom.id}/need-groups", json=grouped)
        values["need_group_id"] = group.json()["group"]["id"]
    if "{round_id}" in path:
        begun = teacher.post(f"/api/classes/{made.classroom.id}/whole-class", json={"skill": "maths.add.to_10"})
        values["round_id"] = begun.json()["round_id"]
    return values


def made_answer(pupil: TestClient, served_id: str, clock: Clock) -> str:
    """An answer of the first pupil of this class."""
    answer_id = str(uuid4())
    body = {
        "id": answer_id,
        "served_id": served_id,
        "answer": {"type": "skipped"},
        "latency_ms": 1000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    assert pupil.post("/api/practice/attempts", json=body).status_code == 200
    return answer_id


def known_for(
    path: str, route: Route, app: FastAPI, made: MadeClass, browsers: dict[Role, TestClient], clock: Clock
) -> dict[str, str]:
    """All that this request may be filled with."""
    return {
        **known(app, made, clock),
        **known_served(path, route, browsers["pupil"], clock),
        **known_together(path, made, browsers),
        **made_campaign(path, app, made, clock),
    }


def made_text(app: FastAPI, made: MadeClass, clock: Clock) -> str:
    """A text of this class, given to nobody."""
    own = OwnText(
        classroom_id=made.classroom.id,
        title="Lou",
        text="Lou lit.",
        use="read_aloud",
        questions=[],
        created_at=clock(),
        changed_at=clock(),
    )
    with writing(app.state.engine) as session:
        session.add(own)
        session.commit()
    return str(own.id)


def made_note(app: FastAPI, made: MadeClass, clock: Clock) -> str:
    """A note on the first pupil of this class."""
    note = Note(id=uuid4(), pupil_id=made.pupils[0].id, at=clock())
    with writing(app.state.engine) as session:
        session.add(note)
        session.commit()
    return str(note.id)


def made_change(app: FastAPI, made: MadeClass, clock: Clock) -> str:
    """A line of the journal of this class, of a kind that cannot be undone."""
    with writing(app.state.engine) as session:
        change = record(session, made.teacher, made.classroom.id, "test", "Essai.", clock(), before={}, after={})
        session.commit()
        return str(change.id)


def made_campaign(path: str, app: FastAPI, made: MadeClass, clock: Clock) -> dict[str, str]:
    """A closed campaign of this class that its first pupil read, and that reading; when the path names one."""
    if "{campaign_id}" not in path:
        return {}
    campaign = Campaign(
        classroom_id=made.classroom.id, grade="cp", title="Lou", text="Lou lit.", opened_at=clock(), closed_at=clock()
    )
    words = [
        {"word": one, "verdict": "correct", "probability": 1, "start": 0, "end": 1, "heard": None}
        for one in ("Lou", "lit.")
    ]
    fluency = {"mclm": None, "phrasing": None, "reading_seconds": 1, "reached": 2, "events": []}
    served = Served(
        id=uuid4(),
        pupil_id=made.pupils[0].id,
        exercise_id=f"campaign.{campaign.id}",
        reason={"because": "teacher", "skill": None, "probability": 0.8, "uncertainty": 0.1, "numbers": {}},
        line={"act": "campaign_read", "text": "À toi."},
        model_version="test",
        served_at=clock() - timedelta(hours=2),
    )
    attempt = Attempt(
        id=uuid4(),
        pupil_id=made.pupils[0].id,
        served_id=served.id,
        exercise_id=served.exercise_id,
        item=item_to_json(item_of(app.state.catalogue.exercises["reading.read_word.chapeau"])),
        verdict="correct",
        answer={"type": "heard"},
        hearing={"words": words, "fluency": fluency},
        reply={"then": "next", "line": served.line, "words": words, "verdict": "correct", "id": str(uuid4())}
        | {"number": None, "help": None, "path": {"done": 1, "goal": 10}},
        hints=0,
        latency_ms=1000,
        occurred_at=clock() - timedelta(hours=2),
        received_at=clock() - timedelta(hours=2),
    )
    found = {"campaign_id": str(campaign.id), "campaign_attempt": str(attempt.id)}
    with writing(app.state.engine) as session:
        session.add_all([campaign, served])
        session.flush()
        session.add(attempt)
        session.commit()
    return found


def made_recording(app: FastAPI, made: MadeClass, clock: Clock) -> str:
    """A reading of the first pupil of this class, kept while that was on."""
    with writing(app.state.engine) as session:
        setting = ClassRecording(
            classroom_id=made.classroom.id, since=clock(), until=clock() + timedelta(days=1), keep_days=1
        )
        session.merge(setting)
        if consent_of(session, made.pupils[0].id) is None:
            session.add(RecordingConsent(pupil_id=made.pupils[0].id, given_at=clock(), noted_by=made.teacher.id))
        session.commit()
    sound = np.zeros(1600, np.float32)
    kept = keep(app.state.engine, app.state.recordings, made.pupils[0].id, sound, 16_000, clock())
    assert kept is not None
    return str(kept)


def send(browser: TestClient, method: str, path: str, route: Route, values: dict[str, str]) -> tuple[int, str]:
    answer = browser.request(
        method,
        fill(path, values),
        json=filled(route.body, values) if route.body is not None else None,
        params={name: fill(text, values) for name, text in route.query.items()},
    )
    return answer.status_code, (
        answer.headers.get("content-type", "").startswith("application/json") and answer.text
    ) or ""
