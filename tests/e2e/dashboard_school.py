"""A served school with a class of 28 and a year of practice (tests.school_year), for the teacher's pages.

The fixtures `year_school` and `year_tablet` are in every test of this folder (conftest). The class is generated once a
test session, whatever the number of workers; each module is served a copy of its own.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from filelock import FileLock
from playwright.sync_api import Page

from tests.e2e.conftest import AUTHORITY, HOST, ROOT, School, unspoken, wait_until_serving
from tests.needs import need
from tests.ports import free_port
from tests.school_year import YearClass, make_school_year
from tests.year_child import YearPupil
from tests.year_traits import Stuck, Trait
from tutor.db import make_engine
from tutor.migrations.upgrade import upgrade

ATTEMPTS = int(os.environ.get("MARELLE_YEAR_ATTEMPTS", "1200"))
"""Of a pupil: the whole year, thin, to be made in time. MARELLE_YEAR_ATTEMPTS=8300 makes that of a class that works an
hour a day."""
PLAINLY = Stuck(met=0.3, right=0.05)
"""Whatever the day on which the year ends, who is stuck is to be seen."""


@dataclass(frozen=True)
class YearSchool(School):
    """The served school, its class with its pupils and who shows what, and its database for figures of one's own."""

    classroom: YearClass
    database: Path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database as it is now, to compute independently what a screen should say."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection

    def page_of(self, pupil: YearPupil) -> str:
        """The address of a pupil's page."""
        return f"{self.room()}/eleve/{pupil.id}"

    def room(self, name: str = "") -> str:
        """The address of the class, or of one of its rooms (`semaine`, `competences`...)."""
        return f"{self.address}/enseignant/classe/{self.classroom.id}" + (f"/{name}" if name else "")


def made_year(base: Path) -> tuple[Path, YearClass]:
    """The generated database, made by the first worker that asks for it; `base`: its temporary folder."""
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    database, about = shared / "year" / "school.db", shared / "year" / "class.json"
    with FileLock(shared / "year.lock"):
        if not about.exists():
            engine = make_engine(f"sqlite:///{database}")
            upgrade(engine)
            (classroom,) = make_school_year(
                engine, datetime.now(UTC), attempts=ATTEMPTS, learnt=ATTEMPTS, stuck=PLAINLY
            )
            engine.dispose()
            about.write_text(_to_json(classroom), encoding="utf-8")
    return database, _from_json(about.read_text(encoding="utf-8"))


@contextmanager
def year_school_of(data: Path, year_data: tuple[Path, YearClass]) -> Iterator[YearSchool]:
    """`tutor serve` over HTTPS, in its own process, on a copy of the year in this folder. Nobody is heard there."""
    need((ROOT / "tablet_client" / "dist" / "index.html").exists(), "the built client (make client)")
    made, classroom = year_data
    database = data / "school.db"
    shutil.copyfile(made, database)
    port = free_port()
    environment = {**os.environ, "TUTOR_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1", **unspoken(data)}
    environment.pop("DATABASE_URL", None)
    output = (data / "output.txt").open("w+")
    command = [sys.executable, "-m", "tutor.cli", "serve", "--port", str(port), "--host", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_serving(server, data, port, data / "output.txt")
        yield YearSchool(
            f"https://{HOST}:{port}",
            data,
            data / AUTHORITY,
            classroom.login,
            classroom.password,
            classroom.code,
            classroom,
            database,
        )
    finally:
        server.terminate()
        server.wait(timeout=20)
        output.close()


def signed_in(page: Page, school: YearSchool) -> None:
    """Sign in as the teacher of the class, on her page."""
    page.goto(f"{school.address}/enseignant")
    page.get_by_test_id("teacher-login").fill(school.login)
    page.get_by_test_id("teacher-password").fill(school.password)
    page.get_by_test_id("teacher-go").click()
    page.get_by_test_id("class-link").first.wait_for()


def _to_json(made: YearClass) -> str:
    pupils = [
        {
            "id": str(one.id),
            "first_name": one.first_name,
            "card_token": one.card_token,
            "trait": one.trait,
            "on": one.stuck_on,
        }
        for one in made.pupils
    ]
    about = {"id": str(made.id), "name": made.name, "code": made.code, "login": made.login, "password": made.password}
    return json.dumps({**about, "pupils": pupils})


def _from_json(text: str) -> YearClass:
    about = json.loads(text)
    pupils = tuple(
        YearPupil(
            UUID(one["id"]), one["first_name"], one["card_token"], one["trait"] and Trait(one["trait"]), one["on"]
        )
        for one in about.pop("pupils")
    )
    return YearClass(id=UUID(about.pop("id")), **about, pupils=pupils)
