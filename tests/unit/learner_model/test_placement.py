"""Placement: ten to twelve questions, both domains, and a level close to the truth with an honest doubt."""

import math
import random

import pytest

from learner_model import Attempt, Candidates, Item, LearnerModel, Outcome, Plan, PupilState
from learner_model.placement import FEWEST, MOST, levels, placed

DOMAINS = ("reading", "maths")
START = 1_760_000_000.0
MODEL = LearnerModel({f"{d}.{n}": (f"{d}.{n - 1}",) for d in DOMAINS for n in range(1, 10)})
CONTENT = Candidates.of(
    [
        Item(f"{d}.{n}.{k}", ("compute", "choose")[k % 2], d, (f"{d}.{n}",), -2.5 + 0.6 * n + 0.15 * k)
        for d in DOMAINS
        for n in range(10)
        for k in range(8)
    ]
)


def place(ability: dict[str, float], seed: int, grade: str = "cp") -> tuple[PupilState, list[str]]:
    rng, state, asked = random.Random(seed), MODEL.new_state(grade), []
    while not placed(MODEL, state, DOMAINS, state.clock or START):
        at = START + 30.0 * len(asked)
        item = MODEL.choose(state, CONTENT, at, rng, Plan(placement=True)).item
        asked.append(item.domain)
        won = rng.random() < 1 / (1 + math.exp(item.difficulty - ability[item.domain]))
        state = MODEL.update(state, Attempt(item, Outcome.CORRECT if won else Outcome.INCORRECT, at), at)
    return state, asked


@pytest.mark.parametrize("seed", range(5))
def test_placement_asks_ten_to_twelve_questions_of_both_domains(seed: int) -> None:
    _, asked = place({"reading": 0.5, "maths": 0.5}, seed)
    assert FEWEST <= len(asked) <= MOST
    assert abs(asked.count("reading") - asked.count("maths")) <= 2


def test_placement_tells_a_strong_domain_from_a_weak_one_and_how_sure_it_is() -> None:
    found = []
    for seed in range(30):
        state, _ = place({"reading": 2.0, "maths": -1.0}, seed)
        reading, maths = levels(MODEL, state, DOMAINS, state.clock)
        assert 0.3 < reading.deviation < 0.9
        found.append((reading.ability, maths.ability))
    assert sum(one > other for one, other in found) >= 28
    assert sum(one for one, _ in found) / 30 > sum(other for _, other in found) / 30 + 1.0


def test_a_level_is_the_grade_that_starts_there() -> None:
    low, high = place({"reading": -3.0, "maths": -3.0}, 1)[0], place({"reading": 5.0, "maths": 5.0}, 1, "ce1")[0]
    assert {level.grade for level in levels(MODEL, low, DOMAINS, low.clock)} == {"cp"}
    assert {level.grade for level in levels(MODEL, high, DOMAINS, high.clock)} == {"ce2"}


def test_nothing_asked_yet_is_not_placed_and_doubtful_answers_do_not_count() -> None:
    state = MODEL.new_state("cp")
    for n in range(20):
        state = MODEL.update(state, Attempt(CONTENT.items[n], Outcome.UNSURE, START + n), START + n)
    assert not placed(MODEL, state, DOMAINS, START + 30)
