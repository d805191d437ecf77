"""A busy day, on every route and socket, and errors on top: the logs hold no name, no secret, no word, no sound."""

import json
import re

from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError, ProgrammingError
from starlette.testclient import TestClient

from speech.listening import ListeningPool
from tests.conftest import ADDRESS, Clock, MadeClass, pupil_browser
from tests.integration.tutor.practice.listening.tablet import WORD, SlowEar, served, voice
from tests.isolation.made import browsers_of, known_for, send
from tests.isolation.routes import OBJECTS, ROUTES, Route
from tutor.classroom.tables import Pupil
from tutor.db import writing
from tutor.identity.tables import School
from tutor.logs import configure_logs

LAST = ("/bin", "/erase", "/year-change", "/my-password", "/signout")


def one_of_everything(app: FastAPI, client: TestClient, made: MadeClass, other: MadeClass, clock: Clock) -> set[str]:
    """Use every route as who may, then as others; the sockets too. What must be in no log."""
    browsers = browsers_of(client, made, other)
    values = known_for(" ".join(OBJECTS), Route("everyone", {"served_id": "{served_id}"}), app, made, browsers, clock)
    secrets = {browser.headers["X-CSRF-Token"] for browser in browsers.values()}
    secrets |= {cookie for browser in browsers.values() for cookie in browser.cookies.values()}
    for method, path in sorted(ROUTES, key=lambda key: any(word in key[1] for word in LAST)):
        for role in ("teacher_of_another_class", "pupil", "teacher"):
            send(browsers[role], method, path, ROUTES[method, path], values)  # type: ignore[index]
    return secrets


def speak(app: FastAPI, client: TestClient, made: MadeClass) -> None:
    """Read a word aloud, then send what is no frame."""
    app.state.ear = ListeningPool(SlowEar(), workers=1, queue=1)
    with pupil_browser(client, made, 2).websocket_connect("/api/listen", headers={"Origin": ADDRESS}) as socket:
        socket.send_json({"type": "start", "served_id": served(app, made, WORD, 2)})
        sound = voice()
        for at in range(0, len(sound), 6_400):
            socket.send_bytes(sound[at : at + 6_400])
        socket.send_text('{"Inès": "Inès"}')
        socket.send_json({"type": "stop"})
        while socket.receive_json()["type"] not in {"verdict", "error"}:
            pass
    app.state.ear.close()


def test_a_busy_day_leaves_no_name_no_secret_no_word_and_no_sound_in_the_logs(
    app: FastAPI, client: TestClient, made_class: MadeClass, other_class: MadeClass, clock: Clock, capsys
) -> None:
    configure_logs(json_lines=True)

    @app.get("/api/fails-for-the-test")
    def fails() -> None:
        twice = made_class.pupils[0]
        with writing(app.state.engine) as session:
            session.add(School(name="École des Tilleuls"))
            session.add(Pupil(**{**twice.model_dump(), "first_name": "Inès", "card_token": twice.card_token}))
            session.commit()

    speak(app, client, made_class)
    secrets = one_of_everything(app, client, made_class, other_class, clock)
    failed = client.get("/api/fails-for-the-test")
    assert failed.status_code == 500
    written = capsys.readouterr()
    assert written.out == ""
    lines = [json.loads(line) for line in written.err.splitlines()]
    assert len(lines) > 3 * len(ROUTES)
    refused = IntegrityError.__name__, ProgrammingError.__name__  # PostgreSQL refuses another school's row first
    assert any(line.get("exception", "").endswith(refused) for line in lines)
    people = [*made_class.pupils, *other_class.pupils]
    secrets |= {one.first_name for one in people} | {one.card_token for one in people} | {str(one.id) for one in people}
    secrets |= {made_class.password, made_class.classroom.code, "Martin", "martin", "CP A", "Noé", "Roux", "BBBB-BBBB"}
    secrets |= {"chapeau", "carotte", "soleil", "Lou", "imprimer les cartes", "Tilleuls"}
    found = [secret for secret in secrets if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", written.err)]
    assert found == []
    assert max(map(len, written.err.splitlines())) < 20_000  # no sound is hidden in a line
    kept = {key for line in lines for key in line}
    assert kept <= {
        *("event", "level", "timestamp", "request_id", "method", "route", "status", "ms", "exception"),
        *("ear", "voice", "exercises", "reason", "consequence", "code", "class_id", "recording", "teacher", "files"),
    }
