import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from tutor.practice.path import (
    AGAIN,
    MOST,
    USUAL_PACE,
    Event,
    Length,
    Sitting,
    own_pace,
    path_after,
    path_before,
    sitting,
    walk_before,
)

TWELVE = Length(exercises=12)
BY_TIME = Length()
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def event(minutes_ago: float, served_id: UUID | None = None, *, line: str = "Bravo.", finished: bool = True) -> Event:
    at = NOW - timedelta(minutes=minutes_ago)
    return Event(at=at, served_id=served_id or uuid4(), act="hello", line=line, finished=finished)


def test_a_new_session_is_fresh_and_has_no_step() -> None:
    assert sitting([], NOW).fresh
    assert path_before(sitting([], NOW), TWELVE).done == 0


def test_thirty_minutes_without_activity_end_a_session() -> None:
    assert len(sitting([event(29)], NOW).finished) == 1
    assert sitting([event(31)], NOW).fresh


def test_a_pause_inside_forgets_what_came_before_it_and_keeps_what_came_after() -> None:
    events = [event(100, line="avant"), event(40), event(20, line="après"), event(1)]
    now_sitting = sitting(reversed(events), NOW)
    assert len(now_sitting.finished) == 3
    assert now_sitting.lines == {"Bravo.", "après"}


def test_several_tries_at_one_exercise_are_one_step() -> None:
    one = uuid4()
    events = [event(5, one, finished=False), event(4, one, finished=False), event(3, one), event(2, one)]
    assert path_before(sitting(events, NOW), TWELVE).done == 1


def test_the_path_ends_at_its_goal_and_a_pupil_who_goes_on_starts_another() -> None:
    eleven = sitting([event(n) for n in range(1, 12)], NOW)
    last = uuid4()
    assert path_after(eleven, last, TWELVE).done == 12
    twelve = sitting([event(n) for n in range(1, 13)], NOW)
    assert path_before(twelve, TWELVE).done == 0
    assert path_after(twelve, uuid4(), TWELVE).done == 1


def test_an_event_dated_after_now_is_not_part_of_the_session() -> None:
    assert sitting([event(-5)], NOW).fresh


def walked(paces: Iterator[float], own: float = USUAL_PACE) -> tuple[list[tuple[int, int]], float]:
    """The paths shown, step by step until the end, to a pupil who takes so long; and the minutes that it lasted."""
    shown: list[tuple[int, int]] = []
    steps: list[float] = []
    while not shown or shown[-1][0] < shown[-1][1]:
        steps.append(next(paces))
        path = path_after(Sitting(steps=tuple(steps[:-1]), open=steps[-1], pace=own), uuid4(), BY_TIME)
        shown.append((path.done, path.goal))
    return shown, sum(steps) / 60


@pytest.mark.parametrize("seconds", [18, 25, 40, 60, 90, 120, 180])
@pytest.mark.parametrize("known", [False, True])
def test_a_sitting_lasts_ten_to_fifteen_minutes_at_any_pace(seconds: float, known: bool) -> None:
    shown, minutes = walked(iter([seconds] * 60), seconds if known else USUAL_PACE)
    assert 10 <= minutes <= 15
    assert shown[-1][1] <= MOST


@pytest.mark.parametrize("seed", range(40))
def test_the_path_never_shrinks_and_its_end_does_not_flee_when_exercises_are_long_and_short(seed: int) -> None:
    rng = random.Random(seed)
    shown, minutes = walked(iter(lambda: rng.choice([8.0, 15.0, 30.0, 45.0, 60.0, 90.0, 180.0]), None), 45)
    goals = [goal for _, goal in shown]
    done = [step for step, _ in shown]
    assert goals == sorted(goals)
    assert done == sorted(set(done)), "each exercise moves the pebble"
    assert 8 <= minutes <= 16
    for (step, goal), (_, after) in pairwise(shown):
        assert after == goal or goal - step > 1


def test_a_pupil_who_works_at_his_own_pace_sees_one_square_an_exercise() -> None:
    shown, _ = walked(iter([50.0] * 60), 50)
    assert shown == [(step, 15) for step in range(1, 16)]


def test_who_goes_on_after_the_end_has_a_shorter_path_and_the_server_knows_how_often() -> None:
    steps: tuple[float, ...] = ()
    for lap in range(AGAIN + 2):
        before = walk_before(Sitting(steps=steps), BY_TIME)
        assert (before.lap, before.done) == (lap, 0)
        assert before.goal == (12 if lap == 0 else 5)
        steps += (60.0,) * before.goal


def test_the_pace_is_that_of_the_last_exercises_and_pauses_are_not_work() -> None:
    assert own_pace([]) == USUAL_PACE
    quick = [NOW - timedelta(seconds=20 * step) for step in range(60)]
    assert 20 < own_pace(quick) < 25
    days = [NOW - timedelta(days=day) for day in range(60)]
    assert own_pace(days) == USUAL_PACE
    slow = [NOW - timedelta(minutes=20 * step) for step in range(60)]
    assert own_pace(slow) < 241


def test_the_work_of_a_step_runs_from_the_end_of_the_one_before() -> None:
    one, two = uuid4(), uuid4()
    given = replace(event(10, one, finished=False), given="a")
    events = [given, event(9.5, one, finished=False), event(9, one), event(8.5, two, finished=False), event(8, two)]
    today = sitting(events, NOW)
    assert today.steps == (60.0, 60.0)
    assert (today.began, today.last) == (given.at, NOW - timedelta(minutes=8))
    assert path_after(today, uuid4(), BY_TIME, NOW - timedelta(minutes=7)).done == 3
