"""Brings a restored database up to what was acknowledged since: attempts from the log, erasures from their list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy
from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from learner_model import LearnerModel
from tutor.classroom.tables import Pupil
from tutor.db import reading, writing
from tutor.migrations.metadata import METADATA
from tutor.operations.attempt_log import ERASED, FOLDER, days_in, entries_of
from tutor.practice import days, mastery
from tutor.practice.tables import Attempt, Served, ServedAhead
from tutor.year_change.erasing import erase_rows

# A log's day is the UTC day at which the answer was received: one more, for clocks that were moved.
_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Replayed:
    """`attempts` put back; `homeless`: those of pupils whom the backup does not know; `erased`: rows erased again."""

    attempts: int
    homeless: int
    erased: int


def replay(
    engine: Engine,
    data_dir: Path,
    since: datetime,
    learner: Callable[[], LearnerModel],
    timezone: ZoneInfo,
    erased_lists: Sequence[Path] = (),
) -> Replayed:
    """Erase again what was erased, put back the attempts received since the backup of `since`, project them anew.

    `learner` makes the school's model: it is asked for only if something is put back. `erased_lists`: besides that of
    `data_dir`, those that lie beside backups. Doing it twice changes nothing.
    """
    gone = _noted([data_dir / ERASED, *erased_lists])
    erased = _erase_again(engine, gone)
    first_day = (since - _BEFORE).date().isoformat()
    files = [path for path in days_in(data_dir / FOLDER) if path.stem >= first_day]
    entries = [entry for path in files for entry in entries_of(path)]
    touched, homeless = _put_back(engine, entries, gone.get("pupil", set()))
    if touched:
        model = learner()
        for pupil_id in touched:
            with writing(engine) as session:
                mastery.rebuild(session, pupil_id, model)
            with writing(engine) as session:
                days.rebuild(session, pupil_id, timezone)
                session.commit()
    return Replayed(sum(touched.values()), homeless, erased)


def _noted(lists: Iterable[Path]) -> dict[str, set[UUID]]:
    """What was erased, by table."""
    gone: dict[str, set[UUID]] = {}
    for path in lists:
        for entry in entries_of(path):
            gone.setdefault(entry["table"], set()).update(UUID(one) for one in entry["ids"])
    return gone


def _erase_again(engine: Engine, wanted: dict[str, set[UUID]]) -> int:
    count = 0
    for name in sorted(wanted.keys() & METADATA.tables.keys()):
        table = METADATA.tables[name]
        with reading(engine) as session:
            back = session.execute(sqlalchemy.select(table.c.id).where(table.c.id.in_(wanted[name]))).scalars().all()
        for row_id in back:
            with writing(engine) as session:
                erase_rows(session, table, [row_id])
                session.commit()
        count += len(back)
    return count


def _put_back(engine: Engine, entries: Iterable[dict[str, Any]], gone: set[UUID]) -> tuple[dict[UUID, int], int]:
    touched: dict[UUID, int] = {}
    homeless = 0
    with writing(engine) as session:
        pupils = set(session.exec(select(Pupil.id)).all())
        known = set(session.exec(select(Attempt.id)).all())
        for entry in entries:
            attempt = Attempt.model_validate(_without(entry["attempt"], "sequence"))
            if attempt.id in known or attempt.pupil_id in gone:
                continue
            known.add(attempt.id)
            if attempt.pupil_id not in pupils:
                homeless += 1
                continue
            _serve_again(session, Served.model_validate(entry["served"]))
            session.add(attempt)
            session.flush()  # one by one: their order is that of the log
            touched[attempt.pupil_id] = touched.get(attempt.pupil_id, 0) + 1
        session.commit()
    return touched, homeless


def _serve_again(session: Session, served: Served) -> None:
    if session.get(Served, served.id) is None:
        session.exec(delete(ServedAhead).where(col(ServedAhead.id) == served.id))
        session.add(served)
        session.flush()


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
