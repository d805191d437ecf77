"""Two schools on one PostgreSQL: neither sees nor changes the other, by any route nor by any query."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, make_class, pupil_browser, teacher_browser
from tests.isolation.made import known, known_served, known_together, made_campaign, send
from tests.isolation.routes import OBJECTS, ROUTES
from tests.isolation.test_every_route import assert_cannot_be_told_apart, expected
from tutor.db import at_the_door, make_engine, reading, within_school, writing
from tutor.errors import UnavailableError
from tutor.identity.guard import SAFE_METHODS
from tutor.identity.tables import School
from tutor.migrations.isolation import OF_NO_SCHOOL
from tutor.migrations.metadata import METADATA
from tutor.operations.backups import back_up
from tutor.operations.readying import make_ready
from tutor.settings import Settings

TABLES = sorted(table for table in METADATA.tables if table not in OF_NO_SCHOOL)
FILLED = {"school", "teacher", "classroom", "teaching", "pupil", "served", "attempt", "mastery", "pupil_day", "note"}


@pytest.fixture
def database_url(postgresql_server):
    with postgresql_server.database(migrated=True) as url:
        yield url


@pytest.fixture
def elsewhere(app: FastAPI, client: TestClient, clock: Clock) -> MadeClass:
    """A class of another school of the same server."""
    with writing(app.state.engine) as session:
        other = School(name="École des Peupliers")
        session.add(other)
        session.commit()
    return make_class(app, other, clock, "petit", "M. Petit", "CE1 B", ["Adam", "Lina"])


def rows(engine: Engine) -> dict[str, int]:
    """How many rows of each table can be seen, whatever the query forgets."""
    with reading(engine) as session:
        return {
            table: session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES
        }


def test_nothing_of_a_school_can_be_seen_or_changed_from_another(
    app: FastAPI, client: TestClient, settings: Settings, clock: Clock, made_class: MadeClass, elsewhere: MadeClass
) -> None:
    pupil, engine = pupil_browser(client, made_class), app.state.engine
    browsers = {"pupil": pupil, "teacher": teacher_browser(client, made_class)}
    values = known(app, made_class, clock)
    values |= known_served("{answer_id}", ROUTES["post", "/api/practice/attempts"], pupil, clock)
    values |= known_together(" ".join(OBJECTS), made_class, browsers)  # type: ignore[arg-type]
    values |= made_campaign("{campaign_id}", app, made_class, clock)

    # Whatever a query forgets, in a session of the one school or of none.
    all_of_them = rows(engine)
    assert {table for table, count in all_of_them.items() if count} >= FILLED
    with within_school(elsewhere.teacher.school_id):
        theirs = rows(engine)
    of_their_class = {"school": 1, "teacher": 1, "classroom": 1, "teaching": 1, "pupil": 2}
    assert theirs == dict.fromkeys(TABLES, 0) | of_their_class
    with within_school(made_class.teacher.school_id):
        ours = rows(engine)
        assert ours == {table: count - of_their_class.get(table, 0) for table, count in all_of_them.items()}
    with within_school(None):
        assert rows(engine) == dict.fromkeys(TABLES, 0)
        assert rows(at_the_door(engine)) == all_of_them
    with within_school(elsewhere.teacher.school_id), writing(engine) as session:
        changed = session.connection().execute(text("UPDATE pupil SET first_name = 'X'"))
        assert changed.rowcount == len(elsewhere.pupils)
        assert session.connection().execute(text("DELETE FROM attempt")).rowcount == 0
        session.rollback()
        with pytest.raises(DBAPIError, match="row-level security"):
            session.connection().execute(
                text("INSERT INTO note (id, pupil_id, at) VALUES (:id, :pupil, now())"),
                {"id": uuid4(), "pupil": made_class.pupils[0].id},
            )

    # By every route that names something, and by every page.
    strangers = {
        "pupil_of_another_class": pupil_browser(client, elsewhere),
        "teacher_of_another_class": teacher_browser(client, elsewhere),
    }
    walked = 0
    for (method, path), route in ROUTES.items():
        names_an_object = any(one in path for one in OBJECTS)
        if not names_an_object and method.upper() not in SAFE_METHODS:
            continue
        if names_an_object:
            assert_cannot_be_told_apart(strangers["teacher_of_another_class"], method, path, route, values)
        for role, browser in strangers.items():
            status, said = send(browser, method, path, route, values)
            assert status in expected(route, path, role), f"{method} {path} as {role} got {status}: {said}"  # type: ignore[arg-type]
            if route.open_to != "everyone":
                assert not any(str(one.id) in said or one.first_name in said for one in made_class.pupils)
        walked += 1
    assert walked > 80

    # Signing out is known to every server, and a backup has every school.
    cookie = dict(pupil.cookies)
    assert pupil.post("/api/signout").status_code == 204
    app.state.tickets._ended.clear()  # as another server, which was told nothing
    pupil.cookies.update(cookie)
    assert pupil.get("/api/session").json()["role"] == "visitor"
    assert back_up(settings, engine, clock(), "asked").path.stat().st_size > 5_000


def test_every_table_is_kept_within_its_school(database_url: str) -> None:
    engine = make_engine(database_url)
    asked = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    with engine.connect() as connection:
        watched = {str(name) for (name,) in connection.execute(text(asked))}
    engine.dispose()
    assert watched == set(TABLES)


def test_a_role_that_policies_do_not_hold_is_refused(database_url: str, settings: Settings, clock: Clock) -> None:
    superuser = settings.model_copy(update={"database_url": database_url.replace("marelle@", "postgres@")})
    with pytest.raises(UnavailableError, match="sees every school"):
        make_ready(superuser, clock())
