"""Which backups are kept, for any history of a school."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.operations.backup_retention import DAILY, MONTHLY, OLDEST, WEEKLY, kept

PARIS = ZoneInfo("Europe/Paris")
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.sets(
    st.integers(0, 3 * 365 * 24 * 6).map(lambda tens: FIRST + timedelta(minutes=10 * tens)), min_size=1, max_size=120
)


@given(MOMENTS)
@settings(deadline=None)
def test_the_newest_stays_and_what_stays_is_bounded(made):
    found = kept(made, PARIS)
    last_day = [at for at in made if at.astimezone(PARIS).date() == max(made).astimezone(PARIS).date()]
    assert found <= made
    assert found >= set(last_day)
    assert len(found) <= DAILY + WEEKLY + MONTHLY + len(last_day)


@given(MOMENTS)
@settings(deadline=None)
def test_thinning_out_twice_changes_nothing(made):
    found = kept(made, PARIS)
    assert kept(found, PARIS) == found


@given(MOMENTS, st.integers(1, 60))
@settings(deadline=None)
def test_thinning_out_as_one_goes_loses_none_of_the_last_twelve_days(made, every):
    there: set[datetime] = set()
    for number, at in enumerate(sorted(made)):
        there.add(at)
        if number % every == 0:
            there = set(kept(there, PARIS))
    days = sorted({at.astimezone(PARIS).date() for at in made})[-DAILY:]
    last = {max(at for at in made if at.astimezone(PARIS).date() == day) for day in days}
    assert kept(there, PARIS) >= last


@given(MOMENTS)
@settings(deadline=None)
def test_an_erased_pupil_is_gone_once_twelve_days_are_newer_than_the_bound(made):
    days = {at.astimezone(PARIS).date() for at in made}
    newest = max(made)
    recent = {at.astimezone(PARIS).date() for at in made if newest - at <= OLDEST}
    if len(days) >= DAILY and len(recent) >= DAILY:
        assert all(newest - at <= OLDEST for at in kept(made, PARIS))


def test_a_school_year_of_half_hours_leaves_twelve_days_ten_weeks_and_nine_months():
    first = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)
    there: set[datetime] = set()
    for day in range(300):
        morning = first + timedelta(days=day)
        if morning.weekday() < 5:
            for half_hour in range(16):
                there.add(morning + timedelta(minutes=30 * half_hour))
            there = set(kept(there, PARIS))
    by_day = {at.astimezone(PARIS).date() for at in there}
    assert len(there) - 15 == len(by_day)  # the last day whole, one of each other
    assert len(by_day) <= DAILY + WEEKLY + MONTHLY
    assert max(by_day) - min(by_day) > timedelta(days=7 * 30)


def test_a_clock_that_jumped_ahead_forgets_nothing():
    morning = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
    days = {morning + timedelta(days=day) for day in range(10)}
    wrong = datetime(2036, 1, 1, tzinfo=UTC)
    assert kept({*days, wrong}, PARIS) == {*days, wrong}
    assert kept((), PARIS) == frozenset()
