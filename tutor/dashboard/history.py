"""The days on which a pupil worked, from the counts of each day (tutor.practice.days)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.exercise import Domain
from tutor.classroom import repository as classroom
from tutor.dashboard.days import pupil_days_for_teacher
from tutor.dashboard.schemas import PupilDayOut, PupilDays, WorkOut
from tutor.identity.tables import Teacher
from tutor.practice.tables import PupilDay

LOOKED_BACK: Final = timedelta(days=365)


def pupil_days(session: Session, teacher: Teacher, pupil_id: UUID, now: datetime, timezone: ZoneInfo) -> PupilDays:
    """A year at most, the latest day first. Raises NotFoundError."""
    classroom.pupil_for_teacher(session, teacher, pupil_id)
    today = now.astimezone(timezone).date()
    rows = pupil_days_for_teacher(session, teacher, pupil_id, today - LOOKED_BACK, today)
    monday = today - timedelta(days=today.weekday())
    this_week = [row for row in rows if row.day >= monday]
    return PupilDays(
        today=today,
        week_days=len({row.day for row in this_week}),
        week=_work(this_week),
        days=[_day(list(of_day)) for _, of_day in groupby(reversed(rows), key=lambda row: row.day)],
    )


def _day(rows: Sequence[PupilDay]) -> PupilDayOut:
    return PupilDayOut(
        day=rows[0].day,
        first_at=min(row.first_at for row in rows),
        last_at=max(row.last_at for row in rows),
        work=_work(rows),
        by_domain={Domain(row.domain): _work([row]) for row in sorted(rows, key=lambda row: row.domain)},
    )


def _work(rows: Sequence[PupilDay]) -> WorkOut:
    return WorkOut(
        seconds=sum(row.seconds for row in rows),
        exercises=sum(row.exercises for row in rows),
        right_first=sum(row.right_first for row in rows),
        unsure=sum(row.unsure for row in rows),
    )
