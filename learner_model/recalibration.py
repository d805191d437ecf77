"""Fits the model again to a school's own answers, and tells whether that is better on pupils it was not fitted to.

Pupils are split in two: hyper-parameters are chosen by cross-validation and everything is fitted on 80 % of them; the
other 20 % compare the model before and after. Only when it is better is it fitted once more, to all, and proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from learner_model.calibration import calibrate
from learner_model.errors import LearnerModelError
from learner_model.evaluation import SEED, Scores, played, score, split
from learner_model.log import Floats, Ints, Log
from learner_model.parameters import Parameters
from learner_model.readout import NAMES
from learner_model.replay import Order, replay

FEWEST_PUPILS = 20
FEWEST_ANSWERS = 1_000
"""Fewer than this cannot tell a better model from luck."""
FOLDS = 3
TUNED: Mapping[str, tuple[float, ...]] = {
    "skill_half_life": (4.0, 10.0, 30.0),
    "skill_variance": (0.5, 1.0, 2.0),
    "prerequisite_share": (0.15, 0.3, 0.6),
}
"""Hyper-parameters and the values tried, one after another, each with the best of those before it."""
MOST_TUNED = 20_000
MOST_TESTED = 100_000
"""So many answers are enough for choosing hyper-parameters, and for comparing."""
FEWEST_OF_GRADE = 10


@dataclass(frozen=True)
class Recalibration:
    """The report. `gain`: log loss won on pupils never fitted to, `doubt`: its standard error over those pupils.

    `parameters` is fitted to all answers, or None when the gain is not beyond its doubt: the model is kept then.
    """

    before: Scores
    after: Scores
    gain: float
    doubt: float
    tuned: Mapping[str, float]
    parameters: Parameters | None


def recalibrate(
    log: Log, current: Parameters, prerequisites: Mapping[str, Sequence[str]], version: str, seed: int = SEED
) -> Recalibration:
    """Fit, compare, decide. LearnerModelError when there are too few pupils or answers."""
    if len(log.students) < FEWEST_PUPILS or len(log) < FEWEST_ANSWERS:
        raise LearnerModelError(
            f"{len(log)} answers of {len(log.students)} pupils are too few: calibrating needs {FEWEST_ANSWERS:,} "
            f"answers of {FEWEST_PUPILS} pupils"
        )
    learn, test = split(log, seed)
    test = _whole_students(log, test, MOST_TESTED)
    base = _tuned(log, learn, _graded(log, learn, current, prerequisites), prerequisites, seed)
    fitted = calibrate(log, learn, prerequisites, base, version, seed)
    before, after = (played(log, test, each, prerequisites) for each in (current, fitted))
    gain, doubt = _gain(log, test, before, after)
    everyone = np.arange(len(log))
    return Recalibration(
        before=score(log, test, before),
        after=score(log, test, after),
        gain=gain,
        doubt=doubt,
        tuned={name: float(getattr(base, name)) for name in TUNED},
        parameters=calibrate(log, everyone, prerequisites, base, version, seed) if gain > doubt else None,
    )


def _graded(log: Log, rows: Ints, base: Parameters, prerequisites: Mapping[str, Sequence[str]]) -> Parameters:
    """The priors of grades moved to the mean ability met in each (one step of expectation-maximisation)."""
    log = log.only(rows)
    easiness = np.array([-base.difficulties.get(name, d) for name, d in zip(log.items, log.difficulty, strict=True)])
    ability = replay(log, Order.of(log, prerequisites, base), easiness[log.item])[:, NAMES.index("ability")]
    of_student = np.bincount(log.student, ability) / np.bincount(log.student)
    grades = np.array(log.grades)
    met = {
        str(grade): round(float(of_student[grades == grade].mean()), 3)
        for grade in np.unique(grades)
        if (grades == grade).sum() >= FEWEST_OF_GRADE
    }
    return replace(base, grade_ability={**base.grade_ability, **met})


def _tuned(log: Log, rows: Ints, base: Parameters, prerequisites: Mapping[str, Sequence[str]], seed: int) -> Parameters:
    """The base with the hyper-parameters that predict best students left out, by log loss."""
    log = log.only(_whole_students(log, rows, MOST_TUNED))
    fold = np.random.default_rng(seed).permutation(len(log.students)) % FOLDS
    held = fold[log.student]

    def loss(candidate: Parameters) -> float:
        total = 0.0
        for number in range(FOLDS):
            tested = np.flatnonzero(held == number)
            fitted = calibrate(log, np.flatnonzero(held != number), prerequisites, candidate, seed=seed)
            total += float(_losses(log.correct[tested], played(log, tested, fitted, prerequisites)).sum())
        return total

    best = base
    least = loss(best)
    for name, values in TUNED.items():
        for value in values:
            change: dict[str, Any] = {name: value}
            candidate = replace(best, **change)
            if candidate != best and (found := loss(candidate)) < least:
                best, least = candidate, found
    return best


def _whole_students(log: Log, rows: Ints, most: int) -> Ints:
    """As many whole students among these rows as hold `most` answers, at least one."""
    starts = [0, *(np.flatnonzero(np.diff(log.student[rows])) + 1), len(rows)]
    ends = [end for _, end in pairwise(starts) if end <= most] or [starts[1]]
    return rows[: ends[-1]]


def _losses(y: Floats, probability: Floats) -> Floats:
    p = np.clip(probability, 1e-6, 1.0 - 1e-6)
    result: Floats = -np.log(np.where(y > 0.5, p, 1.0 - p))
    return result


def _gain(log: Log, rows: Ints, before: Floats, after: Floats) -> tuple[float, float]:
    """Mean log loss won an answer, and its standard error when pupils, not answers, are the sample."""
    y = log.correct[rows]
    won = _losses(y, before) - _losses(y, after)
    _, student = np.unique(log.student[rows], return_inverse=True)
    count, mean = np.bincount(student), float(won.mean())
    spread = np.bincount(student, won - mean)
    pupils = len(count)
    return mean, float(np.sqrt(np.sum(spread**2) * pupils / max(1, pupils - 1)) / len(won))
