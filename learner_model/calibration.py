"""Fits the model to a log: difficulties, one weight for each thing known, and how skills differ from one another.

Logistic regression in two levels: scikit-learn for the weights shared by all skills, then small deviations of a few
weights for each set of skills, shrunk to zero. Difficulties and weights are fitted in turn: each needs the other.
What comes out are Parameters: the model that evaluation measures is the one that answers pupils.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from learner_model.difficulty import FOLDS, Easiness, easiness_of_answers, sigmoid
from learner_model.errors import LearnerModelError
from learner_model.log import Floats, Ints, Log
from learner_model.parameters import DEFAULT, Parameters, set_name
from learner_model.readout import NAMES, OWN
from learner_model.replay import Order, Table, replay
from learner_model.tracing import OWN_PLACES

ROUNDS = 2
OWN_DEVIATION = 0.15
"""Prior standard deviation of what is special with a set of skills, on standardised numbers."""
OWN_ROUNDS, OWN_DAMPING = 15, 0.7
TOLERANCE = 1e-4
"""Of the weights' gradient: the last digits do not matter."""


def calibrate(
    log: Log,
    learn: Ints,
    prerequisites: Mapping[str, Sequence[str]] | None = None,
    base: Parameters = DEFAULT,
    version: str = "calibrated",
    seed: int = 42,
) -> Parameters:
    """Parameters fitted to the answers `learn` (rows); the other answers change nothing.

    `base` gives what is not fitted: variances, half-lives, guessing.
    """
    y = log.correct[learn]
    if y.min(initial=1.0) == y.max(initial=0.0):
        raise LearnerModelError("the answers to learn from are all right or all wrong: nothing can be learnt")
    log = log.only(learn)
    fold = np.random.default_rng(seed).integers(FOLDS, size=len(log.students))
    order = Order.of(log, prerequisites or {}, base)
    offset = np.zeros(len(log))
    for turn in range(ROUNDS):
        mean, easiness = easiness_of_answers(log, fold, offset)
        known = replay(log, order, mean)
        fitted, logit = _readout(log, known)
        weight = fitted.readout["easiness"]
        offset = logit - weight * mean
        if turn == 0:
            offset /= max(weight, 0.3)
    return named(base, version, log.items, log.groups, easiness, fitted)


def named(
    base: Parameters,
    version: str,
    items: Sequence[str],
    groups: Sequence[Sequence[str]],
    easiness: Easiness,
    fitted: Parameters,
) -> Parameters:
    """The base with what was fitted, under the names of exercises and sets of skills."""
    return replace(
        base,
        version=version,
        difficulties={name: round(-float(e), 4) for name, e in zip(items, easiness.mean, strict=True)},
        shift=round(-easiness.base, 4),
        shifts={set_name(skills): round(-float(e), 4) for skills, e in zip(groups, easiness.group, strict=True)},
        readout=fitted.readout,
        own=fitted.own,
    )


def _readout(log: Log, x: Table) -> tuple[Parameters, Floats]:
    """Parameters that hold the weights, on numbers as they are, and the logit of each answer."""
    centre = x.mean(axis=0, dtype=float)
    spread = np.maximum(x.std(axis=0, dtype=float), 1e-6)
    x -= centre.astype(np.float32)
    x /= spread.astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        fit = LogisticRegression(C=1.0, max_iter=200, tol=TOLERANCE).fit(x, log.correct)
    weights, intercept = fit.coef_[0].astype(float), float(fit.intercept_[0])
    own, logit = _own(log, x[:, OWN_PLACES].astype(float), (x @ weights.astype(np.float32)).astype(float) + intercept)
    return on_numbers_as_they_are(log.groups, weights, intercept, own, centre, spread), logit


def on_numbers_as_they_are(
    groups: Sequence[Sequence[str]], weights: Floats, intercept: float, own: Floats, centre: Floats, spread: Floats
) -> Parameters:
    """Weights fitted on standardised numbers, brought back to the numbers that pupils have."""
    readout = dict(zip(NAMES, (float(w) for w in weights / spread), strict=True))
    readout["intercept"] = intercept - float(weights / spread @ centre)
    places = list(OWN_PLACES)
    raw = own / spread[places]
    constant = -(raw @ centre[places])
    table = {
        set_name(skills): (round(float(c), 5), *(round(float(v), 5) for v in values))
        for skills, c, values in zip(groups, constant, raw, strict=True)
    }
    return replace(DEFAULT, readout=readout, own=table)


def _own(log: Log, columns: Floats, logit: Floats) -> tuple[Floats, Floats]:
    """Deviations of the weights OWN for each set of skills, by damped Newton steps under a Gaussian prior."""
    group, groups, y = log.group, len(log.groups), log.correct
    own = np.zeros((groups, len(OWN)))
    for _ in range(OWN_ROUNDS):
        for place, column in enumerate(columns.T):
            p = sigmoid(logit)
            score = np.bincount(group, (y - p) * column, groups) - own[:, place] / OWN_DEVIATION**2
            information = np.bincount(group, p * (1.0 - p) * column**2, groups) + 1.0 / OWN_DEVIATION**2
            change = OWN_DAMPING * score / information
            own[:, place] += change
            logit = logit + change[group] * column
    return own, logit
