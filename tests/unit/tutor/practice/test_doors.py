import random
from typing import Any

import pytest

from exercises.catalogue import Catalogue
from exercises.doors import BEHIND, DOOR_OF, Door
from exercises.exercise import Domain, Grade
from learner_model import NO_PLAN, LearnerModel, Plan, PupilState
from learner_model.interface import Attempt, Outcome
from tutor.practice.choosing import Shelf
from tutor.practice.doors import EVERY, SLACK, are_due, two_doors
from tutor.practice.path import Walk
from tutor.practice.reasons import DOOR

GIVEN: dict[str, Any] = {"because": "stretch", "numbers": {}}
CHOSEN: dict[str, Any] = {"because": "stretch", "numbers": {DOOR: 1.0}}


@pytest.mark.parametrize(
    ("reasons", "walk", "due"),
    [
        ([GIVEN] * EVERY, Walk(4, 12), True),
        ([GIVEN] * (EVERY - 1), Walk(3, 12), False),
        ([*[GIVEN] * 6, CHOSEN], Walk(7, 12), False),
        ([*[GIVEN] * 6, CHOSEN, *[GIVEN] * EVERY], Walk(9, 12), True),
        ([GIVEN] * 12, Walk(0, 6, 1), False),
        ([GIVEN] * 11, Walk(11, 12), False),
    ],
)
def test_doors_are_offered_now_and_then_and_never_twice_in_a_row(
    reasons: list[dict[str, Any]], walk: Walk, due: bool
) -> None:
    assert are_due(reasons, walk) is due


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="module")
def learner(catalogue: Catalogue) -> LearnerModel:
    return LearnerModel(catalogue.prerequisites)


def after(learner: LearnerModel, shelf: Shelf, outcomes: list[Outcome]) -> PupilState:
    state, now = learner.new_state("cp"), 0.0
    candidates = shelf.for_pupil(Grade.CP, Domain.READING)
    rng = random.Random(1)
    for outcome in outcomes:
        now += 60
        item = learner.choose(state, candidates, now, rng).item
        state = learner.update(state, Attempt(item=item, outcome=outcome, at=now), now)
    return state


def test_both_doors_suit_the_pupil_and_lead_to_different_work(catalogue: Catalogue, learner: LearnerModel) -> None:
    shelf = Shelf.of(catalogue)
    state = after(learner, shelf, [Outcome.CORRECT, Outcome.CORRECT, Outcome.CORRECT, Outcome.INCORRECT] * 6)
    state = after_win(learner, shelf, state)
    candidates = shelf.for_pupil(Grade.CP, Domain.READING)
    found = [two_doors(learner, state, shelf, candidates, NO_PLAN, 4000.0, random.Random(seed)) for seed in range(6)]
    pairs = [pair for pair in found if pair]
    assert pairs
    for one, other in pairs:
        assert one is not other
        assert {one.domain, other.domain} == {Domain.READING}
        for door in (one, other):
            behind = candidates.where(candidates.allowed & shelf.behind(BEHIND[door]))
            choice = learner.choose(state, behind, 4000.0, random.Random(0))
            assert DOOR_OF[catalogue.exercises[choice.item.exercise].activity] is door
            assert NO_PLAN.low - 2 * SLACK <= choice.reason.probability <= NO_PLAN.high + SLACK


def after_win(learner: LearnerModel, shelf: Shelf, state: PupilState) -> PupilState:
    candidates = shelf.for_pupil(Grade.CP, Domain.READING)
    for now in (3000.0, 3060.0):
        item = learner.choose(state, candidates, now, random.Random(2)).item
        state = learner.update(state, Attempt(item=item, outcome=Outcome.CORRECT, at=now), now)
    return state


def test_no_choice_when_an_easy_win_is_due_or_while_the_level_is_looked_for(
    catalogue: Catalogue, learner: LearnerModel
) -> None:
    shelf = Shelf.of(catalogue)
    candidates = shelf.for_pupil(Grade.CP, Domain.READING)
    missed = after(learner, shelf, [Outcome.CORRECT] * 6 + [Outcome.INCORRECT] * 3)
    assert two_doors(learner, missed, shelf, candidates, NO_PLAN, 600.0, random.Random(0)) is None
    new = learner.new_state("cp")
    assert two_doors(learner, new, shelf, candidates, Plan(placement=True), 0.0, random.Random(0)) is None


def test_no_choice_where_there_is_one_kind_of_work_only(catalogue: Catalogue, learner: LearnerModel) -> None:
    shelf = Shelf.of(catalogue)
    candidates = shelf.for_pupil(Grade.CP, Domain.READING)
    words = candidates.where(candidates.allowed & shelf.behind(BEHIND[Door.WORDS]))
    state = after_win(learner, shelf, after(learner, shelf, [Outcome.CORRECT] * 6))
    assert two_doors(learner, state, shelf, words, NO_PLAN, 4000.0, random.Random(0)) is None
