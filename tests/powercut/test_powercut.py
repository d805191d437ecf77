"""The power goes in the middle of attempts: what was acknowledged is there, once, and the data are whole.

Six cuts by default, two of each kind; `MARELLE_CUTS=200` is the full proof (`-s` shows each cut). The first start and
every 25th are those of a new interpreter; the others are forked from a process that has its modules in memory.
"""

import json
import os
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from exercises.catalogue import Catalogue
from tests.powercut import forked
from tests.powercut.disk import own_disk
from tests.powercut.school_under_cuts import DISK, GIVES_UP_AFTER, KILL, TORN, School
from tests.powercut.tablets import Tablet
from tutor.db import make_engine
from tutor.operations.attempt_log import FOLDER, days_in, entries_of
from tutor.operations.backups import back_up
from tutor.operations.integrity import check
from tutor.operations.readying import recovery
from tutor.practice.learner import school_learner

CUTS = int(os.environ.get("MARELLE_CUTS", "6"))
TABLETS = 4 if CUTS <= 20 else 6
FRESH_EVERY = 25


@pytest.mark.timeout(120 + 60 * CUTS)
def test_power_cuts_lose_no_acknowledged_attempt(tmp_path: Path) -> None:
    with own_disk(tmp_path) as disk:
        school = School(tmp_path, disk, random.Random(20))
        try:
            _cut_and_count(school, [KILL, TORN, DISK] if disk else [KILL, TORN])
        finally:
            school.kill()


def _cut_and_count(school: School, kinds: list[str]) -> None:
    rng = school.rng
    forked.get_ready()
    cards = school.enrol(TABLETS)
    school.start("fresh")
    tablets = [Tablet(school.address, card, seed) for seed, card in enumerate(cards)]
    for tablet in tablets:
        tablet.start()
    cuts: Counter[str] = Counter()
    try:
        for number in range(CUTS):
            done = _acknowledged(tablets)
            _wait_until(lambda done=done: _acknowledged(tablets) > done, tablets)
            time.sleep(rng.uniform(0.0, 0.3))
            if number == CUTS // 2:
                _back_up(school)
            kind = kinds[number % len(kinds)]
            told = [key for tablet in tablets for key in list(tablet.acknowledged)]
            school.cut(kind)
            cuts[kind] += 1
            there = _ids_in_a_copy(school)
            assert there >= set(told), f"lost by cut {number + 1}: {set(told) - there}"
            if rng.random() < 0.1:  # and again, while it was starting
                school.launch("forked")
                time.sleep(rng.uniform(0.0, 1.0))
                school.kill()
                cuts["killed while starting"] += 1
            how = "fresh" if (number + 1) % FRESH_EVERY == 0 else "forked"
            took = school.start(how)
            total = _acknowledged(tablets)
            print(f"cut {number + 1}: {kind}; {how} start in {took:.2f} s; {total} acknowledged", flush=True)
        done = _acknowledged(tablets)
        _wait_until(lambda: _acknowledged(tablets) > done + TABLETS, tablets)
    finally:
        for tablet in tablets:
            tablet.over.set()
        for tablet in tablets:
            tablet.join(20)
        school.kill()
    assert [tablet.wrong for tablet in tablets] == [[]] * len(tablets)
    acknowledged = {key: reply for tablet in tablets for key, reply in tablet.acknowledged.items()}
    assert len(acknowledged) > CUTS
    assert recovery(school.settings.data_dir, datetime.now(UTC)) is None  # no cut damaged the database
    found = _all_are_there(school, acknowledged)
    # Beyond those, at most the answer each pupil was waiting for at the end.
    assert 0 <= found - len(acknowledged) <= TABLETS
    logged = {entry["attempt"]["id"] for path in days_in(_log(school)) for entry in entries_of(path)}
    assert acknowledged.keys() <= logged
    again = sum(tablet.sent_again for tablet in tablets)
    print(
        f"{CUTS} cuts ({dict(cuts)}), {TABLETS} tablets: {len(acknowledged)} attempts acknowledged, "
        f"{len(acknowledged)} in the database, {len(acknowledged)} in the log, {again} sent again"
    )
    put_back = _lose_the_database(school, acknowledged)
    print(f"database destroyed: {len(acknowledged)} of {len(acknowledged)} recovered, {put_back} of them from the log")
    for how, times in school.starts.items():
        if times:
            print(
                f"{how} starts: {len(times)}, median {sorted(times)[len(times) // 2]:.2f} s, worst {max(times):.2f} s"
            )


def _lose_the_database(school: School, acknowledged: dict[str, dict[str, object]]) -> int:
    """Overwrite it as a dying card does: the next start falls back by itself, and nothing acknowledged is lost."""
    with (school.settings.data_dir / "school.db").open("r+b") as file:
        file.seek(0)
        file.write(os.urandom(50_000))
    school.start()
    school.kill()
    fell_back = recovery(school.settings.data_dir, datetime.now(UTC))
    assert fell_back is not None
    assert fell_back.homeless == 0
    _all_are_there(school, acknowledged)
    return fell_back.replayed


def _all_are_there(school: School, acknowledged: dict[str, dict[str, object]]) -> int:
    """Each acknowledged attempt once, with the reply that was given, and everything whole; how many there are."""
    kept: dict[str, list[str]] = {}
    with closing(_database(school)) as database:
        for key, reply in database.execute("SELECT id, reply FROM attempt"):
            kept.setdefault(str(UUID(key)), []).append(reply)
        total = _count(database)
    assert [key for key in acknowledged if len(kept.get(key, [])) != 1] == []
    assert all(json.loads(kept[key][0]) == reply for key, reply in acknowledged.items())
    settings = school.settings
    engine = make_engine(settings.database)
    learner = school_learner(settings.data_dir, Catalogue.load().prerequisites)
    report = check(engine, settings.data_dir, learner, ZoneInfo(settings.timezone))
    engine.dispose()
    assert report.problems == ()
    return total


def _ids_in_a_copy(school: School) -> set[str]:
    """Which attempts are there, read from a copy: it is for the server to find its files as the cut left them."""
    copy = school.folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for path in school.settings.data_dir.glob("school.db*"):
        if not path.name.endswith("-shm"):
            shutil.copyfile(path, copy / path.name)
    with closing(sqlite3.connect(copy / "school.db")) as database:
        return {str(UUID(key)) for (key,) in database.execute("SELECT id FROM attempt")}


def _back_up(school: School) -> None:
    engine = make_engine(school.settings.database)
    back_up(school.settings, engine, datetime.now(UTC))
    engine.dispose()


def _acknowledged(tablets: list[Tablet]) -> int:
    return sum(len(tablet.acknowledged) for tablet in tablets)


def _wait_until(condition: Callable[[], bool], tablets: list[Tablet]) -> None:
    deadline = time.monotonic() + GIVES_UP_AFTER
    while not condition():
        assert time.monotonic() < deadline, "no attempt was acknowledged"
        assert not any(tablet.wrong for tablet in tablets), [tablet.wrong for tablet in tablets]
        time.sleep(0.01)


def _log(school: School) -> Path:
    return school.settings.data_dir / FOLDER


def _database(school: School) -> sqlite3.Connection:
    return sqlite3.connect(school.settings.data_dir / "school.db")


def _count(database: sqlite3.Connection) -> int:
    (count,) = database.execute("SELECT count(*) FROM attempt").fetchone()
    return int(count)
