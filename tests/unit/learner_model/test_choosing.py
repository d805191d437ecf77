"""What comes next: inside the band, ready, varied, guarded, obedient to the teacher; always something."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learner_model import Attempt, Candidates, Choice, Item, LearnerModel, LearnerModelError, Outcome, Plan, PupilState

NEEDS = {f"s{n}": (f"s{n - 1}",) for n in range(1, 8)}
MODEL = LearnerModel(NEEDS)
START = 1_760_000_000.0
NO_PLAN = Plan()
ITEMS = [
    Item(
        f"e{skill}-{n}-{step}", f"kind{n % 3}", "reading", (f"s{skill}",), -2.5 + 0.35 * n + 1.2 * (step - 1), step=step
    )
    for skill in range(8)
    for n in range(10)
    for step in (1, 2, 3)
]


def answer(state: PupilState, item: Item, outcome: Outcome, at: float, hints: int = 0) -> PupilState:
    return MODEL.update(state, Attempt(item, outcome, at, hints), at)


def choose(state: PupilState, seed: int = 1, items: Sequence[Item] = ITEMS, plan: Plan = NO_PLAN) -> Choice:
    return MODEL.choose(state, items, state.clock + 60, random.Random(seed), plan)


def practise(count: int, rule: float, seed: int = 5) -> tuple[PupilState, list[tuple[Choice, bool]]]:
    """A pupil who succeeds as often as `rule` says, whatever comes."""
    rng = random.Random(seed)
    state, done, laid_out = MODEL.new_state("cp"), [], Candidates.of(ITEMS)
    for n in range(count):
        at = START + 60.0 * n
        choice = MODEL.choose(state, laid_out, at, rng)
        won = rng.random() < rule
        state = answer(state, choice.item, Outcome.CORRECT if won else Outcome.INCORRECT, at)
        done.append((choice, won))
    return state, done


def test_a_new_pupil_starts_with_something_easy_without_prerequisites() -> None:
    for seed in range(10):
        choice = choose(MODEL.new_state("cp"), seed)
        assert choice.item.skills == ("s0",)
        assert choice.item.step == 1
        assert 0.74 <= choice.reason.probability <= 0.91


def test_the_same_rng_gives_the_same_choice() -> None:
    state, _ = practise(30, 0.85)
    assert choose(state, 3) == choose(state, 3)
    fresh = MODEL.new_state("cp")
    assert len({choose(fresh, seed).item.exercise for seed in range(20)}) > 1


def test_a_laid_out_list_and_a_plain_list_give_the_same_choice() -> None:
    state, _ = practise(30, 0.85)
    assert choose(state, 3, Candidates.of(ITEMS)) == choose(state, 3, ITEMS)


def test_a_mask_leaves_only_what_it_allows() -> None:
    masked = Candidates.of(ITEMS).where([item.skills == ("s7",) for item in ITEMS])
    assert choose(MODEL.new_state("cp"), 1, masked).item.skills == ("s7",)
    with pytest.raises(LearnerModelError, match="one an item"):
        masked.where([True])


def test_after_two_misses_in_a_row_comes_an_easy_win() -> None:
    state, _ = practise(40, 0.9)
    for n in (1, 2):
        state = answer(state, choose(state).item, Outcome.INCORRECT, state.clock + 60.0 * n)
    choice = choose(state)
    assert choice.reason.because == "win"
    assert choice.reason.probability > 0.9
    assert choice.reason.numbers["misses"] == 2


def test_an_unsure_verdict_is_no_miss_for_the_guard() -> None:
    state, _ = practise(40, 1.0)
    state = answer(state, choose(state).item, Outcome.INCORRECT, state.clock + 60)
    state = answer(state, choose(state).item, Outcome.UNSURE, state.clock + 60)
    assert choose(state).reason.because != "win"
    state = answer(state, choose(state).item, Outcome.INCORRECT, state.clock + 60)
    assert choose(state).reason.because == "win"


def test_five_easy_successes_in_a_row_call_for_a_step_up() -> None:
    state = MODEL.new_state("cp")
    for n in range(5):
        state = answer(state, ITEMS[n * 3], Outcome.CORRECT, START + 60.0 * n)
    choice = choose(state)
    assert choice.reason.because == "stretch"
    assert choice.reason.numbers["ease"] == 5
    assert choice.reason.probability < 0.86


def test_nothing_comes_back_too_soon() -> None:
    _, done = practise(120, 0.85)
    names = [choice.item.exercise for choice, _ in done]
    for n, name in enumerate(names):
        assert name not in names[max(0, n - 8) : n]
    kinds = [choice.item.kind for choice, _ in done]
    assert len(set(kinds)) == 3


@pytest.mark.parametrize("length", [0, 1, 100])
def test_the_same_content_does_not_follow_itself(length: int) -> None:
    items = [
        Item(f"e{n}", "k", "reading", ("s0",), -1.2, content=f"{length * 'le chat dort '}{n // 4}") for n in range(80)
    ]
    state, contents = MODEL.new_state("cp"), []
    for n in range(30):
        item = choose(state, n, items).item
        contents.append(item.content)
        state = answer(state, item, Outcome.CORRECT, START + 60.0 * n)
    assert all(a != b for a, b in pairwise(contents))
    assert len(state.to_json()) < 5_000


def test_words_come_before_sentences_and_sentences_before_texts() -> None:
    _, done = practise(200, 0.9)
    steps = [choice.item.step for choice, _ in done]
    assert set(steps[:6]) == {1}
    assert steps.index(2) < steps.index(3)


def test_skills_open_when_their_prerequisites_are_known() -> None:
    _, done = practise(200, 0.9)
    first = {
        skill: next((n for n, (c, _) in enumerate(done) if c.item.skills == (f"s{skill}",)), 999) for skill in range(6)
    }
    assert sorted(first.values()) == list(first.values())
    _, failing = practise(100, 0.3)
    assert {choice.item.skills for choice, _ in failing} <= {("s0",), ("s1",)}


def test_an_item_that_practises_its_own_prerequisite_may_come_first() -> None:
    items = [
        Item("both", "k", "reading", ("s0", "s1"), -1.5),
        Item("ahead", "k", "reading", ("s1", "s2"), -1.5),
        Item("far", "k", "reading", ("s5",), -1.5),
    ]
    chosen = [choose(MODEL.new_state("cp"), seed, items).item.exercise for seed in range(20)]
    assert set(chosen) == {"both"}
    assert choose(MODEL.new_state("cp"), 1, items[1:]).item.exercise == "ahead"


def test_both_subjects_come_in_turn_when_both_are_asked() -> None:
    items = [Item(f"{d}{n}", "k", d, (d,), -1.6 - 0.05 * n) for d in ("reading", "maths") for n in range(30)]
    state, domains = MODEL.new_state("cp"), []
    for n in range(40):
        item = choose(state, n, items).item
        domains.append(item.domain)
        state = answer(state, item, Outcome.CORRECT if n % 6 else Outcome.INCORRECT, START + 60.0 * n)
    assert 12 <= domains.count("reading") <= 28


def test_a_forgotten_skill_comes_back_for_review() -> None:
    state, _ = practise(150, 0.92)
    found = {MODEL.choose(state, ITEMS, state.clock + 40 * 86_400, random.Random(s)).reason.because for s in range(30)}
    assert "due_review" in found


def test_the_teacher_is_obeyed() -> None:
    state, _ = practise(60, 0.85)
    for seed in range(10):
        choice = choose(state, seed, plan=Plan(assigned=frozenset({"s7"})))
        assert choice.item.skills == ("s7",)
        assert choice.reason.because == "teacher"
        blocked = frozenset({"s0", "s1", "s2", "s4", "s5", "s6", "s7"})
        assert choose(state, seed, plan=Plan(blocked=blocked)).item.skills == ("s3",)
        exercise = ITEMS[100].exercise
        assert choose(state, seed, plan=Plan(assigned=frozenset({exercise}))).item.exercise == exercise
    assert choose(state, 1, plan=Plan(assigned=frozenset({"s7"}), blocked=frozenset({"s7"}))).item.skills != ("s7",)


def test_the_band_of_the_plan_is_aimed_at() -> None:
    state, _ = practise(60, 0.8)
    easy = choose(state, plan=Plan(low=0.9, high=0.97)).reason.probability
    hard = choose(state, plan=Plan(low=0.6, high=0.7)).reason.probability
    assert hard < 0.73 < 0.87 < easy


def test_nothing_to_choose_from_is_an_error() -> None:
    with pytest.raises(LearnerModelError, match="nothing to choose"):
        choose(MODEL.new_state("cp"), items=[])


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Item,
            exercise=st.text(min_size=1, max_size=5),
            kind=st.text(max_size=3),
            domain=st.text(max_size=3),
            skills=st.lists(st.sampled_from(["s0", "s1", "s5", "x"]), max_size=4).map(tuple),
            difficulty=st.floats(-50, 50),
            guess=st.floats(0, 0.99),
            step=st.integers(0, 5),
        ),
        min_size=1,
        max_size=8,
    ),
    st.lists(st.sampled_from(list(Outcome)), max_size=8),
    st.booleans(),
)
def test_there_is_always_an_answer(items: list[Item], outcomes: list[Outcome], blocked: bool) -> None:
    plan = Plan(
        blocked=frozenset(s for item in items for s in (*item.skills, item.exercise)) if blocked else frozenset()
    )
    state = MODEL.new_state("cp")
    for n, outcome in enumerate(outcomes):
        choice = choose(state, n, items, plan)
        assert choice.item in items
        assert 0.0 < choice.reason.probability < 1.0
        state = answer(state, choice.item, outcome, START + n)
