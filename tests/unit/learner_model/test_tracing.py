"""What must hold of belief whatever the history: successes help, order at one moment does not matter, no NaN."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learner_model import Attempt, Item, LearnerModel, LearnerModelError, Outcome, PupilState

NEEDS = {"b": ("a",), "c": ("a", "b"), "d": ("c",)}
MODEL = LearnerModel(NEEDS)
START = 1_760_000_000.0

items = st.builds(
    Item,
    exercise=st.sampled_from([f"e{n}" for n in range(12)]),
    kind=st.sampled_from(["read_aloud", "compute"]),
    domain=st.sampled_from(["reading", "maths"]),
    skills=st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True).map(tuple),
    difficulty=st.floats(-4, 4),
    guess=st.sampled_from([0.0, 0.25, 0.5]),
    step=st.integers(1, 3),
)
outcomes = st.sampled_from(list(Outcome))
times = st.one_of(st.floats(START, START + 1e7), st.floats(0, 4e9))
attempts = st.builds(Attempt, items, outcomes, times, st.integers(0, 4))
histories = st.lists(attempts, max_size=25)


def told(history: Sequence[Attempt], state: PupilState | None = None, model: LearnerModel = MODEL) -> PupilState:
    state = state or model.new_state("cp")
    for attempt in history:
        state = model.update(state, attempt, max(attempt.at, START))
    return state


@given(histories, items, st.integers(0, 3), st.floats(0, 4e8), st.floats(0, 4e7))
def test_one_more_success_never_lowers_the_predicted_success_of_its_skills(
    history: list[Attempt], item: Item, hints: int, gap: float, later: float
) -> None:
    before = told(history)
    at = before.clock + gap
    after = MODEL.update(before, Attempt(item, Outcome.CORRECT, at, hints), at)
    for difficulty in (item.difficulty, -3.0, 0.0, 3.0):
        asked = Item("new", item.kind, item.domain, item.skills, difficulty)
        expected = MODEL.predict(before, asked, at + later).probability
        assert MODEL.predict(after, asked, at + later).probability >= expected - 1e-3


@given(histories, items, st.floats(0, 4e8))
def test_one_more_failure_never_raises_the_predicted_success_at_that_time(
    history: list[Attempt], item: Item, gap: float
) -> None:
    before = told(history)
    at = before.clock + gap
    after = MODEL.update(before, Attempt(item, Outcome.INCORRECT, at), at)
    assert MODEL.predict(after, item, at).probability <= MODEL.predict(before, item, at).probability + 1e-3


@given(
    histories, st.lists(st.builds(Attempt, items, outcomes, st.just(START), st.integers(0, 2)), max_size=30), st.data()
)
def test_the_order_of_attempts_of_one_moment_does_not_matter(
    history: list[Attempt], together: list[Attempt], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(together))
    one, other = told(together, told(history)), told(shuffled, told(history))
    assert one.recent == other.recent
    assert one.steps == other.steps
    for attempt in together:
        first, second = (MODEL.predict(state, attempt.item, START + 1e6) for state in (one, other))
        assert first.probability == pytest.approx(second.probability, abs=1e-3)
        assert first.uncertainty == pytest.approx(second.uncertainty, abs=1e-3)


@given(histories, items, st.floats(0, 4e7), st.integers(0, 3))
def test_an_unsure_verdict_never_changes_mastery(history: list[Attempt], item: Item, gap: float, hints: int) -> None:
    before = told(history)
    at = before.clock + gap
    after = MODEL.update(before, Attempt(item, Outcome.UNSURE, at, hints), at)
    assert MODEL.predict(after, item, at) == MODEL.predict(before, item, at)
    assert after.attempts == before.attempts + 1


@given(histories)
def test_rebuilding_from_the_log_gives_the_same_state(history: list[Attempt]) -> None:
    assert told(history) == told(history)
    half = told(history[: len(history) // 2])
    assert told(history[len(history) // 2 :], PupilState.from_json(half.to_json())) == told(history)


@given(histories, items, times)
def test_predictions_are_probabilities_with_an_honest_doubt(history: list[Attempt], item: Item, now: float) -> None:
    prediction = MODEL.predict(told(history), item, now)
    assert 0.0 < prediction.probability < 1.0
    assert 0.0 < prediction.uncertainty < 10.0


@pytest.mark.parametrize("outcome", [Outcome.CORRECT, Outcome.INCORRECT])
@pytest.mark.parametrize("step", [0.0, 30.0, -3600.0, 86_400.0])
def test_ten_thousand_equal_answers_stay_finite_and_small(outcome: Outcome, step: float) -> None:
    item = Item("e", "compute", "maths", ("c",), 0.5)
    state = MODEL.new_state("ce1")
    for n in range(10_000):
        at = 1e9 + n * step
        state = MODEL.update(state, Attempt(item, outcome, at), at)
    prediction = MODEL.predict(state, item, 2e9)
    assert math.isfinite(prediction.probability)
    assert math.isfinite(prediction.uncertainty)
    sure = MODEL.predict(state, item, state.clock).probability
    assert sure > 0.9 if outcome is Outcome.CORRECT else sure < 0.1
    assert len(state.to_json()) < 20_000


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000))
def test_a_state_stays_small_however_many_skills(seed: int) -> None:
    state = kept = MODEL.new_state("ce2")
    for n in range(400):
        skill = f"maths.{('calcul_mental', 'reperage')[n % 2]}.{(n * 7 + seed) % 400}"
        item = Item(f"maths.exercise_{n % 3}.{n}", "compute", "maths", (skill,), n % 5 - 2.0, content=f"{n} plus 17")
        attempt = Attempt(item, Outcome.CORRECT, START + 60.0 * n)
        state = MODEL.update(state, attempt, START * 2)
        kept = MODEL.update(PupilState.from_json(kept.to_json()), attempt, START * 2)
    assert len(state.to_json().encode()) < 20_000
    assert kept.to_json() == state.to_json()


def test_a_new_pupil_is_uncertain_and_learns_from_each_answer() -> None:
    item = Item("e", "compute", "maths", ("a",), 0.0)
    state = MODEL.new_state("cp")
    doubts = [MODEL.predict(state, item, START).uncertainty]
    for n in range(10):
        state = MODEL.update(state, Attempt(item, Outcome.CORRECT, START + 60 * n), START + 60 * n)
        doubts.append(MODEL.predict(state, item, START + 60 * n).uncertainty)
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[0] > 1.2
    assert MODEL.predict(state, item, START + 700).probability > 0.8


def test_what_is_learnt_is_forgotten_with_time_and_spacing_makes_it_last() -> None:
    item = Item("e", "compute", "maths", ("a",), 0.0)
    day = 86_400.0

    def after(gap: float) -> list[float]:
        state = MODEL.new_state("cp")
        for n in range(6):
            state = MODEL.update(state, Attempt(item, Outcome.CORRECT, START + gap * n), START + gap * n)
        return [MODEL.predict(state, item, START + gap * 5 + d * day).probability for d in (0, 10, 60)]

    massed, spaced = after(60.0), after(4 * day)
    assert massed[0] > massed[1] > massed[2] > 0.5
    assert spaced[2] / spaced[0] > massed[2] / massed[0]


def test_success_on_a_skill_speaks_for_its_prerequisites_and_the_other_way_round() -> None:
    advanced = Item("x", "compute", "maths", ("b",), 0.0)
    basic = Item("y", "compute", "maths", ("a",), 0.0)
    model = LearnerModel(NEEDS)
    for done, asked in ((advanced, basic), (basic, advanced)):
        unrelated = Item("z", "compute", "maths", ("unrelated",), 0.0)
        state = model.update(model.new_state("cp"), Attempt(done, Outcome.CORRECT, START), START)
        assert (
            model.predict(state, asked, START).probability
            - model.predict(model.new_state("cp"), asked, START).probability
            > model.predict(state, unrelated, START).probability - 0.5 + 0.01
        )


def test_a_lucky_guess_and_a_helped_success_teach_less_than_a_plain_success() -> None:
    plain, closed = (Item("e", "choose", "reading", ("a",), 0.0, guess=g) for g in (0.0, 0.5))
    start = MODEL.new_state("cp")
    gain = {
        "plain": MODEL.update(start, Attempt(plain, Outcome.CORRECT, START), START),
        "guess": MODEL.update(start, Attempt(closed, Outcome.CORRECT, START), START),
        "hints": MODEL.update(start, Attempt(plain, Outcome.CORRECT, START, hints=2), START),
    }
    p = {name: MODEL.predict(state, plain, START).probability for name, state in gain.items()}
    assert p["plain"] > p["guess"] > 0.5
    assert p["plain"] > p["hints"] > 0.5


def test_a_touch_too_quick_to_have_looked_teaches_little_either_way() -> None:
    closed, open_ = (Item("e", "choose", "reading", ("a",), 0.0, guess=guess) for guess in (0.5, 0.0))
    start = MODEL.new_state("cp")

    def moved(item: Item, outcome: Outcome, latency: float | None) -> float:
        after = MODEL.update(start, Attempt(item, outcome, START, latency=latency), START)
        return abs(MODEL.predict(after, item, START).probability - MODEL.predict(start, item, START).probability)

    for outcome in (Outcome.CORRECT, Outcome.INCORRECT):
        assert 0 < moved(closed, outcome, 0.3) < moved(closed, outcome, 3.0)
        assert moved(closed, outcome, 3.0) == moved(closed, outcome, None)
        assert moved(open_, outcome, 0.3) == moved(open_, outcome, 3.0)


def test_an_attempt_from_the_future_counts_as_received_now() -> None:
    item = Item("e", "compute", "maths", ("a",), 0.0)
    state = MODEL.update(MODEL.new_state("cp"), Attempt(item, Outcome.CORRECT, START + 1e9), START)
    assert state.clock == START


@pytest.mark.parametrize("at", [math.nan, math.inf, -1.0])
def test_an_impossible_time_is_refused(at: float) -> None:
    item = Item("e", "compute", "maths", ("a",), 0.0)
    with pytest.raises(LearnerModelError, match="seconds since 1970"):
        MODEL.update(MODEL.new_state("cp"), Attempt(item, Outcome.CORRECT, at), START)


def test_an_impossible_difficulty_is_refused() -> None:
    with pytest.raises(LearnerModelError, match="difficulty of exercise 'e'"):
        MODEL.predict(MODEL.new_state("cp"), Item("e", "compute", "maths", ("a",), math.nan), START)


def test_updating_leaves_the_given_state_as_it_was() -> None:
    item = Item("e", "compute", "maths", ("a",), 0.0)
    first = MODEL.update(MODEL.new_state("cp"), Attempt(item, Outcome.CORRECT, START), START)
    text = first.to_json()
    MODEL.update(first, Attempt(item, Outcome.INCORRECT, START), START)
    MODEL.update(first, Attempt(item, Outcome.INCORRECT, START + 60), START + 60)
    assert first.to_json() == text
