"""Additions to 20: all there, once, exact, and ordered as children find them."""

import pytest

from exercises.exercise import Compute
from exercises.maths.addition import LARGEST_TOTAL, additions, difficulty, features, level, skills

ALL = list(additions())


def prior(left: int, right: int) -> float:
    return difficulty(features(left, right))


def test_ids_and_operations_are_distinct() -> None:
    contents = [exercise.content for exercise in ALL]
    assert all(isinstance(content, Compute) for content in contents)
    assert len({exercise.id for exercise in ALL}) == len(ALL)
    assert len({(c.left, c.right) for c in contents if isinstance(c, Compute)}) == len(ALL)


def test_every_sum_of_two_numbers_to_twenty_is_there() -> None:
    asked = {(e.content.left, e.content.right) for e in ALL if isinstance(e.content, Compute)}
    wanted = {(a, b) for a in range(1, 20) for b in range(1, 20) if a + b <= LARGEST_TOTAL}
    assert wanted <= asked
    assert {pair for pair in asked - wanted if 0 not in pair} == set()
    assert (0, 0) not in asked
    assert all(sum(pair) <= 10 for pair in asked if 0 in pair)


def test_answers_are_exact_and_fit_the_keypad() -> None:
    for exercise in ALL:
        assert isinstance(exercise.content, Compute)
        assert exercise.content.operator == "+"
        assert exercise.content.answer == exercise.content.left + exercise.content.right
        assert exercise.content.answer < exercise.content.largest
        assert exercise.id == f"maths.add.{exercise.content.left}+{exercise.content.right}"


def test_what_is_asked_is_said_with_its_numbers() -> None:
    by_id = {exercise.id: exercise for exercise in ALL}
    assert by_id["maths.add.7+5"].instruction == "Combien font 7 plus 5\u00a0?"


def test_each_addition_trains_a_skill_and_no_skill_twice() -> None:
    for exercise in ALL:
        assert exercise.skills
        assert len(set(exercise.skills)) == len(exercise.skills)


@pytest.mark.parametrize(
    ("left", "right", "names"),
    [
        (1, 2, {"to_5", "small_steps"}),
        (4, 0, {"small_steps"}),
        (3, 4, {"to_10"}),
        (4, 4, {"doubles"}),
        (3, 7, {"complements_10"}),
        (5, 5, {"doubles", "complements_10"}),
        (10, 6, {"ten_plus"}),
        (12, 5, {"teens"}),
        (8, 5, {"crossing_ten"}),
        (9, 2, {"crossing_ten", "small_steps"}),
        (8, 8, {"crossing_ten", "doubles"}),
        (13, 7, {"complements_20"}),
        (10, 10, {"complements_20", "ten_plus", "doubles"}),
    ],
)
def test_skills_follow_the_numbers(left: int, right: int, names: set[str]) -> None:
    assert set(skills(features(left, right))) == {f"maths.add.{name}" for name in names}


def test_levels_go_from_small_totals_to_crossing_ten() -> None:
    assert [level(features(*pair)) for pair in ((2, 3), (8, 2), (4, 5), (9, 9), (10, 7), (8, 5), (13, 4))] == [
        1, 1, 2, 2, 2, 3, 3,
    ]  # fmt: skip


def test_difficulties_are_ordered_as_children_find_them() -> None:
    assert prior(2, 1) < prior(4, 3) < prior(8, 5) < prior(9, 8)
    assert prior(6, 6) < prior(6, 7), "a double is known before its neighbour"
    assert prior(10, 6) < prior(9, 7), "ten and some is easier than crossing ten"
    assert prior(7, 3) < prior(6, 3), "friends of ten are known before"
    assert prior(9, 3) < prior(3, 9), "the larger first is easier"
    means = [
        sum(e.difficulty for e in ALL if e.level == step) / sum(e.level == step for e in ALL) for step in (1, 2, 3)
    ]
    assert means == sorted(means)
    assert all(-3 < exercise.difficulty < 1.5 for exercise in ALL)
