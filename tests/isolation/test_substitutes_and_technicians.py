"""Who replaces a teacher for a day, and who keeps the server without a class, on every route and every socket."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.conftest import Clock, MadeClass, another_browser, sign_in, teacher_browser
from tests.isolation.made import browsers_of, known_for, send
from tests.isolation.routes import OBJECTS, ROUTES, SOCKETS, Role, Route
from tutor.classroom.tables import Teaching
from tutor.db import writing
from tutor.identity.guard import SAFE_METHODS
from tutor.sharing.rights import substitute_may

THEIRS = {key: route for key, route in ROUTES.items() if route.open_to == "teachers"}


@pytest.fixture
def browsers(client: TestClient, made_class: MadeClass, other_class: MadeClass) -> dict[Role, TestClient]:
    return browsers_of(client, made_class, other_class)


@pytest.fixture
def values(app: FastAPI, browsers: dict[Role, TestClient], made_class: MadeClass, clock: Clock) -> dict[str, str]:
    """One of every thing of `made_class`."""
    everything = Route("everyone", {"served_id": "{served_id}"})
    return known_for(" ".join(OBJECTS), everything, app, made_class, browsers, clock)


def substitute_of(made: MadeClass, client: TestClient) -> TestClient:
    teacher = teacher_browser(client, made)
    lent = teacher.post(f"/api/classes/{made.classroom.id}/substitutes", json={"name": "Mme Roux"}).json()
    return sign_in(another_browser(client), "/api/signin/substitute", {"code": lent["code"]})


def technician(client: TestClient, app: FastAPI, made: MadeClass) -> TestClient:
    """An account of this school without a class: what `tutor teacher add` makes."""
    with writing(app.state.engine) as session:
        taught = session.exec(select(Teaching).where(col(Teaching.teacher_id) == made.teacher.id)).one()
        session.delete(taught)
        session.commit()
    return teacher_browser(client, made)


def names_nobody(text: str, made: MadeClass) -> bool:
    known = [each for pupil in made.pupils for each in (pupil.first_name, str(pupil.id), pupil.card_token)]
    return not any(each in text for each in known)


def test_a_substitute_gets_of_her_own_class_what_she_may_and_nothing_else(
    client: TestClient, made_class: MadeClass, values: dict[str, str]
) -> None:
    browser = substitute_of(made_class, client)
    for (method, path), route in THEIRS.items():
        status, text = send(browser, method, path, route, values)
        if substitute_may(method.upper(), path):
            assert status not in {401, 403}, (method, path, text)
            assert status < 500, (method, path, text)
        else:
            assert status == 403, (method, path, text)
            assert names_nobody(text, made_class), (method, path)


def test_of_a_class_that_is_not_theirs_nothing_exists(
    app: FastAPI, client: TestClient, made_class: MadeClass, other_class: MadeClass, values: dict[str, str]
) -> None:
    substitute = substitute_of(other_class, client)
    they_see_nothing(substitute, values, made_class, substitute=True)
    they_see_nothing(technician(client, app, other_class), values, made_class, substitute=False)


def they_see_nothing(browser: TestClient, values: dict[str, str], made_class: MadeClass, *, substitute: bool) -> None:
    unknown = {**values, **{one.strip("{}"): str(uuid4()) for one in OBJECTS}}
    for (method, path), route in THEIRS.items():
        if path == "/api/my-password":
            continue  # it would end this very session
        if method.upper() not in SAFE_METHODS:
            token = browser.headers.pop("X-CSRF-Token")
            assert send(browser, method, path, route, values)[0] == 403, (method, path)
            browser.headers["X-CSRF-Token"] = token
        status, text = send(browser, method, path, route, values)
        assert names_nobody(text, made_class), (method, path)
        if any(one in path for one in OBJECTS):
            refused = 403 if substitute and not substitute_may(method.upper(), path) else 404
            assert status == refused, (method, path, text)
            assert (status, text) == send(browser, method, path, route, unknown), (method, path)


def test_neither_has_a_pupils_place_nor_a_socket(
    app: FastAPI, client: TestClient, made_class: MadeClass, other_class: MadeClass, values: dict[str, str]
) -> None:
    for browser in (substitute_of(made_class, client), technician(client, app, other_class)):
        for (method, path), route in ROUTES.items():
            if route.open_to == "pupils":
                assert send(browser, method, path, route, values)[0] == 403, (method, path)
        for path in SOCKETS:
            with pytest.raises(WebSocketDisconnect) as refused, browser.websocket_connect(path):
                pass
            assert refused.value.code == 1008, path
