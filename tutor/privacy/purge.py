"""The purge: what has been kept for its time (tutor.privacy.retention) is erased. A chore, once a day.

Nothing here can be undone, and a server may wake up in the wrong year: nothing is purged by a clock under which
children did not work five days lately. So a school is purged in September, and during the year.
"""

import contextlib
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy import Engine, delete, func
from sqlmodel import Session, col, or_, select

from tutor.classroom.tables import Classroom, Pupil
from tutor.db import BUSY_TIMEOUT_SECONDS, reading, writing
from tutor.help.tables import HelpQuestion
from tutor.journal.tables import Change
from tutor.operations.restoring import ASIDE
from tutor.practice.tables import Attempt, PupilDay
from tutor.privacy.anonymising import NOBODY, anonymise
from tutor.privacy.retention import CLASS_PUT_AWAY, GONE, JOURNAL, QUESTIONS, SET_ASIDE
from tutor.year_change.erasing import erase_class

DAYS_AT_WORK, LATELY = 5, timedelta(days=60)
log = structlog.get_logger("tutor.privacy")


def purge(engine: Engine, data_dir: Path, now: datetime) -> int:
    """Erase what has been kept for its time; how many things. Nobody's lesson waits: each has its transaction."""
    with reading(engine) as session:
        if not _at_work(session, now):
            return 0
        gone, empty = _gone(session, now), _empty(session, now)
    for pupil_id in gone:
        with writing(engine) as session:
            anonymise(session, session.get_one(Pupil, pupil_id), now)
            session.commit()
    for class_id in empty:
        with writing(engine) as session:
            erase_class(session, class_id)
    with writing(engine) as session:
        lines = session.exec(delete(Change).where(col(Change.at) < now - JOURNAL)).rowcount
        asked = delete(HelpQuestion).where(col(HelpQuestion.last_day) < (now - QUESTIONS).date())
        questions = session.exec(asked).rowcount
        session.commit()
    count = len(gone) + len(empty) + lines + questions + _aside_gone(data_dir, now)
    if count:
        log.info("purged", pupils=len(gone), classes=len(empty), journal=lines, questions=questions, things=count)
    return count


def wipe_traces(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where pages stay as they were for a while after they are overwritten.

    In the database itself what is erased is overwritten at once (`secure_delete`); PostgreSQL's vacuum does as much.
    When readers are in the way it is done next time: nobody waits.
    """
    if engine.dialect.name != "sqlite":
        return
    log_file = Path(f"{engine.url.database}-wal")
    if not log_file.exists() or not log_file.stat().st_size:
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 100")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
    finally:
        connection.close()


def _at_work(session: Session, now: datetime) -> bool:
    lately = col(PupilDay.day).between((now - LATELY).date(), now.date())
    days: int = session.exec(select(func.count(func.distinct(PupilDay.day))).where(lately)).one()
    return days >= DAYS_AT_WORK


def _gone(session: Session, now: datetime) -> list[UUID]:
    """Pupils who left, whose last answer (else their first day here) is long ago."""
    last = (
        select(func.max(Attempt.occurred_at))
        .where(col(Attempt.pupil_id) == col(Pupil.id))
        .correlate(Pupil)
        .scalar_subquery()
    )
    wanted = (
        select(Pupil.id)
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .where(or_(col(Pupil.archived), col(Classroom.archived)), Classroom.name != NOBODY)
        .where(col(Pupil.created_at) < now - GONE, or_(last.is_(None), last < now - GONE))
    )
    return list(session.exec(wanted).all())


def _empty(session: Session, now: datetime) -> list[UUID]:
    pupils = select(Pupil.id).where(col(Pupil.classroom_id) == col(Classroom.id)).exists()
    wanted = select(Classroom.id).where(
        col(Classroom.archived), col(Classroom.created_at) < now - CLASS_PUT_AWAY, ~pupils
    )
    return list(session.exec(wanted.where(Classroom.name != NOBODY)).all())


def _aside_gone(data_dir: Path, now: datetime) -> int:
    """Folders set aside by a restore, by the moment their name tells."""
    count = 0
    for folder in (data_dir / ASIDE).glob("*Z*"):
        with contextlib.suppress(ValueError):
            made = datetime.strptime(folder.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=now.tzinfo)
            if made < now - SET_ASIDE:
                shutil.rmtree(folder, ignore_errors=True)
                count += 1
    return count
