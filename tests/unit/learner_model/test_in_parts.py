"""A log fitted in parts gives what the log fitted at once gives."""

import numpy as np
import pytest

from learner_model import calibration
from learner_model.calibration import calibrate
from learner_model.errors import LearnerModelError
from learner_model.evaluation import played
from learner_model.in_parts.calibration import calibrate_in_parts
from learner_model.in_parts.crew import Alone
from learner_model.in_parts.part import Part
from learner_model.log import Log
from learner_model.parameters import Parameters
from tests.unit.learner_model.test_recalibration import NEEDS, school


def in_parts(log: Log, count: int) -> Alone:
    """Whole students, in order."""
    parts = np.array_split(np.arange(len(log.students)), count)
    return Alone([Part(log.only(np.flatnonzero(np.isin(log.student, students)))) for students in parts])


@pytest.fixture(scope="module")
def log() -> Log:
    return school(60)


@pytest.fixture(scope="module")
def in_five(log: Log) -> Parameters:
    return calibrate_in_parts(in_parts(log, 5), NEEDS)


def test_parts_do_not_change_the_result(log: Log, in_five: Parameters) -> None:
    at_once = calibrate_in_parts(in_parts(log, 1), NEEDS)
    assert in_five.difficulties == pytest.approx(at_once.difficulties, abs=1.1e-4)
    assert in_five.readout == pytest.approx(at_once.readout, abs=1e-6)
    assert in_five.own.keys() == at_once.own.keys()
    for key, deviations in at_once.own.items():
        assert in_five.own[key] == pytest.approx(deviations, abs=1.1e-5)


def test_it_is_the_fit_of_calibrate(log: Log, in_five: Parameters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "TOLERANCE", 1e-7)  # scikit-learn brought near the lowest point
    everyone = np.arange(len(log))
    usual = calibrate(log, everyone, NEEDS)
    assert in_five.difficulties == pytest.approx(usual.difficulties, abs=4e-3)  # it counts in single precision
    assert in_five.shift == pytest.approx(usual.shift, abs=4e-3)
    ours, theirs = (played(log, everyone, each, NEEDS) for each in (in_five, usual))
    assert np.abs(ours - theirs).max() < 5e-3


def test_answers_that_are_all_right_teach_nothing(log: Log) -> None:
    right = log.only(np.flatnonzero(log.correct > 0.5))
    with pytest.raises(LearnerModelError, match="all right or all wrong"):
        calibrate_in_parts(in_parts(right, 2), NEEDS)
