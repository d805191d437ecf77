from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tutor.practice.path import Event, path_after, path_before, sitting

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def event(minutes_ago: float, served_id: UUID | None = None, *, line: str = "Bravo.", finished: bool = True) -> Event:
    at = NOW - timedelta(minutes=minutes_ago)
    return Event(at=at, served_id=served_id or uuid4(), act="hello", line=line, finished=finished)


def test_a_new_session_is_fresh_and_has_no_step() -> None:
    assert sitting([], NOW).fresh
    assert path_before(sitting([], NOW), 12).done == 0


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
    assert path_before(sitting(events, NOW), 12).done == 1


def test_the_path_ends_at_its_goal_and_a_pupil_who_goes_on_starts_another() -> None:
    eleven = sitting([event(n) for n in range(1, 12)], NOW)
    last = uuid4()
    assert path_after(eleven, last, 12).done == 12
    twelve = sitting([event(n) for n in range(1, 13)], NOW)
    assert path_before(twelve, 12).done == 0
    assert path_after(twelve, uuid4(), 12).done == 1


def test_an_event_dated_after_now_is_not_part_of_the_session() -> None:
    assert sitting([event(-5)], NOW).fresh
