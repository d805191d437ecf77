"""The simulated CP pupil's first weeks: nothing is given that the class cannot decode, and the story adds up."""

from datetime import date

import pytest

from benchmarks.year_of_reading import SITTING, Done, live, school_weeks, story, told
from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Grade
from exercises.reading.gpcs import Gpcs
from exercises.reading.progression import ready_progressions, taught

WEEKS = 2
PROGRESSION = ready_progressions()["marelle"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="module")
def done(catalogue: Catalogue) -> list[Done]:
    return live(catalogue, PROGRESSION, seed=1, ability=0.0, until=WEEKS)


def test_four_sittings_a_week_out_of_holidays(done: list[Done]) -> None:
    assert len(done) == WEEKS * 4 * SITTING
    weeks = dict(school_weeks())
    assert list(weeks.values()) == sorted(set(weeks.values()))
    assert date(2026, 10, 26) not in weeks


def test_only_what_the_class_can_decode_is_given(done: list[Done]) -> None:
    gpcs = Gpcs.load()
    for one in done:
        able = {gpcs[slug].skill for slug in taught(PROGRESSION, one.week)}
        assert able.issuperset(one.exercise.needs)
        assert (one.exercise.domain, one.exercise.grade) == (Domain.READING, Grade.CP)


def test_the_same_seed_lives_the_same_year(catalogue: Catalogue, done: list[Done]) -> None:
    assert live(catalogue, PROGRESSION, seed=1, ability=0.0, until=1) == [one for one in done if one.week == 1]


def test_the_story_adds_up(catalogue: Catalogue, done: list[Done]) -> None:
    year = told(done, catalogue, PROGRESSION)
    assert year.exercises == sum(month.exercises for month in year.months) == len(done)
    assert sum(year.months[0].by_step.values()) == pytest.approx(1.0, abs=0.01)
    told_in_words = "\n".join(story(year))
    assert "SEPTEMBRE : 96 exercices" in told_in_words
    assert "À REVOIR" in told_in_words
