"""What keeping schools apart costs on PostgreSQL: the same queries of one class, with policies and without.

python -m benchmarks.schools_apart [--schools 160] [--attempts 3000] [--times 40]

Makes an academy of schools of eight classes of 24 pupils on a temporary PostgreSQL, one class of which has a history,
and prints JSON: milliseconds (median) of a look-up, of a class's answers counted, of an insertion.
"""

import argparse
import json
import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from tests.bulk import write_in_bulk
from tests.postgresql import running_postgresql
from tutor.db import make_engine, reading, within_school, writing
from tutor.migrations.upgrade import upgrade

CLASSES, PUPILS = 8, 24
_ASKED = {
    "one pupil's last answers": "SELECT id, verdict FROM attempt WHERE pupil_id = :pupil"
    " AND occurred_at >= :since ORDER BY occurred_at DESC LIMIT 20",
    "a class's month counted": "SELECT pupil_id, count(*) FROM attempt WHERE pupil_id = ANY (:pupils)"
    " AND occurred_at >= :since GROUP BY pupil_id",
    "who is signed in": "SELECT p.id FROM pupil p JOIN classroom c ON c.id = p.classroom_id WHERE p.id = :pupil",
    "an insertion": "INSERT INTO note (id, pupil_id, at) VALUES (gen_random_uuid(), :pupil, now())",
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=160)
    parser.add_argument("--attempts", type=int, default=3000, help="of each pupil of the class")
    parser.add_argument("--times", type=int, default=40)
    arguments = parser.parse_args()
    with running_postgresql() as server, server.database() as url:
        engine = make_engine(url)
        upgrade(engine)
        school, pupils = _academy(engine, arguments.schools, arguments.attempts)
        values = {"pupil": pupils[0], "pupils": pupils, "since": datetime.now(UTC) - timedelta(days=30)}
        found: dict[str, dict[str, float]] = {}
        for name, asked in _ASKED.items():
            with within_school(school):
                apart = _milliseconds(engine, asked, values, arguments.times)
            found[name] = {"apart": apart, "together": _milliseconds(engine, asked, values, arguments.times)}
        engine.dispose()
    print(json.dumps({"schools": arguments.schools, "pupils": arguments.schools * CLASSES * PUPILS, "ms": found}))


def _milliseconds(engine: Engine, asked: str, values: dict[str, object], times: int) -> float:
    taken = []
    opened = writing if asked.startswith("INSERT") else reading
    for _ in range(times):
        began = time.perf_counter()
        with opened(engine) as session:
            result = session.connection().execute(text(asked), values)
            if result.returns_rows:
                result.all()
            session.commit()
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken), 2)


def _academy(engine: Engine, schools: int, attempts: int) -> tuple[UUID, list[UUID]]:
    now, rng = datetime.now(UTC), random.Random(1)
    with engine.begin() as connection:
        named = "INSERT INTO school SELECT gen_random_uuid(), n FROM generate_series(1, :n) n"
        connection.execute(text(named), {"n": schools})
        connection.execute(
            text(
                "INSERT INTO classroom (id, school_id, name, grade, code, archived, created_at)"
                " SELECT gen_random_uuid(), s.id, 'CP', 'cp', s.name || '-' || n, false, now()"
                " FROM school s, generate_series(1, :n) n"
            ),
            {"n": CLASSES},
        )
        connection.execute(
            text(
                "INSERT INTO pupil"
                " (id, classroom_id, first_name, avatar, pictures, card_token, archived, epoch, created_at)"
                " SELECT gen_random_uuid(), c.id, 'Zoé', 'renard', '[]', gen_random_uuid()::text, false, 0, now()"
                " FROM classroom c, generate_series(1, :n) n"
            ),
            {"n": PUPILS},
        )
        classroom, school = connection.execute(text("SELECT id, school_id FROM classroom LIMIT 1")).one()
        found = connection.execute(text("SELECT id FROM pupil WHERE classroom_id = :c"), {"c": classroom})
        pupils = [UUID(str(row[0])) for row in found]
    with write_in_bulk(engine) as write:
        for pupil in pupils:
            moments = sorted(now - timedelta(minutes=rng.uniform(0, 400_000)) for _ in range(attempts))
            served = [uuid4() for _ in moments]
            common = {"pupil_id": pupil, "exercise_id": "x"}
            write.add("served", [
                {**common, "id": one, "reason": {}, "line": {}, "model_version": "t", "served_at": at}
                for one, at in zip(served, moments, strict=True)
            ])  # fmt: skip
            write.add("attempt", [
                {
                    **common, "id": uuid4(), "served_id": one, "item": {}, "verdict": "correct", "answer": {},
                    "reply": {}, "hints": 0, "latency_ms": 1000, "occurred_at": at, "received_at": at,
                }
                for one, at in zip(served, moments, strict=True)
            ])  # fmt: skip
    return UUID(str(school)), pupils


if __name__ == "__main__":
    main()
