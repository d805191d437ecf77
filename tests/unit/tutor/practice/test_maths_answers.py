"""Answers in maths as the server judges them: by the content, never by what the tablet believes."""

import pytest

from exercises.exercise import Ask, Columns, Compute, Content, Exercise, Form, Handle, Prompt
from exercises.figures import Blocks, blocks
from exercises.handling import Worth
from exercises.hints import hint_after
from exercises.maths.addition import additions
from speech.verdicts import Verdict
from tutor.errors import BadInputError
from tutor.practice.answers import UnreadableError, given_in, judge, said_up_to
from tutor.practice.items import item_of
from tutor.practice.schemas import Answer, ColumnsAnswer, HandledAnswer, NumberAnswer, WrittenAnswer
from tutor.practice.shown import shown_content, solution

ANY = next(additions())
QUESTION = Ask(prompt=Prompt(text="4 + ___ = 9"), answers=("5",), largest=20)
PRICE = Ask(prompt=Prompt(say="Combien ?"), form=Form.MONEY, answers=("3,50",))
SUM = Columns(operands=(27, 15), operator="+")
BUILD = Handle(prompt=Prompt(text="35"), figure=Blocks(), goal=Worth(value=35, fewest=True))


def made(content: Content) -> Exercise:
    return ANY.model_copy(update={"content": content})


@pytest.mark.parametrize(
    ("content", "answer", "right"),
    [
        (QUESTION, NumberAnswer(value=5), True),
        (QUESTION, WrittenAnswer(text=" cinq "), True),
        (QUESTION, WrittenAnswer(text="13"), False),
        (PRICE, WrittenAnswer(text="trois euros cinquante"), True),
        (PRICE, WrittenAnswer(text="3,05"), False),
        (SUM, ColumnsAnswer(digits=[2, 4]), True),
        (SUM, ColumnsAnswer(digits=[12, 3], carries=[None, 1]), False),
        (BUILD, HandledAnswer(figure=blocks(35)), True),
        (BUILD, HandledAnswer(figure=Blocks(tens=2, ones=15)), False),
    ],
)
def test_an_answer_is_right_or_not(content: Content, answer: Answer, right: bool) -> None:
    assert judge(made(content), answer, None).verdict is (Verdict.CORRECT if right else Verdict.INCORRECT)


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (QUESTION, WrittenAnswer(text="")),
        (QUESTION, WrittenAnswer(text="12O")),
        (QUESTION, WrittenAnswer(text="1" + "0" * 30)),
        (PRICE, WrittenAnswer(text="😀")),
        (SUM, ColumnsAnswer(digits=[None, None])),
        (BUILD, HandledAnswer(figure=Blocks())),
    ],
)
def test_what_cannot_be_read_is_no_attempt(content: Content, answer: Answer) -> None:
    with pytest.raises(UnreadableError):
        judge(made(content), answer, None)


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (SUM, NumberAnswer(value=42)),
        (PRICE, NumberAnswer(value=3)),
        (BUILD, NumberAnswer(value=35)),
        (QUESTION, HandledAnswer(figure=blocks(5))),
    ],
)
def test_another_kind_of_answer_is_refused(content: Content, answer: Answer) -> None:
    with pytest.raises(BadInputError):
        judge(made(content), answer, None)


@pytest.mark.parametrize("content", [QUESTION, PRICE, SUM, BUILD])
def test_the_pupil_is_shown_no_answer(content: Content) -> None:
    shown = shown_content(content).model_dump()
    assert not {"answer", "answers", "goal"} & set(shown)
    assert solution(content) is not None
    assert 0 <= item_of(made(content)).guess <= 0.1


def test_only_numbers_that_prove_something_are_listened_to() -> None:
    assert said_up_to(QUESTION) == 20
    assert said_up_to(QUESTION.model_copy(update={"exact": True})) is None
    assert said_up_to(PRICE) is None
    assert said_up_to(SUM) is None


def test_the_working_is_kept_for_hints_and_misconceptions() -> None:
    kept = ColumnsAnswer(digits=[12, 3], carries=[None, 1]).model_dump(mode="json")
    given = given_in(kept, None)
    assert (given.digits, given.carries) == ((12, 3), (None, 1))
    assert given_in(HandledAnswer(figure=blocks(35)).model_dump(mode="json"), None).figure == blocks(35)


def test_the_second_hint_shows_the_numbers_and_not_the_result() -> None:
    exercise = made(Compute(left=8, operator="+", right=5, answer=13, largest=30))
    miss = given_in({"type": "number", "value": 12}, 12)
    assert hint_after(exercise, [miss]) is None
    hint = hint_after(exercise, [miss, miss])
    assert hint is not None
    assert hint.figure is not None
    assert "13" not in hint.figure.model_dump_json()
