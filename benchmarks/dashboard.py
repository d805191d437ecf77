"""How long the dashboard takes to answer a teacher, in a school of ten classes of 28 with a year of practice.

python -m benchmarks.dashboard [--classes 10] [--attempts 8300] [--times 30] [--postgresql] [--keep FOLDER]

Every GET of the signed-in teacher that needs no more than a class or a pupil, over the real app (no network), each
pupil in turn, gzip included, and a few more of what her pages choose (`CHOSEN`): median and p95 in ms, of the clock and
of this process alone (`cpu`: on a busy machine the clock also counts what others do; the work of PostgreSQL is in the
clock only). `from_the_log`: what some of them rest on, asked of the attempts instead of the counts of days and the
columns made for it, as it was before those. --postgresql does it there too, on the same rows. --keep keeps the school,
and finds it again. Which routes are over is said at the end, on stderr.
"""

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import Engine, text
from sqlmodel import Session, select
from starlette.testclient import TestClient

from tests.bulk import move
from tests.conftest import ADDRESS, Browser, another_browser, sign_in
from tests.postgresql import running_postgresql
from tests.school_year import FRANCE, PASSWORD, make_school_year
from tutor.app import create_app
from tutor.classroom.tables import Pupil
from tutor.db import make_engine
from tutor.footprint import settled
from tutor.migrations.upgrade import upgrade
from tutor.practice import days
from tutor.settings import Settings

TARGET_MS = 200
GIVEN = {"domain": "maths"}
"""What a question must say besides, where it must; a route that needs more is left out."""
CHOSEN = (
    "/api/classes/{class_id}/skills-map?domain=reading",
    "/api/classes/{class_id}/skills-map?domain=reading&since={six_weeks_ago}",
    "/api/classes/{class_id}/week?of={half_a_year_ago}",
    "/api/classes/{class_id}/journal?pupil_id={pupil_id}",
    "/api/pupils/{pupil_id}/attempts?on={six_weeks_ago}&limit=200",
)
"""What she may ask by the choices of these pages."""
KNOWN = frozenset({"class_id", "pupil_id"})
"""What a path may ask for that is known without asking anything first."""
LOG = {
    "the week of a class": "SELECT a.pupil_id, substr(CAST(a.occurred_at AS text), 1, 10), "
    "count(DISTINCT a.served_id), sum(CASE WHEN a.verdict = 'correct' THEN 1 ELSE 0 END) "
    "FROM attempt a JOIN pupil p ON p.id = a.pupil_id "
    "WHERE p.classroom_id = :room AND a.occurred_at >= :week GROUP BY 1, 2",
    "the skills of a class in a year": "SELECT a.pupil_id, s.value, count(DISTINCT a.served_id), "
    "sum(CASE WHEN a.verdict = 'correct' THEN 1 ELSE 0 END) FROM attempt a JOIN pupil p ON p.id = a.pupil_id, "
    "{skills} WHERE p.classroom_id = :room GROUP BY 1, 2",
    "the readings of a pupil": "SELECT a.occurred_at, {mclm} FROM attempt a WHERE a.pupil_id = :pupil "
    "AND {mclm} IS NOT NULL ORDER BY a.occurred_at DESC LIMIT 60",
    "the misconceptions of a pupil": "SELECT a.occurred_at, {misconception} FROM attempt a WHERE a.pupil_id = :pupil "
    "AND {misconception} IS NOT NULL ORDER BY a.occurred_at DESC LIMIT 300",
}
_OF_JSON = {
    "sqlite": {
        "skills": "json_each(a.item, '$.skills') s",
        "mclm": "json_extract(a.hearing, '$.fluency.mclm')",
        "misconception": "json_extract(a.answer, '$.misconception')",
    },
    "postgresql": {
        "skills": "json_array_elements_text(a.item -> 'skills') s",
        "mclm": "(a.hearing -> 'fluency' ->> 'mclm')",
        "misconception": "(a.answer ->> 'misconception')",
    },
}


def main() -> None:
    """Make the school, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--pupils", type=int, default=28)
    parser.add_argument("--attempts", type=int, default=8_300)
    parser.add_argument("--times", type=int, default=30, help="that each route is asked")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL too")
    parser.add_argument("--keep", type=Path, help="where the school is made, or found from the time before")
    arguments = parser.parse_args()
    with nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        url = f"sqlite:///{data / 'school.db'}"
        made = _school(url, arguments)
        size = (data / "school.db").stat().st_size
        found: dict[str, Any] = {
            "classes": arguments.classes,
            "pupils": arguments.classes * arguments.pupils,
            "attempts": _count(url),
            "megabytes": round(size / 1e6),
            "megabytes_a_class": round(size / 1e6 / arguments.classes),
            "target_ms": TARGET_MS,
            "sqlite": _measured(url, data, made, arguments.times),
        }
        if arguments.postgresql:
            with running_postgresql() as server, server.database() as other:
                _moved(url, other)
                found["postgresql"] = _measured(other, data, made, arguments.times)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    for name in ("sqlite", "postgresql"):
        if name in found:
            routes, over = found[name]["routes"], found[name]["over_target"]
            said = ", ".join(f"{path} ({routes[path]['p95_ms']:.0f} ms)" for path in over) or "none"
            print(f"{name}: of {len(routes)} routes, over {TARGET_MS} ms at p95: {said}", file=sys.stderr)


def _school(url: str, arguments: argparse.Namespace) -> tuple[str, str, str]:
    """A teacher's login and password, and the class asked about."""
    engine = make_engine(url)
    upgrade(engine)
    with engine.connect() as connection:
        there = connection.execute(text("SELECT count(*) FROM attempt")).scalar_one()
    if not there:
        size = {name: getattr(arguments, name) for name in ("classes", "pupils", "attempts")}
        make_school_year(engine, datetime.now(UTC), **size)
    with engine.connect() as connection:
        row = connection.execute(
            text(
                "SELECT t.login, c.id FROM classroom c JOIN teaching x ON x.classroom_id = c.id "
                "JOIN teacher t ON t.id = x.teacher_id WHERE t.login = 'tilleul'"
            )
        ).one()
    engine.dispose()
    return str(row[0]), PASSWORD, str(row[1])


def _moved(source: str, target: str) -> None:
    engines = make_engine(source), make_engine(target)
    upgrade(engines[1])
    move(*engines)
    for engine in engines:
        engine.dispose()


def _count(url: str) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        count: int = connection.execute(text("SELECT count(*) FROM attempt")).scalar_one()
    engine.dispose()
    return count


def _measured(url: str, data: Path, made: tuple[str, str, str], times: int) -> dict[str, Any]:
    login, password, room = made
    settings = Settings(data_dir=data, models_dir=data / "models", client_dir=data / "client", database_url=url)
    with _app(settings) as (app, client):
        teacher = sign_in(another_browser(client), "/api/signin/teacher", {"login": login, "password": password})
        engine: Engine = app.state.engine
        with engine.connect() as connection:
            pupils = [
                str(one)
                for one in connection.execute(
                    text("SELECT id FROM pupil WHERE classroom_id = :room ORDER BY id"), {"room": room}
                ).scalars()
            ]
        routes: dict[str, Any] = {}
        today = datetime.now(UTC).date()
        ago = {"six_weeks_ago": today - timedelta(days=42), "half_a_year_ago": today - timedelta(days=183)}
        for path in (*_paths(app), *CHOSEN):
            answers: list[int] = []

            def ask(number: int, path: str = path, answers: list[int] = answers) -> None:
                address = path.format(class_id=room, pupil_id=pupils[number % len(pupils)], **ago)
                answers.append(teacher.get(address).status_code)

            took = _times(ask, times)
            if set(answers) == {200}:  # what is not a teacher's is refused
                routes[path] = took
        return {
            "over_target": [path for path, one in routes.items() if one["p95_ms"] >= TARGET_MS],
            "over_target_cpu": [path for path, one in routes.items() if one["cpu_p95_ms"] >= TARGET_MS],
            "routes": routes,
            "from_the_log": _from_the_log(engine, room, pupils, max(3, times // 6)),
            "recount_a_pupil_ms": _recount(engine, room),
        }


@contextmanager
def _app(settings: Settings) -> Iterator[tuple[FastAPI, TestClient]]:
    app = create_app(settings, rng=random.Random(1))
    with Browser(app, base_url=ADDRESS, headers={"Origin": ADDRESS}) as client:
        settled()  # as `tutor serve` does
        yield app, client


def _paths(app: FastAPI) -> list[str]:
    """The addresses to read that need no more than a class or a pupil; those that make files are left out."""
    found = set()
    for path, methods in app.openapi()["paths"].items():
        asked = set(re.findall(r"{(\w+)}", path))
        needed = [
            one["name"]
            for one in methods.get("get", {}).get("parameters", [])
            if one["in"] == "query" and one.get("required")
        ]
        if (
            "get" in methods
            and path.startswith("/api/")
            and asked <= KNOWN
            and set(needed) <= set(GIVEN)
            and not path.endswith((".pdf", ".ods", ".csv", ".zip"))
        ):
            found.add("?".join((path, *(f"{one}={GIVEN[one]}" for one in needed))))
    return sorted(found)


def _times(ask: Callable[[int], object], times: int) -> dict[str, float]:
    ask(0)  # what is laid out once is not counted
    took, worked = [], []
    for number in range(times):
        started, work = time.perf_counter(), time.process_time()
        ask(number)
        took.append((time.perf_counter() - started) * 1e3)
        worked.append((time.process_time() - work) * 1e3)
    return {
        f"{prefix}{name}": round(figure, 1)
        for prefix, each in (("", took), ("cpu_", worked))
        for name, figure in (
            ("median_ms", statistics.median(each)),
            ("p95_ms", statistics.quantiles(each, n=20, method="inclusive")[-1]),
        )
    }


def _from_the_log(engine: Engine, room: str, pupils: list[str], times: int) -> dict[str, Any]:
    found = {}
    of_json = _OF_JSON[engine.dialect.name]
    week = (datetime.now(UTC) - timedelta(days=7)).strftime("%Y-%m-%d %H:%M:%S")
    for name, asked in LOG.items():
        statement = text(asked.format(**of_json))

        def ask(number: int, statement: Any = statement, asked: str = asked) -> None:
            given = {"room": room, "week": week, "pupil": pupils[number % len(pupils)]}
            with engine.connect() as connection:
                connection.execute(statement, {key: one for key, one in given.items() if f":{key}" in asked}).all()

        found[name] = _times(ask, times)
    return found


def _recount(engine: Engine, room: str) -> float:
    """To make the counts of a pupil's year again from the log, as `tutor rebuild` does."""
    with Session(engine) as session:
        pupil = session.exec(select(Pupil.id).where(Pupil.classroom_id == UUID(room))).all()[-1]
        started = time.perf_counter()
        days.days_of_pupil(session, pupil, FRANCE)
        return round((time.perf_counter() - started) * 1e3, 1)


if __name__ == "__main__":
    main()
