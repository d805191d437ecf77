"""Families of maths exercises: always the same, within the year's numbers, marked right by their own answer."""

import functools
from collections import Counter
from collections.abc import Sequence

import pytest

from benchmarks.maths_keys import check
from exercises.activity_list import load_activities
from exercises.draws import kept
from exercises.exercise import Domain, Exercise
from exercises.maths.families import FAMILIES
from exercises.maths.making import Bench, carries, exchanges
from exercises.skills import SkillGraph
from exercises.sources import DATA

GRAPH = SkillGraph.load()
BENCH = Bench(load_activities(DATA / "maths" / "activities.yaml"), GRAPH)
FEWEST = 200
CHECKED = 60


@functools.cache  # and not at import: every worker reads this file, few need them all
def made(family: str) -> Sequence[Exercise]:
    return list(FAMILIES[family](BENCH))


@pytest.fixture
def whole() -> list[Exercise]:
    """All of them."""
    return [exercise for family in FAMILIES for exercise in made(family)]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_makes_the_same_exercises_each_time(family: str) -> None:
    assert list(FAMILIES[family](BENCH)) == made(family)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_exercises_enough_that_say_what_they_train(family: str) -> None:
    assert len(made(family)) >= FEWEST
    for exercise in made(family):
        assert exercise.domain is Domain.MATHS
        assert exercise.id.startswith("maths.")
        assert set(exercise.skills) <= set(GRAPH.skills), exercise.id
        assert -4 <= exercise.difficulty <= 4
        assert exercise.theme or exercise.features


def test_no_exercise_is_made_twice(whole: list[Exercise]) -> None:
    counts = Counter(exercise.id for exercise in whole)
    assert [identity for identity, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_an_independent_solver_finds_the_same_answers(family: str) -> None:
    report = check(kept(family, made(family), CHECKED))
    assert {sort: count for sort, count in report.items() if count and sort != "exercises"} == {}


def test_every_skill_that_is_trained_has_two_hundred_exercises(whole: list[Exercise]) -> None:
    counts = Counter(skill for exercise in whole for skill in exercise.skills)
    assert {skill: count for skill, count in counts.items() if count < FEWEST} == {}


@pytest.mark.parametrize(
    ("terms", "found"), [((27, 15), 1), ((23, 14), 0), ((95, 5), 2), ((999, 1), 3), ((19, 9, 9), 1), ((50, 60), 1)]
)
def test_columns_that_carry_are_counted(terms: tuple[int, ...], found: int) -> None:
    assert carries(*terms) == found


@pytest.mark.parametrize(("larger", "smaller", "found"), [(42, 17, 1), (47, 12, 0), (800, 153, 2), (613, 209, 1)])
def test_columns_that_exchange_are_counted(larger: int, smaller: int, found: int) -> None:
    assert exchanges(larger, smaller) == found
