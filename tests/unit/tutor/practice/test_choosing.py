import random

import pytest

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Grade
from tutor.practice.choosing import IN_A_ROW, Shelf, turn

READING, MATHS = Domain.READING, Domain.MATHS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def test_when_rivet_chooses_both_subjects_share_a_session() -> None:
    rng = random.Random(3)
    given: list[Domain] = []
    for _ in range(4 * IN_A_ROW):
        given.append(turn(given, rng))
    assert given.count(READING) == given.count(MATHS)
    assert given[:IN_A_ROW] == [given[0]] * IN_A_ROW


def test_after_a_long_run_of_one_subject_comes_the_other() -> None:
    assert turn([MATHS] * 7, random.Random(1)) is READING
    assert turn([READING, READING, READING, MATHS], random.Random(1)) is MATHS


def test_either_subject_may_open_a_session() -> None:
    assert {turn([], random.Random(seed)) for seed in range(20)} == {READING, MATHS}


def test_a_first_grader_is_given_nothing_of_later_years(catalogue: Catalogue) -> None:
    candidates = Shelf.of(catalogue).for_pupil(Grade.CP, None)
    allowed = [item.exercise for item, may in zip(candidates.items, candidates.allowed, strict=True) if may]
    assert allowed
    assert {catalogue.exercises[one].grade for one in allowed} == {Grade.CP}


def test_later_years_keep_what_came_before(catalogue: Catalogue) -> None:
    shelf = Shelf.of(catalogue)
    assert shelf.for_pupil(Grade.CE2, READING).allowed.sum() >= shelf.for_pupil(Grade.CE1, READING).allowed.sum()
    assert shelf.for_pupil(Grade.CE1, READING).allowed.sum() > shelf.for_pupil(Grade.CP, READING).allowed.sum()


def test_a_subject_is_kept_to_when_it_is_asked_for(catalogue: Catalogue) -> None:
    candidates = Shelf.of(catalogue).for_pupil(Grade.CE1, MATHS)
    allowed = [item.domain for item, may in zip(candidates.items, candidates.allowed, strict=True) if may]
    assert set(allowed) == {"maths"}
