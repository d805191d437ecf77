"""Wrong tries cost growing waits, and memory stays bounded."""

from datetime import UTC, datetime, timedelta

import pytest

from tutor.errors import TooManyTriesError
from tutor.identity.throttle import Rule, Throttle

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
RULE = Rule(free=3, first=2, longest=10)


def wrong(throttle: Throttle, times: int, now: datetime = NOW, key: str = "k") -> None:
    for _ in range(times):
        throttle.attempt(key, now)


def wait_of(throttle: Throttle, now: datetime, key: str = "k") -> int | None:
    with pytest.raises(TooManyTriesError) as caught:
        throttle.attempt(key, now)
    return caught.value.retry_after


def test_the_first_wrong_tries_are_free():
    wrong(Throttle(RULE, "patience"), 3)


def test_waits_grow_up_to_the_longest():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 3)
    now, waits = NOW, []
    for _ in range(5):
        wait = wait_of(throttle, now)
        assert wait is not None
        waits.append(wait)
        now += timedelta(seconds=wait)
        throttle.attempt("k", now)
    assert waits == [2, 4, 8, 10, 10]


def test_a_try_that_came_too_early_does_not_make_the_wait_longer():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 3)
    assert wait_of(throttle, NOW) == wait_of(throttle, NOW) == 2
    throttle.attempt("k", NOW + timedelta(seconds=2))


def test_success_forgets_the_wrong_tries():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 3)
    throttle.succeeded("k")
    wrong(throttle, 3)


def test_forgiving_keeps_the_earlier_wrong_tries():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 2)
    for _ in range(20):
        throttle.attempt("k", NOW)
        throttle.forgive("k")
    wrong(throttle, 1)
    wait_of(throttle, NOW)


def test_time_forgets_everything():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 3)
    wrong(throttle, 3, NOW + timedelta(hours=1, seconds=1))


def test_a_clock_set_back_locks_nobody_out():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 3)
    wrong(throttle, 3, NOW - timedelta(days=3))


def test_keys_do_not_share_their_waits():
    throttle = Throttle(RULE, "patience")
    wrong(throttle, 3)
    wrong(throttle, 3, key="other")


def test_memory_is_bounded():
    throttle = Throttle(RULE, "patience", capacity=100)
    for number in range(1000):
        throttle.attempt(str(number), NOW)
    assert len(throttle._tries) == 100
