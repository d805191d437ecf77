"""The journal of many days leaves as a file without ever being whole in memory, on both databases."""

import os
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlmodel import func, select

from exercises.catalogue import Catalogue
from tests.school_year import make_school_year
from tutor.db import make_engine, reading
from tutor.identity.tables import Teacher
from tutor.journal.csv_export import as_csv
from tutor.journal.trail import Trail, Wanted
from tutor.practice.tables import Attempt, Served

PARIS = ZoneInfo("Europe/Paris")
UNTIL = datetime(2026, 6, 11, 9, 30, tzinfo=UTC)
ATTEMPTS = int(os.environ.get("MARELLE_YEAR_ATTEMPTS", "300"))
"""Of each of three pupils, over thirty days of school; MARELLE_YEAR_ATTEMPTS=8300 makes a year."""


@pytest.mark.both_databases
def test_a_long_journal_is_given_day_after_day(empty_database: str) -> None:
    engine = make_engine(empty_database)
    (made,) = make_school_year(engine, UNTIL, pupils=3, attempts=ATTEMPTS, learnt=1)
    catalogue = Catalogue.load()
    with reading(engine) as session:
        teacher = session.exec(select(Teacher).where(Teacher.login == made.login)).one()
        kept = sum(session.exec(select(func.count()).select_from(table)).one() for table in (Attempt, Served))
        wanted = Wanted(UNTIL - timedelta(days=max(60, ATTEMPTS // 20)), UNTIL + timedelta(days=1))
        trail = Trail(session, teacher, made.id, wanted, catalogue, UNTIL)
        since_long_ago = Wanted(UNTIL - timedelta(days=3_000), wanted.until)
        long_ago = Trail(session, teacher, made.id, since_long_ago, catalogue, UNTIL)

    def file() -> Iterator[bytes]:
        return as_csv(trail.all(engine), trail.names, PARIS)

    pieces = list(file())
    assert len(pieces) >= 30  # its head, then a piece a day
    assert max(len(piece) for piece in pieces) < sum(len(piece) for piece in pieces) / 10
    rows = b"".join(pieces).decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + kept
    moments = [
        datetime.strptime(" ".join(row.split(";")[:2]), "%d/%m/%Y %H:%M:%S").replace(tzinfo=PARIS) for row in rows[1:]
    ]
    assert moments == sorted(moments)

    # Asked since long before anything was kept, it is as long and made as fast: nothing is looked for there.
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    assert list(as_csv(long_ago.all(engine), long_ago.names, PARIS)) == pieces
    assert len(asked) < 3_000

    # A day and the reading of it are little beside the whole: a third here, less as the journal grows.
    assert _peak(file(), keep=False) < _peak(trail.all(engine), keep=True) / 2
    engine.dispose()


def _peak(pieces: Iterator[object], *, keep: bool) -> int:
    """The most bytes held at once while the pieces are made, and thrown away or kept."""
    kept = []
    tracemalloc.start()
    try:
        for piece in pieces:
            if keep:
                kept.append(piece)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
