"""What teachers are told: statuses by the written rule, honest doubt, a date of forgetting, groups by need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learner_model import (
    Attempt,
    Candidates,
    Item,
    LearnerModel,
    Outcome,
    Parameters,
    PupilState,
    SkillMastery,
    Status,
    groups,
    mastery_of,
    needs_of,
)
from learner_model.mastery import status
from learner_model.readout import NAMES

DAY = 86_400.0
START = 1_760_000_000.0
NEEDS = {"b": ("a",), "c": ("b",)}
MODEL = LearnerModel(NEEDS)
# Weights that would make successes look bad: mastery must not follow them.
PERVERSE = LearnerModel(NEEDS, Parameters(readout={"intercept": 0.0, **dict.fromkeys(NAMES, -0.5)}))
ITEMS = [Item(f"{skill}{n}", "compute", "maths", (skill,), n - 2.0) for skill in "abc" for n in range(5)]
CONTENT = Candidates.of(ITEMS)
answers = st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(list(Outcome)), st.floats(0, 30)), max_size=20)


def told(history: list[tuple[Item, Outcome, float]], model: LearnerModel = MODEL) -> PupilState:
    state, at = model.new_state("cp"), START
    for item, outcome, days in history:
        at += days * DAY
        state = model.update(state, Attempt(item, outcome, at), at)
    return state


def of(state: PupilState, skill: str, now: float, model: LearnerModel = MODEL) -> SkillMastery:
    return next(one for one in mastery_of(model, state, CONTENT, now) if one.skill == skill)


def test_a_new_pupil_has_seen_nothing_and_could_be_anywhere() -> None:
    for one in mastery_of(MODEL, MODEL.new_state("cp"), CONTENT, START):
        assert one.status is Status.NOT_SEEN
        assert one.high - one.low > 0.3
        assert one.forgotten_at is None


def test_a_skill_goes_from_learning_to_fragile_to_acquired_then_has_to_be_seen_again() -> None:
    wrong = [(ITEMS[0], Outcome.INCORRECT, 0.01)] * 3
    state = told(wrong)
    assert of(state, "a", state.clock).status is Status.LEARNING
    seen = []
    for n in range(1, 12):
        state = told(wrong[:1] + [(ITEMS[n % 5], Outcome.CORRECT, 0.5)] * n)
        seen.append(of(state, "a", state.clock).status)
    assert seen[-1] is Status.ACQUIRED
    assert Status.FRAGILE in seen
    one = of(state, "a", state.clock)
    assert one.forgotten_at is not None
    assert one.forgotten_at > state.clock
    assert of(state, "a", one.forgotten_at - DAY).status is Status.ACQUIRED
    assert of(state, "a", one.forgotten_at + DAY).status is Status.REVIEW


@pytest.mark.parametrize("model", [MODEL, PERVERSE], ids=["uncalibrated", "calibrated"])
@given(history=answers, item=st.sampled_from(ITEMS), gap=st.floats(0, 30), later=st.floats(0, 60))
def test_one_more_success_never_lowers_mastery(
    model: LearnerModel, history: list[tuple[Item, Outcome, float]], item: Item, gap: float, later: float
) -> None:
    before = told(history, model)
    at = before.clock + gap * DAY if history else START
    after = model.update(before, Attempt(item, Outcome.CORRECT, at), at)
    for one, other in zip(
        mastery_of(model, before, CONTENT, at + later * DAY),
        mastery_of(model, after, CONTENT, at + later * DAY),
        strict=True,
    ):
        assert other.probability >= one.probability - 2e-3


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.integers(0, 5), st.integers(0, 5), st.floats(0, 1))
def test_every_pupil_has_exactly_one_status(p: float, low: float, wins: int, fails: int, retention: float) -> None:
    found = status(p, min(p, low), wins, fails, retention)
    assert (found is Status.NOT_SEEN) == (wins + fails == 0)
    if found in (Status.ACQUIRED, Status.FRAGILE):
        assert p >= 0.8


def test_needs_are_what_was_begun_and_is_not_there_weakest_first() -> None:
    history = [(ITEMS[3], Outcome.CORRECT, 0.5)] * 10
    history += [(ITEMS[7], Outcome.INCORRECT, 0.1)] * 2 + [(ITEMS[12], Outcome.INCORRECT, 0.1)] * 4
    state = told(history)
    assert needs_of(mastery_of(MODEL, state, CONTENT, state.clock)) == ("c", "b")


def test_groups_are_named_by_the_skills_that_all_their_pupils_need() -> None:
    needs = {"ana": ["carry", "tens"], "bo": ["tens", "carry"], "cy": ["tens"], "di": ["ou"], "eli": ["ou"], "flo": []}
    found = groups(needs | {"gus": ["alone"]})
    assert [(group.skills, group.pupils) for group in found] == [
        (("tens",), ("ana", "bo", "cy")),
        (("ou",), ("di", "eli")),
    ]


@given(st.dictionaries(st.text("abcdef", min_size=2), st.lists(st.sampled_from("uvwxyz"), unique=True), max_size=30))
def test_groups_hold_two_to_six_pupils_each_once_who_all_need_it(needs: dict[str, list[str]]) -> None:
    found = groups(needs)
    members = [pupil for group in found for pupil in group.pupils]
    assert len(members) == len(set(members))
    for group in found:
        assert 2 <= len(group.pupils) <= 6
        assert group.skills
        assert all(skill in needs[pupil] for pupil in group.pupils for skill in group.skills)
    left = [set(skills) for pupil, skills in needs.items() if pupil not in members]
    assert all(not one & other for n, one in enumerate(left) for other in left[n + 1 :])
