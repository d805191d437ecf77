"""Figures as data: what they show, what the hand may do, and when a state is the answer."""

from fractions import Fraction

import pytest
from pydantic import TypeAdapter

from exercises.exercise import Columns, Exercise, Handle, Prompt
from exercises.figures import (
    BarModel,
    Blocks,
    Clock,
    Collection,
    Figure,
    FractionBar,
    Grid,
    Money,
    NumberLine,
    Ruler,
    TenFrame,
    blocks,
    value,
)
from exercises.given import number_of
from exercises.handling import Goal, Same, Worth, may_become, reached, solved
from exercises.marking import mark_columns, mark_handled
from exercises.maths.addition import additions

ANY = next(additions())


def handling(figure: Figure, goal: Goal) -> Exercise:
    return ANY.model_copy(update={"content": Handle(prompt=Prompt(), figure=figure, goal=goal)})


SHOWN: list[tuple[Figure, Fraction]] = [
    (Blocks(hundreds=2, tens=3, ones=14), Fraction(244)),
    (NumberLine(end=8, denominator=4, mark=3), Fraction(3, 4)),
    (TenFrame(frames=2, filled=7, second=5), Fraction(12)),
    (Collection(groups=(5, 5, 2)), Fraction(12)),
    (FractionBar(parts=4, shaded=(0, 2)), Fraction(1, 2)),
    (Money(laid=(200, 50, 50)), Fraction(300)),
    (Clock(hour=7, minute=30), Fraction(450)),
    (Ruler(start=10, end=60), Fraction(50)),
]


@pytest.mark.parametrize(("figure", "shown"), SHOWN)
def test_a_figure_shows_its_number_and_survives_json(figure: Figure, shown: Fraction) -> None:
    assert value(figure) == shown
    adapter: TypeAdapter[Figure] = TypeAdapter(Figure)
    assert adapter.validate_json(adapter.dump_json(figure)) == figure


STARTS: list[tuple[Figure, Goal]] = [
    (Blocks(), Worth(value=347, fewest=True)),
    (Blocks(tens=2, ones=15), Worth(value=35, fewest=True)),
    (NumberLine(end=100, step=10, snap=1), Worth(value=37, within=2)),
    (NumberLine(end=8, denominator=4), Worth(value=3, denominator=4)),
    (TenFrame(filled=7), Worth(value=9)),
    (FractionBar(parts=8), Worth(value=1, denominator=2)),
    (Money(purse=(200, 100, 50, 50, 20)), Worth(value=250)),
    (Clock(hour=12), Worth(value=15 * 60 + 30)),
    (Ruler(end=0), Worth(value=70)),
    (Grid(columns=4, rows=4), Same(figures=(Grid(columns=4, rows=4, cells=((1, 1), (0, 2))),))),
]


@pytest.mark.parametrize(("start", "goal"), STARTS)
def test_the_answer_can_be_made_by_hand_and_is_no_start(start: Figure, goal: Goal) -> None:
    exercise = handling(start, goal)
    assert mark_handled(exercise, solved(start, goal)) is True
    assert mark_handled(exercise, start) is None, "nothing was moved: no attempt"


def test_pieces_count_and_not_the_order_in_which_they_were_laid() -> None:
    goal = Same(figures=(Grid(columns=4, rows=4, cells=((1, 1), (0, 2))),))
    assert reached(goal, Grid(columns=4, rows=4, cells=((0, 2), (1, 1))))


def test_ten_must_be_traded_when_the_fewest_pieces_are_asked_for() -> None:
    exercise = handling(Blocks(), Worth(value=35, fewest=True))
    assert mark_handled(exercise, Blocks(tens=2, ones=15)) is False
    assert mark_handled(handling(Blocks(), Worth(value=35)), Blocks(tens=2, ones=15)) is True
    assert mark_handled(exercise, blocks(35)) is True


def test_the_fewest_pieces_are_those_of_the_purse_not_twice_them() -> None:
    purse = Money(purse=(5000, 2000, 2000, 1000, 1000))
    exercise = handling(purse, Worth(value=10_000, fewest=True))
    assert mark_handled(exercise, purse.model_copy(update={"laid": (1000, 2000, 5000, 2000)})) is True


def test_hands_do_not_tell_the_morning_from_the_evening() -> None:
    assert reached(Worth(value=15 * 60), Clock(hour=3))
    assert not reached(Worth(value=15 * 60), Clock(hour=4))


def test_a_place_near_enough_on_a_line_is_right() -> None:
    line = NumberLine(end=100, step=10)
    exercise = handling(line, Worth(value=37, within=2))
    assert mark_handled(exercise, line.model_copy(update={"mark": 39})) is True
    assert mark_handled(exercise, line.model_copy(update={"mark": 40})) is False


@pytest.mark.parametrize(
    ("start", "state"),
    [
        (Money(purse=(100,)), Money(purse=(100,), laid=(100, 100))),
        (Money(purse=(100,)), Money(purse=(100, 200), laid=(200,))),
        (NumberLine(end=10), NumberLine(end=100, mark=37)),
        (NumberLine(end=10), NumberLine(end=10, mark=37)),
        (TenFrame(), TenFrame(filled=11)),
        (FractionBar(parts=4), FractionBar(parts=4, shaded=(1, 1))),
        (FractionBar(parts=4), FractionBar(parts=4, shaded=(4,))),
        (Blocks(), Clock(hour=1)),
    ],
)
def test_no_hand_can_bring_pieces_that_are_not_there(start: Figure, state: Figure) -> None:
    assert not may_become(start, state)
    with pytest.raises(ValueError, match="on the table"):
        mark_handled(handling(start, Worth(value=1)), state)


def test_a_goal_that_no_state_reaches_is_a_fault_of_the_content() -> None:
    with pytest.raises(ValueError, match="no state"):
        solved(Money(purse=(200,)), Worth(value=150))
    with pytest.raises(ValueError, match="no state"):
        solved(BarModel.model_validate({"bars": [{"parts": [{"label": "3"}]}]}), Worth(value=3))


def test_a_written_operation_is_right_digit_by_digit() -> None:
    exercise = ANY.model_copy(update={"content": Columns(operands=(27, 15), operator="+")})
    assert mark_columns(exercise, (2, 4)) is True
    assert mark_columns(exercise, (2, 4, None)) is True
    assert mark_columns(exercise, (12, 3)) is False, "a carry written whole is not 42"
    assert mark_columns(exercise, (None, 4)) is False
    assert mark_columns(exercise, (None, None)) is None
    assert number_of((12, 3)) == 312
