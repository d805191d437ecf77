"""Which backups are kept: a pure function of the times at which they were made. As Anki does: 12 daily, 10 weekly,
9 monthly, and all of the last day.

Days are counted among those that have a backup, not by the clock: a server that wakes up in the wrong year forgets
nothing. Only what is older than OLDEST goes by age, so that an erased pupil leaves the backups too, and only once
twelve newer days were kept.
"""

from collections.abc import Callable, Collection, Hashable
from datetime import datetime, timedelta, tzinfo

DAILY, WEEKLY, MONTHLY = 12, 10, 9
OLDEST = timedelta(days=280)
"""Counted from the newest backup."""


def kept(made: Collection[datetime], school: tzinfo) -> frozenset[datetime]:
    """Those of these moments (aware) whose backup is kept; `school`: where its days begin.

    The last of each of the last 12 days, 10 weeks and 9 months that have one, and all of the last day.
    """
    if not made:
        return frozenset()
    newest_first = sorted(made, reverse=True)
    newest = newest_first[0]
    days = _last_of_each(newest_first, DAILY, lambda at: at.astimezone(school).date())
    weeks = _last_of_each(newest_first, WEEKLY, lambda at: at.astimezone(school).isocalendar()[:2])
    months = _last_of_each(newest_first, MONTHLY, lambda at: (at.astimezone(school).year, at.astimezone(school).month))
    today = newest.astimezone(school).date()
    found = days | weeks | months | {at for at in newest_first if at.astimezone(school).date() == today}
    if len(days) < DAILY:
        return frozenset(found)
    return frozenset(at for at in found if at in days or newest - at <= OLDEST)


def _last_of_each(newest_first: list[datetime], count: int, period: Callable[[datetime], Hashable]) -> set[datetime]:
    last: dict[Hashable, datetime] = {}
    for at in newest_first:
        if len(last) == count and period(at) not in last:
            break
        last.setdefault(period(at), at)
    return set(last.values())
