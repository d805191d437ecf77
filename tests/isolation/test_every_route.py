"""Every route of the OpenAPI schema as every role, with and without the CSRF token."""

import itertools
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import Route as PlainRoute
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, another_browser, open_session, pupil_browser, teacher_browser
from tests.isolation.routes import OBJECTS, ROLES, ROUTES, SOCKETS, UNLISTED, Role, Route
from tutor.app import ROUTERS
from tutor.companion.notes.tables import Note
from tutor.db import writing
from tutor.identity.guard import SAFE_METHODS
from tutor.own_texts.tables import OwnText

Send = Callable[[TestClient], tuple[int, str]]


@pytest.fixture
def browsers(client: TestClient, made_class: MadeClass, other_class: MadeClass) -> dict[Role, TestClient]:
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


def known(app: FastAPI, made: MadeClass, pupil: TestClient, clock: Clock) -> dict[str, str]:
    """What to fill a request with: all of it belongs to `made`."""
    served = pupil.post("/api/practice/next", json={})
    assert served.status_code == 200, served.text
    return {
        "class_id": str(made.classroom.id),
        "text_id": made_text(app, made, clock),
        "note_id": made_note(app, made, clock),
        "class_code": made.classroom.code,
        "pupil_id": str(made.pupils[0].id),
        "card_token": made.pupils[0].card_token,
        "password": made.password,
        "served_id": served.json()["served_id"],
        "attempt_id": str(uuid4()),
        "now": clock().isoformat(),
        "episode_id": app.state.story.episodes[0].id,  # open to every pupil from the start
        "sayable": next(iter(app.state.catalogue.spoken_texts)),
    }


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
    if "{round_id}" in path:
        begun = teacher.post(f"/api/classes/{made.classroom.id}/whole-class", json={"skill": "maths.add.to_10"})
        values["round_id"] = begun.json()["round_id"]
    return values


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


def expected(route: Route, path: str, role: Role) -> set[int]:
    """The statuses that this role must get."""
    is_pupil, is_teacher = role.startswith("pupil"), role.startswith("teacher")
    if route.open_to != "everyone":
        if role == "visitor":
            return {401}
        if (route.open_to == "teachers" and is_pupil) or (route.open_to == "pupils" and is_teacher):
            return {403}
        # Of another class: her identifiers do not exist for them. A served exercise is one too.
        names_an_object = any(one in path for one in OBJECTS) or "served_id" in (route.body or {})
        if role.endswith("another_class") and names_an_object:
            return {404}
    return {route.right}


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


def test_the_table_has_every_route_and_no_other(app: FastAPI) -> None:
    operations = {
        (method, path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
        if method != "parameters"
    }
    assert operations - ROUTES.keys() == set(), (
        "decide who may use these routes, and add them to tests/isolation/routes.py"
    )
    assert ROUTES.keys() - operations == set(), "these routes are gone: remove them from tests/isolation/routes.py"


def test_nothing_is_served_outside_the_schema_but_what_is_listed(app: FastAPI) -> None:
    routes = [*app.routes, *itertools.chain.from_iterable(router.routes for router in ROUTERS)]
    sockets = {route.path for route in routes if isinstance(route, APIWebSocketRoute)}
    hidden = {
        route.path
        for route in routes
        if isinstance(route, PlainRoute) and not (isinstance(route, APIRoute) and route.include_in_schema)
    }
    assert sockets == SOCKETS
    assert hidden == UNLISTED


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_each_role_gets_what_it_may_and_nothing_else(
    app: FastAPI,
    browsers: dict[Role, TestClient],
    made_class: MadeClass,
    clock: Clock,
    method: str,
    path: str,
) -> None:
    route = ROUTES[method, path]
    values = known(app, made_class, browsers["pupil"], clock) | known_together(path, made_class, browsers)
    # The one who may comes last: what she changes must not help or hinder the others.
    strangers = [role for role in ROLES if not role.endswith(("pupil", "teacher"))]
    got: dict[str, int] = {}
    for role in [*strangers, "teacher", "pupil"]:
        browser = browsers[role]  # type: ignore[index]
        if method.upper() not in SAFE_METHODS:
            token = browser.headers.pop("X-CSRF-Token")
            status, _ = send(browser, method, path, route, values)
            assert status == 403, f"{role} without the CSRF token"
            browser.headers["X-CSRF-Token"] = token
        status, text = send(browser, method, path, route, values)
        got[role] = status
        assert status in expected(route, path, role), f"{role} got {status}: {text}"  # type: ignore[arg-type]
        if route.open_to != "everyone" and role in {"visitor", "teacher_of_another_class", "pupil_of_another_class"}:
            for pupil in made_class.pupils:
                assert pupil.first_name not in text
                assert str(pupil.id) not in text
                assert pupil.card_token not in text
    assert len(got) == len(ROLES)


@pytest.mark.parametrize(("method", "path"), [key for key in ROUTES if any(one in key[1] for one in OBJECTS)])
def test_an_unknown_identifier_and_someone_elses_cannot_be_told_apart(
    app: FastAPI,
    browsers: dict[Role, TestClient],
    made_class: MadeClass,
    clock: Clock,
    method: str,
    path: str,
) -> None:
    route = ROUTES[method, path]
    values = known(app, made_class, browsers["pupil"], clock) | known_together(path, made_class, browsers)
    stranger = browsers["teacher_of_another_class"]
    theirs = send(stranger, method, path, route, values)
    unknown = send(stranger, method, path, route, {**values, **{one.strip("{}"): str(uuid4()) for one in OBJECTS}})
    assert theirs == unknown


def test_a_teacher_who_shares_a_class_sees_it_and_not_the_others(
    app: FastAPI, browsers: dict[Role, TestClient], made_class: MadeClass, other_class: MadeClass
) -> None:
    from tutor.classroom.tables import Teaching

    with writing(app.state.engine) as session:
        session.add(Teaching(teacher_id=other_class.teacher.id, classroom_id=made_class.classroom.id))
        session.commit()
    shared = browsers["teacher_of_another_class"]
    assert shared.get(f"/api/classes/{made_class.classroom.id}/pupils").status_code == 200
    assert browsers["teacher"].get(f"/api/classes/{other_class.classroom.id}/pupils").status_code == 404


def test_a_pupil_cannot_answer_for_a_classmate(
    app: FastAPI, browsers: dict[Role, TestClient], client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    route = ROUTES["post", "/api/practice/attempts"]
    values = known(app, made_class, browsers["pupil"], clock)
    classmate = pupil_browser(client, made_class, 1)
    assert send(classmate, "post", "/api/practice/attempts", route, values)[0] == 404
