"""Fits the model to a log: item easiness, one weight for each thing known, and how skills differ from one another.

Logistic regression in two levels: scikit-learn for the weights shared by all skills, then small deviations of a few
weights for each group of skills, shrunk to zero. Easiness and weights are fitted in turn: each needs the other.
"""

import warnings
from dataclasses import dataclass, replace

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from learner_model.difficulty import FOLDS, Easiness, easiness_of_answers, fit_easiness, sigmoid
from learner_model.errors import LearnerModelError
from learner_model.log import Floats, Ints, Log
from learner_model.parameters import DEFAULT, Parameters
from learner_model.replay import ABILITY_VARIANCE, SKILL_VARIANCE, Order, Table, feature_names, replay

ROUNDS = 2
OWN = ("log_wins", "log_fails", "ability", "easiness")
"""The weights that each group of skills may have of its own."""
OWN_DEVIATION = 0.15
_CHUNK = 200_000


@dataclass(frozen=True, eq=False)
class Calibration:
    """What was learnt. logit P = intercept + weights . z + own[group] . z[OWN], where z = (known - centre) / spread."""

    names: tuple[str, ...]
    centre: Floats
    spread: Floats
    weights: Floats
    intercept: float
    own: Floats
    easiness: Easiness

    def predict(self, log: Log, known: Table) -> Floats:
        """P(correct) of each answer, from what was known before it."""
        out = np.empty(len(log))
        own = [self.names.index(name) for name in OWN]
        for start in range(0, len(log), _CHUNK):
            part = slice(start, start + _CHUNK)
            z = (known[part] - self.centre) / self.spread
            logit = self.intercept + z @ self.weights + np.einsum("ij,ij->i", z[:, own], self.own[log.group[part]])
            out[part] = sigmoid(logit)
        return out


def calibrate(log: Log, learn: Ints, seed: int = 42) -> tuple[Calibration, Table]:
    """Fit to the answers `learn` (rows); also gives what was known before every answer of the log.

    Answers outside `learn` change nothing in the calibration.
    """
    y = log.correct[learn]
    if y.min(initial=1.0) == y.max(initial=0.0):
        raise LearnerModelError("the answers to learn from are all right or all wrong: nothing can be learnt")
    fold = np.random.default_rng(seed).integers(FOLDS, size=len(log.students))
    order, names = Order.of(log), feature_names(log)
    place = names.index("easiness")
    offset = np.zeros(len(log))
    for turn in range(ROUNDS):
        mean, variance, easiness = easiness_of_answers(log, learn, fold, offset)
        known = replay(log, order, mean, variance)
        calibration = _weights(log, learn, known, names, easiness)
        if turn < ROUNDS - 1:
            weight = calibration.weights[place] / calibration.spread[place]
            probability = np.clip(calibration.predict(log, known), 1e-6, 1.0 - 1e-6)
            offset = np.log(probability / (1.0 - probability)) - weight * mean
            if turn == 0:
                offset /= max(weight, 0.3)
    return calibration, known


def parameters(log: Log, learn: Ints, known: Table, version: str, base: Parameters = DEFAULT) -> Parameters:
    """Parameters of the model that chooses (LearnerModel), with the difficulties learnt from these answers.

    `known` is what `calibrate` gave. Difficulties are in logits, against the ability and skills believed in then.
    """
    names = feature_names(log)
    believed = known[:, [names.index("ability"), names.index("skill")]].astype(np.float64).sum(axis=1)
    easiness = fit_easiness(log, learn, believed)
    seen = np.unique(log.item[learn])
    return replace(
        base,
        version=version,
        ability_variance=ABILITY_VARIANCE,
        skill_variance=SKILL_VARIANCE,
        difficulties={**base.difficulties, **{log.items[i]: round(float(-easiness.mean[i]), 4) for i in seen}},
    )


def _weights(log: Log, learn: Ints, known: Table, names: tuple[str, ...], easiness: Easiness) -> Calibration:
    x, y = known[learn], log.correct[learn]
    centre = x.mean(axis=0, dtype=float)
    spread = np.maximum(x.std(axis=0, dtype=float), 1e-6)
    x -= centre.astype(np.float32)
    x /= spread.astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last digits of the weights do not matter
        fit = LogisticRegression(C=1.0, max_iter=200, tol=1e-4).fit(x, y)
    weights, intercept = fit.coef_[0].astype(float), float(fit.intercept_[0])
    own = _own(log, learn, x, y, (x @ weights.astype(np.float32)).astype(float) + intercept, names)
    return Calibration(names, centre, spread, weights, intercept, own, easiness)


def _own(log: Log, learn: Ints, x: Table, y: Floats, logit: Floats, names: tuple[str, ...]) -> Floats:
    """Deviations of the weights OWN for each group, by damped Newton steps under a Gaussian prior."""
    group, groups = log.group[learn], len(log.groups)
    own = np.zeros((groups, len(OWN)))
    columns = [x[:, names.index(name)].astype(float) for name in OWN]
    for _ in range(15):
        for place, column in enumerate(columns):
            p = sigmoid(logit)
            score = np.bincount(group, (y - p) * column, groups) - own[:, place] / OWN_DEVIATION**2
            information = np.bincount(group, p * (1.0 - p) * column**2, groups) + 1.0 / OWN_DEVIATION**2
            change = 0.7 * score / information
            own[:, place] += change
            logit = logit + change[group] * column
    return own
