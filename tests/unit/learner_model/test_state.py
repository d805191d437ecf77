"""A state goes to text and back unchanged, and anything else is refused with one sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learner_model import Attempt, Item, LearnerModel, LearnerModelError, Outcome, Parameters, PupilState

MODEL = LearnerModel({"b": ("a",)})


def practised() -> PupilState:
    state = MODEL.new_state("ce1")
    for n, outcome in enumerate((Outcome.CORRECT, Outcome.UNSURE, Outcome.INCORRECT, Outcome.CORRECT)):
        item = Item(f"é{n}", "read_aloud", "reading", ("b",), 0.3 * n, content="le chat")
        state = MODEL.update(state, Attempt(item, outcome, 1.76e9 + 0.25 + 100 * n), 2e9)
    return state


def test_a_state_comes_back_equal_from_json() -> None:
    for state in (MODEL.new_state("cp"), practised()):
        again = PupilState.from_json(state.to_json())
        assert again == state
        assert again.to_json() == state.to_json()


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(LearnerModelError, match="rebuild"):
        PupilState.from_json(text)


@given(st.data())
def test_a_state_with_a_damaged_part_is_refused_or_still_works(data: st.DataObject) -> None:
    content = json.loads(practised().to_json())
    name = data.draw(st.sampled_from(sorted(content)))
    content[name] = data.draw(
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()), st.just({"a": 1})
        )
    )
    try:
        state = PupilState.from_json(json.dumps(content))
    except LearnerModelError:
        return
    MODEL.predict(state, Item("e", "k", "reading", ("b",), 0.0), 1.8e9)


def test_parameters_come_back_equal_from_json() -> None:
    parameters = Parameters(version="2026-01", slip=0.05, difficulties={"e": 0.25})
    assert Parameters.from_json(parameters.to_json()) == parameters


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 2, "slip": 3}',
        '{"format": 2, "slop": 0.1}',
        '{"format": 2, "difficulties": {"e": "x"}}',
        '{"format": 2, "difficulties": [1]}',
        '{"format": 2, "slip": NaN}',
        '{"format": 2, "slip": "a"}',
    ],
)
def test_wrong_parameters_are_refused(text: str) -> None:
    with pytest.raises(LearnerModelError):
        Parameters.from_json(text)
