"""What work relights, and how the story goes on for ever without telling the same twice in a row."""

from dataclasses import replace

import pytest

from exercises.story.book import Book
from exercises.story.loading import load_book
from exercises.story.progress import AT_ONCE, Progress, Told, Work, earned, progress

SITTING = Work(sittings=1, tried=12)


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book()


def after(sittings: int, **changes: int) -> Work:
    return replace(Work(sittings=sittings, tried=12 * sittings), **changes)


def all_told(book: Book, number: int) -> set[Told]:
    season = number % len(book.seasons)
    return {Told(number, one.id) for one in (*book.scenes_of(season), *book.episodes_of(season))}


def test_nothing_done_lights_nothing_but_the_first_episode_is_open(book: Book) -> None:
    start = progress(book, earned(Work()), frozenset())
    assert start.waiting == 0
    assert start.scenes == ()
    assert start.next_episode == Told(0, book.episodes[0].id)


def test_every_whole_sitting_brings_at_least_one_light() -> None:
    for sittings in range(200):
        assert earned(after(sittings + 1)) > earned(after(sittings))


def test_a_year_of_three_sittings_a_week_tells_about_the_whole_story(book: Book) -> None:
    assert 0.9 * len(book.scenes) <= earned(after(36 * 3)) <= 1.1 * len(book.scenes)


def test_exercises_tried_in_broken_off_sittings_count_too() -> None:
    assert earned(Work(tried=28)) == 2


def test_coming_back_and_taking_help_bring_lights_sooner() -> None:
    assert earned(after(20, comebacks=20, helps=10)) > earned(after(20))


def test_failing_on_purpose_brings_no_more_than_two_steps_a_sitting() -> None:
    assert earned(after(50, comebacks=10_000)) == earned(after(50, comebacks=100))


def test_scenes_that_wait_are_told_a_few_at_once_in_order(book: Book) -> None:
    told: set[Told] = set()
    for _ in range(5):
        here = progress(book, 10, told)
        assert len(here.scenes) == AT_ONCE
        told |= {Told(here.round, scene.id) for scene in here.scenes}
    assert told == {Told(0, scene.id) for scene in book.scenes_of(0)[:10]}
    assert progress(book, 10, told).scenes == ()
    assert sum(progress(book, 10, told).lit.values()) == 10


def test_an_episode_opens_with_the_lights_before_it(book: Book) -> None:
    second = book.episodes_of(0)[1]
    told = [Told(0, scene.id) for scene in book.scenes_of(0)]
    before = progress(book, 60, frozenset(told[: book.opens_at(second) - 1]))
    then = progress(book, 60, frozenset(told[: book.opens_at(second)]))
    assert Told(0, second.id) not in before.opened
    assert Told(0, second.id) in then.opened


def test_a_season_waits_for_its_last_episode_then_the_next_begins_in_the_dark(book: Book) -> None:
    last = Told(0, book.episodes_of(0)[-1].id)
    told = all_told(book, 0)
    waiting = progress(book, 61, told - {last})
    assert (waiting.round, waiting.scenes, waiting.next_episode) == (0, (), last)
    begun = progress(book, 61, told)
    assert (begun.round, begun.season, begun.waiting) == (1, 1, 1)
    assert sum(begun.lit.values()) == 0


def test_without_the_long_form_a_season_ends_with_its_lights(book: Book) -> None:
    told = frozenset(Told(0, scene.id) for scene in book.scenes_of(0))
    here = progress(book, 61, told, long_form=False)
    assert (here.round, here.opened, here.next_episode) == (1, frozenset(), None)


def test_the_story_comes_round_again_with_another_opening(book: Book) -> None:
    told: set[Told] = set()
    rounds: list[Progress] = []
    for number in range(2 * len(book.seasons)):
        rounds.append(progress(book, 10_000, told))
        told |= all_told(book, number)
    assert [each.season for each in rounds] == [0, 1, 0, 1]
    assert len({each.opening for each in rounds}) == 4
    assert rounds[2].scenes == rounds[0].scenes  # the same lights, from the first


def test_what_was_opened_stays_open_in_later_rounds(book: Book) -> None:
    told = all_told(book, 0) - {Told(0, book.episodes_of(0)[3].id)}
    here = progress(book, 60, told)
    assert here.round == 1
    assert here.next_episode == Told(0, book.episodes_of(0)[3].id)


def test_lights_taken_back_by_a_changed_rule_never_darken_the_map(book: Book) -> None:
    told = frozenset(Told(0, scene.id) for scene in book.scenes_of(0)[:5])
    here = progress(book, 2, told)
    assert (sum(here.lit.values()), here.waiting) == (5, 0)
