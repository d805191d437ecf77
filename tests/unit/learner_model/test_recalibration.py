"""Calibrating again: it must be better on pupils left out, or the model in use stays."""

import random

import numpy as np
import pytest

from learner_model.calibration import calibrate
from learner_model.errors import LearnerModelError
from learner_model.log import Answer, Log
from learner_model.parameters import DEFAULT, Parameters
from learner_model.recalibration import recalibrate

NEEDS = {"k1": ("k0",), "k2": ("k1",)}


def school(pupils: int = 40, answers: int = 40, *, luck: bool = False) -> Log:
    """Two grades on one scale; what content believes of difficulty is wrong by one logit, some answers are guessed."""
    rng = random.Random(2)
    truth = {n: rng.gauss(0, 1.5) for n in range(24)}
    rows = []
    for pupil in range(pupils):
        grade = ("cp", "ce1")[pupil % 2]
        ability = rng.gauss(0.5 + (pupil % 2), 0.8)
        for n in range(answers):
            item = rng.randrange(24)
            guess = 0.25 if item % 2 else 0.0
            chance = 0.5 if luck else guess + (1 - guess) / (1 + np.exp(truth[item] - ability))
            rows.append(
                Answer(
                    student=f"p{pupil}",
                    item=f"i{item}",
                    skills=(f"k{item % 3}",),
                    correct=int(rng.random() < chance),
                    timestamp=1.7e9 + 60.0 * n + 86_400.0 * (n // 10),
                    domain="maths",
                    grade=grade,
                    difficulty=truth[item] + (1.0 if item % 3 else -1.0),
                    guess=guess,
                    hints=n % 7 == 0,
                    latency=0.5 if n % 5 == 0 else None if n % 3 else 8.0,
                )
            )
    return Log.of(rows)


def test_a_better_model_is_proposed_with_a_report() -> None:
    found = recalibrate(school(), DEFAULT, NEEDS, "school-1")
    assert found.after.log_loss < found.before.log_loss
    assert found.gain == pytest.approx(found.before.log_loss - found.after.log_loss)
    assert found.gain > found.doubt > 0
    assert found.parameters is not None
    assert found.parameters.version == "school-1"
    assert found.parameters.grade_ability["ce1"] > found.parameters.grade_ability["cp"]
    assert Parameters.from_json(found.parameters.to_json()) == found.parameters


def test_a_model_that_is_as_good_is_kept() -> None:
    log = school()
    in_use = calibrate(log, np.arange(len(log)), NEEDS, version="school-1")  # it saw the answers that compare
    found = recalibrate(log, in_use, NEEDS, "school-2")
    assert found.parameters is None


def test_too_few_answers_are_refused_with_one_sentence() -> None:
    with pytest.raises(LearnerModelError, match="100 answers of 10 pupils are too few"):
        recalibrate(school(10, 10), DEFAULT, NEEDS, "x")


def test_calibrated_difficulties_find_the_truth_under_guessing() -> None:
    log = school(200)
    found = calibrate(log, np.arange(len(log)), NEEDS)
    rng = random.Random(2)
    truth = np.array([rng.gauss(0, 1.5) for _ in range(24)])
    learnt = np.array([found.difficulties[f"i{n}"] for n in range(24)])
    assert np.corrcoef(truth, learnt)[0, 1] > 0.97
