"""How hard each item is, once what the students know is taken into account: a shrunk logistic regression.

P(correct) = guess + (1 - guess) sigmoid(offset - content difficulty + base + group effect + item effect), with Gaussian
priors on the effects; the offset is what the model believes of the student. Items seen little lean on their group
(the set of their skills), groups on the base.
"""

from dataclasses import dataclass

import numpy as np

from learner_model.log import Floats, Ints, Log

FOLDS = 5
ITEM_VARIANCE, GROUP_VARIANCE, ROUNDS = 0.7, 1.0, 6


@dataclass(frozen=True, eq=False)
class Easiness:
    """Per item: how far a student at offset 0 is above it, in logits. Per group and in all: the move of the prior."""

    mean: Floats
    group: Floats
    base: float


def fit_easiness(
    log: Log,
    rows: Ints,
    offset: Floats,
    item_variance: float = ITEM_VARIANCE,
    group_variance: float = GROUP_VARIANCE,
    rounds: int = ROUNDS,
) -> Easiness:
    """Maximum a posteriori by Newton's steps, effect by effect. `rows`: which answers to learn from."""
    y, item = log.correct[rows], log.item[rows]
    o = offset[rows] - log.difficulty[item]
    guess = log.guess[item]
    items, groups = len(log.items), len(log.groups)
    group_of = np.zeros(items, dtype=np.int64)
    group_of[log.item] = log.group
    group = group_of[item]
    rate = np.clip(y.mean(), 0.01, 0.99)
    base = float(np.log(rate / (1.0 - rate)) - o.mean())
    group_effect, item_effect = np.zeros(groups), np.zeros(items)

    def step() -> tuple[Floats, Floats]:
        """Gradient of the log likelihood by the logit, and its information."""
        q = sigmoid(o + base + group_effect[group] + item_effect[item])
        p = guess + (1.0 - guess) * q
        return (y - p) * q / p, (1.0 - guess) * q * q * (1.0 - q) / p

    for _ in range(rounds):
        score, information = step()
        base += float(np.sum(score) / (np.sum(information) + 1e-6))
        for _ in range(2):
            score, information = step()
            total = np.bincount(group, score, groups) - group_effect / group_variance
            group_effect += total / (np.bincount(group, information, groups) + 1.0 / group_variance)
            score, information = step()
            total = np.bincount(item, score, items) - item_effect / item_variance
            item_effect += total / (np.bincount(item, information, items) + 1.0 / item_variance)
    return Easiness(base + group_effect[group_of] + item_effect - log.difficulty, base + group_effect, base)


def easiness_of_answers(log: Log, fold: Ints, offset: Floats) -> tuple[Floats, Easiness]:
    """For each answer, its item's easiness as learnt **without its student**; and the table learnt from all.

    `fold`: a number under FOLDS a student.
    """
    final = fit_easiness(log, np.arange(len(log)), offset)
    mean = final.mean[log.item]
    fold_of_rows = fold[log.student]
    for number in range(FOLDS):
        held = fold_of_rows == number
        others = np.flatnonzero(~held)
        if held.any() and len(others):
            mean[held] = fit_easiness(log, others, offset).mean[log.item[held]]
    return mean, final


def sigmoid(x: Floats) -> Floats:
    """Logistic function, safe for any size."""
    result: Floats = 0.5 * (1.0 + np.tanh(0.5 * x))
    return result
