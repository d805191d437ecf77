"""What a school's data needs now and then: once at the start, then every half-hour. One entry of CHORES a concern."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from tutor.errors import UnavailableError
from tutor.identity.repository import forget_signed_out
from tutor.operations.backups import back_up_if_changed
from tutor.operations.quiet import in_the_background
from tutor.privacy.purge import purge, wipe_traces
from tutor.recordings.keeping import sweep
from tutor.sharing.substitutes import close_expired
from tutor.year_change.bin import empty_bin

log = structlog.get_logger("tutor.housekeeping")
EVERY_SECONDS = 1_800.0
FIRST_AFTER_SECONDS = 300.0


def _recordings(state: Any, now: datetime) -> None:
    sweep(state.engine, state.recordings, now)


def _bin(state: Any, now: datetime) -> None:
    empty_bin(state.engine, now)


def _accesses(state: Any, now: datetime) -> None:
    close_expired(state.engine, now)


def _retention(state: Any, now: datetime) -> None:
    """Once a day."""
    if getattr(state, "purged_on", None) != now.date():
        purge(state.engine, state.settings.data_dir, now)
        state.purged_on = now.date()


def _traces(state: Any, _now: datetime) -> None:
    wipe_traces(state.engine)


def _signed_out(state: Any, now: datetime) -> None:
    forget_signed_out(state.engine, now)


def _backup(state: Any, now: datetime) -> None:
    state.backups_fail = True
    in_the_background(lambda: back_up_if_changed(state.settings, state.engine, now))
    state.backups_fail = False


CHORES: dict[str, Callable[[Any, datetime], None]] = {
    "bin": _bin,
    "accesses": _accesses,
    "recordings": _recordings,
    "retention": _retention,
    "traces": _traces,
    "signed_out": _signed_out,
    "backup": _backup,
}
"""Each takes the app's state and the time, and does nothing when there is nothing to do."""


OF_EACH_SERVER = frozenset({"recordings"})
"""What looks after files of its own folder too. The others are done by one server of those that share a database."""
_LOCK = 7_236_426
NOT_AT_START = frozenset({"backup", "retention"})
"""A class that waits for its server does not wait for these."""


def tidy(state: Any, left_out: Collection[str] = ()) -> None:
    """Do every chore. One that cannot be done now is told, and tried again next time."""
    with _first_come(state.engine) as first:
        for name, chore in CHORES.items():
            if name in left_out or not (first or name in OF_EACH_SERVER):
                continue
            try:
                chore(state, state.clock())
            except (OSError, SQLAlchemyError, UnavailableError) as error:
                log.warning("chore_failed", chore=name, reason=str(error))


@contextmanager
def _first_come(engine: Engine) -> Iterator[bool]:
    """Whether no other server of this database is tidying (PostgreSQL); none begins meanwhile."""
    if engine.dialect.name != "postgresql":
        yield True
        return
    try:
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    except SQLAlchemyError as error:
        log.warning("chores_put_off", reason=str(error))
        yield False
        return
    with connection:
        first = bool(connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar_one())
        try:
            yield first
        finally:
            if first:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


def tidy_at_start(state: Any) -> None:
    """Do the chores that a start can wait for."""
    tidy(state, NOT_AT_START)


@asynccontextmanager
async def every_half_hour(state: Any) -> AsyncIterator[None]:
    """Tidy every half-hour for as long as this is open."""
    task = asyncio.create_task(_again_and_again(state))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _again_and_again(state: Any) -> None:
    await asyncio.sleep(FIRST_AFTER_SECONDS)  # a school that is switched on for one lesson has its backup too
    while True:
        await run_in_threadpool(tidy, state)
        await asyncio.sleep(EVERY_SECONDS)
