"""Misconceptions: each explains the answers it should, no other, and never a right one; history and working decide."""

import random
from pathlib import Path

import pytest

from benchmarks.task_draws import draw
from exercises.catalogue import Catalogue
from exercises.errors import ContentError
from exercises.exercise import Ask, Choose, Columns, Compute, Content, Domain
from exercises.figures import Clock, FractionBar, Grid, Money
from exercises.given import Given
from exercises.hints import STEPS, hint_after, named
from exercises.maths.misconceptions.detect import Seen, detect, detectors, seen
from exercises.maths.misconceptions.ladder import (
    FAMILY,
    MISCONCEPTIONS,
    YOUR_TURN,
    Ladder,
    Misconception,
    ladders,
    misconceptions,
)
from exercises.maths.misconceptions.question import Question, Task, Working, answer, question
from exercises.typography import NO_BREAK
from tests.unit.exercises.conftest import Break
from tests.unit.exercises.made import ask, asked_by, columns, handled

OFTEN = Seen(times=6, chances=6)
EVERY = list(misconceptions().values())
LADDERS = [*((one.id, one.ladder) for one in EVERY), *ladders().items()]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_it_explains_the_answers_of_its_examples_and_not_the_others(one: Misconception) -> None:
    for asked, answered in one.explains:
        assert one.id in detect(asked, answered, history={one.id: OFTEN}), (asked, answered)
    for asked, answered in one.others:
        assert one.id not in detect(asked, answered, history={one.id: OFTEN}), (asked, answered)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_its_examples_are_several_and_of_all_kinds(one: Misconception) -> None:
    assert len(one.explains) >= 2
    assert len(one.others) >= 2
    assert one.source


@pytest.mark.parametrize("task", Task)
def test_no_right_answer_is_ever_named(task: Task) -> None:
    rng = random.Random(task)
    always = dict.fromkeys(detectors(), OFTEN)
    for _ in range(300):
        asked = draw(task, rng)
        assert detect(asked, asked.expected, history=always) == [], asked


@pytest.mark.parametrize("task", Task)
def test_every_task_may_be_answered_wrong_in_a_way_that_has_a_name(task: Task) -> None:
    assert any(task in detector.tasks for detector in detectors().values())


def test_of_two_that_fit_the_one_already_met_comes_first() -> None:
    asked = question("columns_sub 42 17")
    assert set(detect(asked, 35)) == {"smaller_from_larger", "borrowed_but_not_taken"}
    for one in ("smaller_from_larger", "borrowed_but_not_taken"):
        assert detect(asked, 35, history={one: Seen(2, 3)})[0] == one


def test_an_exchange_that_was_noted_tells_that_the_ten_was_broken() -> None:
    asked = question("columns_sub 42 17")
    assert detect(asked, 35, Working(marked=True))[0] == "borrowed_but_not_taken"
    assert detect(asked, 35, Working(marked=False))[0] == "smaller_from_larger"


def test_history_is_told_by_the_answers_that_one_misconception_alone_explains() -> None:
    past = [(question("columns_sub 53 17"), 46), (question("columns_sub 42 17"), 35)]
    found = seen(past)
    assert found["borrowed_but_not_taken"] == Seen(2, 2)
    assert found["smaller_from_larger"] == Seen(0, 2)
    assert detect(question("columns_sub 61 16"), 55, history=found)[0] == "borrowed_but_not_taken"


def test_one_answer_out_of_two_choices_proves_nothing_but_three_in_a_row_do() -> None:
    asked, answered = question("parity 34"), 1
    assert detect(asked, answered) == []
    once_more = seen([(question("parity 58"), 1), (question("parity 76"), 1)])
    assert detect(asked, answered, history=once_more) == ["parity_by_first_digit"]
    now_and_then = seen([(question("parity 58"), 0), (question("parity 76"), 1)])
    assert detect(asked, answered, history=now_and_then) == []


@pytest.mark.parametrize("line", ["", "add", "add 1 x", "nothing 1 2", "sub 4", "div 3 0", "sequence 4"])
def test_a_question_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"task|valid|unpack|no numbers"):
        question(line)


def test_a_detector_without_its_line_of_data_stops_the_load(break_content: Break, content: Path) -> None:
    break_content("maths/misconceptions.yaml", "- id: coins_counted", "- id: coins_weighed")
    with pytest.raises(ContentError, match=r"misconceptions\.yaml, line \d+: 'coins_weighed'"):
        misconceptions(content / "maths" / MISCONCEPTIONS.name)


def test_an_example_that_is_no_question_names_its_line(break_content: Break, content: Path) -> None:
    line = break_content("maths/misconceptions.yaml", "coins 200 200 500 -> 300", "coins deux deux -> 300")
    with pytest.raises(ContentError, match=r"misconceptions\.yaml, line") as caught:
        misconceptions(content / "maths" / MISCONCEPTIONS.name)
    assert abs(int(str(caught.value).split("line ")[1].split(":")[0]) - line) <= 4


# --- hints ---


@pytest.mark.parametrize(("name", "ladder"), LADDERS, ids=[name for name, _ in LADDERS])
def test_hints_are_short_and_well_set(name: str, ladder: Ladder) -> None:
    for line in (ladder.question, ladder.shown):
        for sentence in line.replace("?", ".").split("."):
            assert len([word for word in sentence.split() if any(c.isalnum() or c == "{" for c in word)]) <= 12, line
    assert f"{NO_BREAK}?" in ladder.question, "the first hint asks"
    for line in (ladder.question, ladder.shown, *(cousin.text for cousin in ladder.cousins)):
        for sign in "?!:;":
            assert f" {sign}" not in line
            assert all(line[place - 1] == NO_BREAK for place in range(1, len(line)) if line[place] == sign), line
        assert "'" not in line
        assert line[-1] in ".!?"


@pytest.mark.parametrize(("name", "ladder"), LADDERS, ids=[name for name, _ in LADDERS])
def test_a_worked_example_works_out(name: str, ladder: Ladder) -> None:
    for cousin in ladder.cousins:
        right = cousin.asked.expected
        if cousin.asked.task in (Task.SYMMETRY, Task.MOVES, Task.PARITY):
            continue  # told in words
        for part in _shown(cousin.asked, right):
            assert part in cousin.text, cousin


def _shown(asked: Question, right: object) -> list[str]:
    """How the answer is written in an example."""
    match asked.task, right:
        case Task.AMOUNT | Task.ADD_MONEY | Task.CHANGE | Task.COINS, int(cents):
            return [f"{cents // 100}{NO_BREAK}€", *([f"{cents % 100:02}"] if cents % 100 else [])]
        case Task.CLOCK, (hour, minute):
            return [f"{hour}{NO_BREAK}h", *([str(minute)] if minute else [])]
        case Task.FRACTION | Task.LARGEST_FRACTION | Task.ADD_FRACTIONS, (top, bottom):
            return [f"{top}/{bottom}"]
        case _, tuple(numbers):
            return [str(number) for number in numbers]
    return [str(right)]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_the_three_hints_never_tell_the_answer(one: Misconception) -> None:
    for asked, answered in one.explains:
        for step in range(1, STEPS + 1):
            if not one.ladder.fits(step, asked):
                continue
            line = one.ladder.line(step, asked, answered)
            assert line is not None
            assert "{" not in line
            if step < STEPS:
                digits = {int(found) for found in "".join(c if c.isdigit() else " " for c in line).split()}
                assert asked.expected not in digits - {*asked.numbers, answered}, (asked, line)
            else:
                assert line.endswith(YOUR_TURN)
        assert all(cousin.asked.task in Task for cousin in one.ladder.cousins)


@pytest.mark.parametrize("task", Task)
def test_any_error_in_any_task_has_its_three_hints_but_for_pictures_that_do_not_fit(task: Task) -> None:
    rng = random.Random(task)
    ladder = ladders()[FAMILY[task]]
    for _ in range(50):
        asked = draw(task, rng)
        assert ladder.fits(1, asked)
        assert ladder.line(1, asked, None)
        assert ladder.fits(3, asked), asked


@pytest.mark.parametrize("task", Task)
def test_every_figure_can_be_made_of_the_numbers_of_the_grades(task: Task) -> None:
    rng = random.Random(task)
    for _ in range(50):
        asked = draw(task, rng)
        for one in EVERY:
            if task in detectors()[one.id].tasks:
                one.ladder.picture(asked)
        ladders()[FAMILY[task]].picture(asked)


# --- from exercises ---


def test_a_subtraction_missed_in_columns_gets_the_hints_of_its_misconception() -> None:
    exercise = columns(42, "-", 17)
    wrong = Given(digits=(5, 3), carries=(None, None))
    assert named(exercise, wrong)[0] == "smaller_from_larger"
    assert named(exercise, Given(digits=(5, 3), carries=(None, 1)))[0] == "borrowed_but_not_taken"
    hints = [hint for step in range(1, STEPS + 1) if (hint := hint_after(exercise, [wrong] * step))]
    assert len(hints) == STEPS
    assert "enlever 7 à 2" in hints[0].line
    assert hints[1].figure is not None
    assert hints[2].line.endswith(YOUR_TURN)
    assert "25" not in " ".join(hint.line for hint in hints)


def test_an_error_without_a_name_gets_the_hints_of_its_family() -> None:
    exercise = columns(42, "-", 17)
    odd = Given(digits=(9, 9), carries=())
    assert named(exercise, odd) == ()
    hint = hint_after(exercise, [odd])
    assert hint is not None
    assert hint.line == ladders()["soustraction"].question


def test_a_right_answer_is_named_nothing(catalogue: Catalogue) -> None:
    for exercise in catalogue.exercises.values():
        if exercise.domain is Domain.MATHS and (given := _key(exercise.content)):
            assert named(exercise, given) == (), exercise


def _key(content: Content) -> Given | None:
    match content:
        case Compute():
            return Given(number=content.answer)
        case Ask():
            return Given(text=content.answers[0])
        case Choose():
            return Given(places=content.answers)
        case Columns():
            return Given(digits=tuple(map(int, reversed(str(content.result)))))
    return None


@pytest.mark.parametrize(
    ("exercise", "given", "expected"),
    [
        (ask("48 + ___ = 100", "52"), Given(text="62"), "complement_off_by_ten"),
        (ask("8 + 4 = ___ + 5", "7"), Given(text="12"), "equals_as_write_the_answer"),
        (ask("7 × 8", "56"), Given(text="49"), "table_neighbour"),
        (ask(None, "72", say="soixante-douze"), Given(text="6012"), "read_as_parts"),
        (ask(None, "3 h 30", form="time", figure=Clock(hour=15, minute=30)), Given(text="4 h 30"), "half_hour_misread"),
        (
            ask(None, "3/5", form="fraction", figure=FractionBar(parts=5, shaded=(0, 1, 2))),
            Given(text="3/2"),
            "part_to_part",
        ),
        (ask(None, "2,50 €", form="money", figure=Money(laid=(200, 50))), Given(text="2 €"), "money_cents_ignored"),
        (asked_by("groups 52 100", "5200"), Given(text="520"), "groups_as_digits"),
        (columns(27, "+", 15), Given(digits=(2, 3)), "forgotten_carry"),
        (columns(27, "+", 15), Given(digits=(12, 3)), "carry_written_whole"),
    ],
)
def test_what_is_asked_is_read_off_the_exercise(exercise: object, given: Given, expected: str) -> None:
    assert named(exercise, given)[:1] == (expected,)  # type: ignore[arg-type]


def test_a_figure_slid_across_its_axis_is_seen_on_the_grid() -> None:
    exercise, image = handled(((1, 1), (2, 1), (2, 2)), axis=9)
    start = exercise.content.figure  # type: ignore[union-attr]
    assert isinstance(start, Grid)

    def coloured(*cells: tuple[int, int]) -> Given:
        return Given(figure=start.model_copy(update={"cells": cells}))

    assert named(exercise, coloured(*image)) == ()
    assert named(exercise, coloured((6, 1), (7, 1), (7, 2))) == ("symmetry_as_translation",)


def test_a_question_that_the_key_belies_is_not_believed() -> None:
    assert named(ask("7 × 8", "57"), Given(text="49")) == ()


def test_an_answer_writes_one_number_or_several() -> None:
    assert answer("35") == 35
    assert answer("3/30") == (3, 30)
    assert isinstance(columns(2, "+", 3).content, Columns)
