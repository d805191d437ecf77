"""Fixtures that every part shares: the app over a real database, signed-in clients, a class, a clock and a seed."""

import functools
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

import tutor.db
from tests.needs import need
from tests.postgresql import PostgresqlServer, postgresql_is_here, running_postgresql
from tutor.app import create_app
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.db import make_engine, writing
from tutor.identity.tables import School, Teacher
from tutor.keys import make_private_dir
from tutor.migrations.upgrade import upgrade
from tutor.settings import Settings

ADDRESS = "https://ecole.test"
PASSWORD = "un chat sur le toit"


EVERYTHING_ON = os.environ.get("MARELLE_DATABASES", "")
"""`make test-postgresql` says postgresql: then all that has a database has that one, not only what is marked."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: runs on SQLite and on PostgreSQL")
    config.addinivalue_line("markers", "of_sqlite: is about SQLite's own ways and file, so never on PostgreSQL")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize(
            "database_url", [EVERYTHING_ON] if EVERYTHING_ON else ["sqlite", "postgresql"], indirect=True
        )
    elif EVERYTHING_ON and metafunc.definition.get_closest_marker("of_sqlite"):
        metafunc.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 9, 7, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """`advance(minutes=5)`."""
        self.now += timedelta(**by)


@dataclass
class MadeClass:
    """A class with its teacher and pupils, as they are in the database. `password` is the teacher's."""

    teacher: Teacher
    classroom: Classroom
    pupils: list[Pupil]
    password: str = PASSWORD


class Browser(TestClient):
    """A TestClient on our address, whose WebSockets go there too and name our page as their origin."""

    def websocket_connect(self, url: str, subprotocols: Sequence[str] | None = None, **kwargs: Any) -> Any:
        return super().websocket_connect(urljoin(ADDRESS.replace("https", "wss"), url), subprotocols, **kwargs)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rng() -> random.Random:
    return random.Random(42)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    need(postgresql_is_here(), "PostgreSQL (apt-get install postgresql)")
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with every table and nothing in it: made once, copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "school.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()  # the last to leave puts everything in the one file
    return path


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: SQLite, or PostgreSQL for the second run of tests marked both_databases."""
    if getattr(request, "param", EVERYTHING_ON or "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'school.db'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    # An app finds its tables made already, as with SQLite; what is below it begins with nothing.
    with server.database(migrated="settings" in request.fixturenames) as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, database_url: str, empty_school: Path) -> Settings:
    """A school of its own: no speech model, no built client. Its tables are made already, to start the sooner."""
    if database_url.startswith("sqlite"):
        make_private_dir(tmp_path / "data")
        shutil.copyfile(empty_school, tmp_path / "data" / "school.db")
    return Settings(
        data_dir=tmp_path / "data",
        models_dir=tmp_path / "models",
        client_dir=tmp_path / "client",
        database_url=database_url,
    )


@pytest.fixture
def app(settings: Settings, clock: Clock, rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    # Nobody cuts the power here (tests/powercut does): the disk need not be waited for at each commit.
    monkeypatch.setattr(tutor.db, "SYNCHRONOUS", "OFF")
    return create_app(settings, clock=clock, rng=rng)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A visitor's browser over the running app, with a CSRF token. Its exit closes the app."""
    with Browser(app, base_url=ADDRESS, headers={"Origin": ADDRESS}) as client:
        open_session(client)
        yield client


@pytest.fixture
def session(client: TestClient) -> Iterator[Session]:
    """A writing session on the app's database. Commit and close it before the app writes again."""
    with writing(client.app.state.engine) as session:  # type: ignore[attr-defined]
        yield session


@pytest.fixture
def school(client: TestClient, app: FastAPI, clock: Clock) -> School:
    with writing(app.state.engine) as session:
        school = School(name="École des Tilleuls")
        session.add(school)
        session.commit()
    return school


@pytest.fixture
def made_class(app: FastAPI, school: School, clock: Clock) -> MadeClass:
    """CP A of Mme Martin (login « martin »), with Inès, Léo and Zoé."""
    return make_class(app, school, clock, "martin", "Mme Martin", "CP A", ["Inès", "Léo", "Zoé"])


@pytest.fixture
def other_class(app: FastAPI, school: School, clock: Clock) -> MadeClass:
    """CE1 B of M. Petit (login « petit »), with Adam and Lina: nothing of it may be seen from CP A."""
    return make_class(app, school, clock, "petit", "M. Petit", "CE1 B", ["Adam", "Lina"])


@pytest.fixture
def teacher_client(client: TestClient, made_class: MadeClass) -> TestClient:
    """The browser of the teacher of `made_class`."""
    return teacher_browser(client, made_class)


@pytest.fixture
def pupil_client(client: TestClient, made_class: MadeClass) -> TestClient:
    """The tablet of the first pupil of `made_class`."""
    return pupil_browser(client, made_class)


def make_class(
    app: FastAPI, school: School, clock: Clock, login: str, name: str, class_name: str, first_names: list[str]
) -> MadeClass:
    """A class straight into the database."""
    with writing(app.state.engine) as session:
        teacher = Teacher(
            school_id=school.id, name=name, login=login, password_hash=_password_hash(), created_at=clock()
        )
        classroom = Classroom(
            school_id=school.id,
            name=class_name,
            grade=class_name.split()[0].lower(),
            code=login.upper()[:6],
            created_at=clock(),
        )
        session.add_all([teacher, classroom])
        session.flush()
        session.add(Teaching(teacher_id=teacher.id, classroom_id=classroom.id))
        pictures = [["soleil", "lune", "fleur"], ["chat", "poisson", "maison"], ["velo", "etoile", "cle"]]
        pictures += [["lune", "chat", "cle"], ["fleur", "velo", "soleil"]]
        pupils = [
            Pupil(
                classroom_id=classroom.id,
                first_name=first_name,
                avatar=avatar,
                pictures=secret,
                card_token=f"card-{login}-{number}",
                created_at=clock(),
            )
            for number, (first_name, avatar, secret) in enumerate(
                zip(first_names, ["renard", "panda", "lapin", "hibou", "tortue"], pictures, strict=False)
            )
        ]
        session.add_all(pupils)
        session.commit()
    return MadeClass(teacher, classroom, pupils)


@functools.cache
def _password_hash() -> str:
    # As the product's, but quick to check: she signs in at the beginning of many hundred tests.
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


def another_browser(client: TestClient) -> TestClient:
    """A second device on the same running app (same event loop, its own cookies)."""
    other = Browser(client.app, base_url=ADDRESS, headers={"Origin": ADDRESS})
    other.portal = client.portal
    return other


def open_session(client: TestClient) -> None:
    """What the client's page does when it opens: get a cookie and the CSRF token."""
    client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf_token"]


def sign_in(client: TestClient, path: str, body: dict[str, object]) -> TestClient:
    """Sign in and keep the new CSRF token."""
    open_session(client)
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    client.headers["X-CSRF-Token"] = response.json()["csrf_token"]
    return client


def teacher_browser(client: TestClient, made: MadeClass) -> TestClient:
    """A new device on which the teacher of this class has signed in."""
    body: dict[str, object] = {"login": made.teacher.login, "password": made.password}
    return sign_in(another_browser(client), "/api/signin/teacher", body)


def pupil_browser(client: TestClient, made: MadeClass, number: int = 0) -> TestClient:
    """A new device on which a pupil of this class has signed in."""
    body: dict[str, object] = {"token": made.pupils[number].card_token}
    return sign_in(another_browser(client), "/api/signin/card", body)


@pytest.fixture
def empty_database(database_url: str) -> str:
    """The URL of a migrated database, for tests below the app."""
    engine = make_engine(database_url)
    upgrade(engine)
    engine.dispose()
    return database_url
