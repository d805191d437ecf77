"""Evaluation measures what it says, and nothing of the future leaks into a prediction."""

import dataclasses
import random
from dataclasses import replace

import numpy as np
import pytest

from learner_model import Attempt, Candidates, Item, LearnerModel, Outcome
from learner_model.calibration import calibrate
from learner_model.drawing import reliability_svg
from learner_model.errors import LearnerModelError
from learner_model.evaluation import evaluate, played, reliability, score, split
from learner_model.log import Answer, Floats, Ints, Log
from learner_model.parameters import DEFAULT
from learner_model.readout import NAMES, SITTING
from learner_model.replay import Order, replay
from learner_model.tracing import Tracing


def made_log(students: int = 60, answers: int = 40, seed: int = 3, timed: bool = True) -> Log:
    """Students of different ability who learn skills by practice, on items of different difficulty."""
    rng = random.Random(seed)
    difficulty = {item: rng.gauss(0, 1.2) for item in range(30)}
    rows = []
    for student in range(students):
        ability, known = rng.gauss(0.3, 1), dict.fromkeys(range(6), 0.0)
        for n in range(answers):
            item = rng.randrange(30)
            skills = {item % 6, item % 5}
            logit = ability + sum(known[s] for s in skills) - difficulty[item]
            won = rng.random() < 1 / (1 + np.exp(-logit))
            for s in skills:
                known[s] += 0.1
            at = 1e9 + n * 60.0 + (n // 10) * 86_400 if timed else None
            rows.append(Answer(f"s{student}", f"i{item}", tuple(f"k{s}" for s in skills), int(won), at))
    return Log.of(rows)


def predictions(log: Log, learn: Ints) -> Floats:
    return played(log, np.arange(len(log)), calibrate(log, learn))


def test_four_students_in_five_are_learnt_from_and_none_is_on_both_sides() -> None:
    log = made_log()
    learn, test = split(log)
    assert not set(log.student[learn]) & set(log.student[test])
    assert len(learn) + len(test) == len(log)
    assert len(set(log.student[test])) == 12
    assert np.array_equal(split(log)[1], test)
    assert not np.array_equal(split(log, seed=1)[1], test)


@pytest.mark.parametrize("timed", [True, False])
def test_no_prediction_sees_its_own_answer_or_later_ones(timed: bool) -> None:
    log = made_log(timed=timed)
    learn, test = split(log)
    student = log.student[test[0]]
    mine = np.flatnonzero(log.student == student)
    here = mine[15]
    changed = log.correct.copy()
    changed[mine[15:]] = 1 - changed[mine[15:]]
    other = dataclasses.replace(log, correct=changed)
    before, after = (predictions(each, learn) for each in (log, other))
    untouched = np.setdiff1d(np.arange(len(log)), mine[16:])
    assert here in untouched
    assert np.array_equal(before[untouched], after[untouched])
    assert not np.array_equal(before[mine[16:]], after[mine[16:]])


def test_the_time_an_answer_took_is_not_seen_before_it() -> None:
    log = made_log()
    assert log.timestamp is not None
    learn, test = split(log)
    mine = np.flatnonzero(log.student == log.student[test[0]])
    later = log.timestamp.copy()
    later[mine[5]] += 25.0
    other = dataclasses.replace(log, timestamp=later)
    before, after = (predictions(each, learn) for each in (log, other))
    assert np.array_equal(before[mine[: 5 + 1]], after[mine[: 5 + 1]])


def test_it_predicts_better_than_the_rate_of_success_and_is_calibrated() -> None:
    log = made_log(students=200)
    scores = evaluate(log)
    learn, test = split(log)
    constant = score(log, test, np.full(len(test), log.correct[learn].mean()))
    assert scores.auc > 0.72
    assert scores.log_loss < constant.log_loss - 0.05
    assert scores.ece < 0.05
    assert constant.auc == 0.5


def test_measures_are_right_on_a_case_done_by_hand() -> None:
    log = Log.of([Answer("a", str(n), ("x",), y, None) for n, y in enumerate((1, 0, 1, 1))])
    found = score(log, np.arange(4), np.array([0.9, 0.6, 0.8, 0.3]))
    assert found.auc == pytest.approx(2 / 3)
    assert found.brier == pytest.approx((0.01 + 0.36 + 0.04 + 0.49) / 4)
    assert found.rmse == pytest.approx(found.brier**0.5)
    assert found.accuracy == 0.5
    assert found.log_loss == pytest.approx(-np.mean(np.log([0.9, 0.4, 0.8, 0.3])))
    assert found.ece == pytest.approx((0.1 + 0.6 + 0.2 + 0.7) / 4)


def test_certainty_falls_in_the_last_bin_and_empty_bins_are_left_out() -> None:
    bins = reliability(np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert [(b.count, b.predicted, b.observed) for b in bins] == [(1, 0.0, 0.0), (1, 1.0, 1.0)]


def test_a_log_that_cannot_be_measured_is_refused_with_one_sentence() -> None:
    with pytest.raises(LearnerModelError, match="at least 5"):
        evaluate(made_log(students=4))
    always = [Answer(f"s{s}", "i", ("k",), 1, None) for s in range(10)]
    with pytest.raises(LearnerModelError, match="all right or all wrong"):
        evaluate(Log.of(always))


def test_the_reliability_picture_is_an_svg_with_its_legend() -> None:
    picture = reliability_svg({"a <log>": reliability(np.array([1.0, 0.0, 1.0]), np.array([0.9, 0.2, 0.7]))})
    assert picture.startswith("<svg ")
    assert "a &lt;log&gt;" in picture


def test_a_calibrated_model_predicts_better_than_the_one_before_any_answer() -> None:
    log = made_log(students=200)
    learn, test = split(log)
    calibrated = calibrate(log, learn, version="2026-01")
    assert calibrated.version == "2026-01"
    assert set(calibrated.difficulties) == set(log.items)
    better, plain = (score(log, test, played(log, test, each)) for each in (calibrated, DEFAULT))
    assert better.auc > plain.auc + 0.05
    assert better.log_loss < plain.log_loss


@pytest.mark.parametrize("timed", [True, False])
def test_calibration_replays_what_the_model_that_answers_pupils_knows(timed: bool) -> None:
    log = made_log(students=4, timed=timed)
    needs = {"k3": ("k1",), "k4": ("k1", "k2")}
    shares = np.random.default_rng(1).normal(0, 1, len(log.items))
    parameters = replace(DEFAULT, difficulties={item: float(-e) for item, e in zip(log.items, shares, strict=True)})
    known = replay(log, Order.of(log, needs, parameters), shares[log.item])
    tracing, model = Tracing(needs, parameters), LearnerModel(needs, parameters)
    rows = np.flatnonzero(log.student == 2)
    state, at = model.new_state("cp"), log.seconds()
    for row in rows:
        item = Item(log.items[log.item[row]], "", "", log.groups[log.group[row]], 0.0)
        away = at[row] - state.clock if state.attempts and at[row] - state.clock >= SITTING else 0.0
        second = int(at[row]) if away or not state.attempts else int(state.clock)
        told = tracing.numbers(state, item, second, away, tracing.present(state, item, second))
        assert dict(zip(NAMES, known[row], strict=True)) == pytest.approx(dict(zip(NAMES, told, strict=True)), abs=0.02)
        outcome = Outcome.CORRECT if log.correct[row] else Outcome.INCORRECT
        state = model.update(state, Attempt(item, outcome, float(at[row])), float(at[row]))


def test_choosing_promises_what_predicting_does_once_calibrated() -> None:
    log = made_log()
    model = LearnerModel({"k3": ("k1",)}, calibrate(log, np.arange(len(log)), {"k3": ("k1",)}))
    items = [Item(f"i{n}", "", "", (f"k{n % 6}", f"k{n % 5}")[: 1 + (n % 6 != n % 5)], 0.0, 0.2) for n in range(40)]
    state = model.new_state("cp")
    for n in range(60):
        outcome = Outcome.CORRECT if n % 4 else Outcome.INCORRECT
        state = model.update(state, Attempt(items[7 * n % 40], outcome, 1e9 + 4e3 * n), 2e9)
    for later in (10.0, 1e5):
        for item in items:
            choice = model.choose(state, [item], state.clock + later, random.Random(1))
            view = model.view(state, Candidates.of(items), state.clock + later)
            promised = view.probability[items.index(item)]
            assert promised == pytest.approx(choice.reason.probability, abs=0.01)
