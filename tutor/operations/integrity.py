"""Is the school's data whole? Reads only, in one snapshot, so that it can run while the server works."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, func
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from learner_model import LearnerModel, LearnerModelError, PupilState
from tutor.classroom.tables import Pupil
from tutor.db import READ_ONLY
from tutor.migrations.upgrade import current, differences, head
from tutor.practice import days
from tutor.practice.mastery import rebuilt_state
from tutor.practice.repository import all_pupils, grade_for_pupil
from tutor.practice.tables import Attempt, Mastery, Served

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """`check`: which check found it; `message`: what is wrong and what to do. Never a pupil's name."""

    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """How much was checked, and what is wrong."""

    pupils: int
    attempts: int
    problems: tuple[Problem, ...]


def check(engine: Engine, data_dir: Path, learner: LearnerModel, timezone: ZoneInfo) -> Report:
    """Check a school's database and keys. `timezone`: the school's."""
    options = (
        {READ_ONLY: True}
        if engine.dialect.name == "sqlite"
        else {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    )
    problems = list(_private_files(data_dir))
    with Session(engine.execution_options(**options), expire_on_commit=False) as session:
        connection = session.connection()
        file_problems = list(_file(connection))
        schema_problems = list(_schema(connection))
        problems += [*file_problems, *schema_problems]
        if file_problems or schema_problems:
            return Report(0, 0, tuple(problems))  # the rest would fail on what is already known
        problems += [*_attempts(session), *_mastery(session, learner), *_days(session, timezone)]
        pupils = session.exec(select(func.count()).select_from(Pupil)).one()
        attempts = session.exec(select(func.count()).select_from(Attempt)).one()
    return Report(pupils, attempts, tuple(problems))


def _file(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL checks its pages and its foreign keys itself
    for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_SHOWN})"):
        if row[0] != "ok":
            yield Problem("file", f"the database file is damaged: {row[0]}; restore a backup")
    try:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    except OperationalError as error:  # an index that a link needs is gone
        yield Problem("schema", f"the links between tables cannot be checked ({error.orig}); restore a backup")
        return
    for table, rowid, parent, _ in broken:
        yield Problem("links", f"row {rowid} of {table} points to a row of {parent} that does not exist")


def _schema(connection: Connection) -> Iterator[Problem]:
    found = current(connection)
    if found != head():
        yield Problem("schema", f"the database is at revision {found}, this version needs {head()}: start the server")
        return
    for difference in differences(connection)[:_SHOWN]:
        yield Problem("schema", f"the tables are not as this version made them: {difference}")


def _attempts(session: Session) -> Iterator[Problem]:
    lost = session.exec(
        select(Attempt.id)
        .outerjoin(Served, col(Served.id) == col(Attempt.served_id))
        .outerjoin(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .where(col(Served.id).is_(None) | col(Pupil.id).is_(None) | (col(Served.pupil_id) != col(Attempt.pupil_id)))
    ).fetchmany(_SHOWN)
    for attempt_id in lost:
        yield Problem("attempts", f"attempt {attempt_id} answers nothing that was given to its pupil")
    twice = session.exec(select(Attempt.id).group_by(col(Attempt.id)).having(func.count() > 1)).fetchmany(_SHOWN)
    for attempt_id in twice:
        yield Problem("attempts", f"attempt {attempt_id} was recorded twice")


def _mastery(session: Session, learner: LearnerModel) -> Iterator[Problem]:
    last = dict(
        session.exec(select(Attempt.pupil_id, func.max(Attempt.sequence)).group_by(col(Attempt.pupil_id))).all()
    )
    kept = {mastery.pupil_id: mastery for mastery in session.exec(select(Mastery)).all()}
    for pupil_id in sorted(last.keys() | kept.keys(), key=str):
        mastery, sequence = kept.get(pupil_id), last.get(pupil_id)
        if mastery is None or sequence is None or mastery.sequence != sequence:
            yield Problem("mastery", f"the mastery of pupil {pupil_id} is not up to date: run `tutor rebuild`")
        elif not _follows(session, mastery, learner):
            yield Problem(
                "mastery", f"the mastery of pupil {pupil_id} does not follow from the attempts: run `tutor rebuild`"
            )


def _follows(session: Session, mastery: Mastery, learner: LearnerModel) -> bool:
    if mastery.model_version != learner.version:
        return True  # of an earlier version of the model: the pupil's next exercise rebuilds it
    try:
        state = PupilState.from_json(mastery.state)
    except LearnerModelError:
        return False
    if state.grade != grade_for_pupil(session, mastery.pupil_id).value:
        return True  # his class changed grade since: rebuilt likewise
    return rebuilt_state(session, mastery.pupil_id, learner).to_json() == mastery.state


def _days(session: Session, timezone: ZoneInfo) -> Iterator[Problem]:
    for pupil_id in all_pupils(session):
        if not days.follow(session, pupil_id, timezone):
            yield Problem(
                "days", f"the counts of the days of pupil {pupil_id} are not those of the attempts: run `tutor rebuild`"
            )


def _private_files(data_dir: Path) -> Iterator[Problem]:
    for path in sorted([*data_dir.glob("keys/*"), *data_dir.glob("tls/*.key")]):
        found = path.stat()
        if stat.S_IMODE(found.st_mode) & 0o077:
            yield Problem("keys", f"others may read {path}: run `chmod 600 {path}`")
        if found.st_uid != os.geteuid():
            yield Problem("keys", f"{path} belongs to another user: give it to the one who runs the server")
    for name in ("sessions.key", "receipts.key", "tablets.key", "recordings.key"):
        if not (data_dir / "keys" / name).is_file():
            yield Problem("keys", f"{data_dir / 'keys' / name} is missing: restore a backup, or start the server")
