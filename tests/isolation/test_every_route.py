"""Every route of the OpenAPI schema as every role, with and without the CSRF token."""

import itertools
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import Route as PlainRoute
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, pupil_browser
from tests.isolation.made import browsers_of, known, known_for, known_served, send
from tests.isolation.routes import OBJECTS, ROLES, ROUTES, SOCKETS, UNLISTED, Role, Route
from tutor.app import ROUTERS
from tutor.db import writing
from tutor.identity.guard import SAFE_METHODS


@pytest.fixture
def browsers(client: TestClient, made_class: MadeClass, other_class: MadeClass) -> dict[Role, TestClient]:
    return browsers_of(client, made_class, other_class)


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


def assert_cannot_be_told_apart(
    stranger: TestClient, method: str, path: str, route: Route, values: dict[str, str]
) -> None:
    """What is unknown and what is someone else's."""
    theirs = send(stranger, method, path, route, values)
    unknown = send(stranger, method, path, route, {**values, **{one.strip("{}"): str(uuid4()) for one in OBJECTS}})
    assert theirs == unknown


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
    values = known_for(path, route, app, made_class, browsers, clock)
    if any(one in path for one in OBJECTS):
        assert_cannot_be_told_apart(browsers["teacher_of_another_class"], method, path, route, values)
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
    values = known(app, made_class, clock) | known_served("", route, browsers["pupil"], clock)
    classmate = pupil_browser(client, made_class, 1)
    assert send(classmate, "post", "/api/practice/attempts", route, values)[0] == 404
