"""Simulated pupils behave as they are meant to, and policies are played and measured fairly."""

import random

import pytest

from learner_model.errors import LearnerModelError
from learner_model.policies import NAMES, SIMPLE
from learner_model.simulated_pupils import DAY, FAMILIES, School
from learner_model.simulation import Career, longest_run, measure, simulate

SCHOOL = School.of(random.Random(1))


@pytest.mark.parametrize("policy", NAMES)
def test_every_policy_plays_and_the_same_seed_gives_the_same_careers(policy: str) -> None:
    outcomes, careers = simulate(policy, pupils=4, exercises=60, seed=3)
    assert simulate(policy, pupils=4, exercises=60, seed=3) == (outcomes, careers)
    assert outcomes.policy == policy
    assert 0.2 < outcomes.success_rate < 1.0
    assert {career.family for career in careers} == set(FAMILIES)
    assert all(len(career.correct) == 60 for career in careers)


def test_the_same_pupils_meet_every_policy() -> None:
    started = [[career.known_before for career in simulate(policy, 6, 5, 2)[1]] for policy in ("random", "fixed")]
    assert started[0] == started[1]


def test_ours_keeps_pupils_in_the_band_and_spares_them_long_rows_of_misses() -> None:
    ours, _ = simulate("ours", pupils=10, exercises=200, seed=4)
    other, _ = simulate("random", pupils=10, exercises=200, seed=4)
    assert 0.76 <= ours.success_rate <= 0.9
    assert ours.sessions_in_band > max(0.9, other.sessions_in_band)
    assert ours.longest_failure_run_p99 < other.longest_failure_run_p99


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_practice_teaches_and_time_makes_forget(family: str) -> None:
    before = after = later = 0
    for number in range(20):
        pupil = FAMILIES[family](SCHOOL, random.Random(number))
        easy = [item for item in SCHOOL.items if item.skills == ("maths.0",)]
        before += pupil.learnt(0.0)
        for n in range(40):
            pupil.answer(easy[n % len(easy)], 30.0 * n, 0)
        after += pupil.learnt(1_200.0)
        pupil.rest(200)
        later += pupil.learnt(200 * DAY)
    assert before < after
    assert later < after


def test_tired_pupils_succeed_less() -> None:
    pupil = next(iter(FAMILIES.values()))(SCHOOL, random.Random(1))
    assert pupil.chance(SCHOOL.items[0], 0.0, done=40) < pupil.chance(SCHOOL.items[0], 0.0, done=0)


def test_measures_are_right_on_a_case_done_by_hand() -> None:
    good = (1,) * 8 + (0, 0)
    careers = [
        Career("bkt", good + (1,) * 10, (0,) * 10 + (1,) * 10, 2, 5),
        Career("bkt", good + (0,) * 10, (0,) * 10 + (1,) * 10, 2, 3),
    ]
    found = measure("random", careers)
    assert found.success_rate == pytest.approx(26 / 40)
    assert found.sessions_in_band == pytest.approx(2 / 4)
    assert found.skills_learned == 2.0
    assert found.worst_decile == 1.0
    assert longest_run(careers[1].correct) == 12


def test_what_cannot_be_simulated_is_refused() -> None:
    with pytest.raises(LearnerModelError, match="unknown policy 'best'"):
        simulate("best", 1, 1, 1)
    with pytest.raises(LearnerModelError, match="at least one"):
        simulate("ours", 0, 1, 1)


def test_no_policy_sees_the_true_difficulty() -> None:
    assert set(SIMPLE) == set(NAMES) - {"ours"}
    assert all(item.difficulty != SCHOOL.truth[item.exercise] for item in SCHOOL.items)
