"""How hard each item is, once what the students know is taken into account: a shrunk logistic regression.

P(correct) = sigmoid(offset + base + group effect + item effect), Gaussian priors on the effects; the offset is what
the model believes of the student. Items seen little lean on their group (the set of their skills), groups on the base.
"""

from dataclasses import dataclass

import numpy as np

from learner_model.log import Floats, Ints, Log

FOLDS = 5


@dataclass(frozen=True, eq=False)
class Easiness:
    """Per item: logit of success of a student at offset 0, and the variance of that estimate."""

    mean: Floats
    variance: Floats


def fit_easiness(
    log: Log, rows: Ints, offset: Floats, item_variance: float = 0.7, group_variance: float = 1.0, rounds: int = 6
) -> Easiness:
    """Maximum a posteriori by Newton's steps, effect by effect. `rows`: which answers to learn from."""
    y, item, o = log.correct[rows], log.item[rows], offset[rows]
    items, groups = len(log.items), len(log.groups)
    group_of = np.zeros(items, dtype=np.int64)
    group_of[log.item] = log.group
    group = group_of[item]
    rate = np.clip(y.mean(), 0.01, 0.99)
    base = float(np.log(rate / (1.0 - rate)) - o.mean())
    group_effect, item_effect = np.zeros(groups), np.zeros(items)
    for _ in range(rounds):
        p = sigmoid(o + base + group_effect[group] + item_effect[item])
        base += float(np.sum(y - p) / (np.sum(p * (1.0 - p)) + 1e-6))
        for _ in range(2):
            p = sigmoid(o + base + group_effect[group] + item_effect[item])
            score = np.bincount(group, y - p, groups) - group_effect / group_variance
            group_effect += score / (np.bincount(group, p * (1.0 - p), groups) + 1.0 / group_variance)
            p = sigmoid(o + base + group_effect[group] + item_effect[item])
            score = np.bincount(item, y - p, items) - item_effect / item_variance
            item_effect += score / (np.bincount(item, p * (1.0 - p), items) + 1.0 / item_variance)
    p = sigmoid(o + base + group_effect[group] + item_effect[item])
    information = np.bincount(item, p * (1.0 - p), items)
    mean: Floats = base + group_effect[group_of] + item_effect
    variance: Floats = (1.0 / (information + 1.0 / item_variance)).astype(float)
    return Easiness(mean, variance)


def easiness_of_answers(log: Log, learn: Ints, fold: Ints, offset: Floats) -> tuple[Floats, Floats, Easiness]:
    """For each answer, its item's easiness as learnt **without its student**, and the variance; and the final table.

    `learn`: rows to learn from; `fold`: a number under FOLDS a student. Students outside `learn` get the final table.
    """
    final = fit_easiness(log, learn, offset)
    mean, variance = final.mean[log.item], final.variance[log.item]
    fold_of_rows = fold[log.student]
    learning = np.zeros(len(log), dtype=bool)
    learning[learn] = True
    for number in range(FOLDS):
        held = learning & (fold_of_rows == number)
        others = np.flatnonzero(learning & ~held)
        if not held.any() or not len(others):
            continue
        table = fit_easiness(log, others, offset)
        mean[held], variance[held] = table.mean[log.item[held]], table.variance[log.item[held]]
    return mean, variance, final


def sigmoid(x: Floats) -> Floats:
    """Logistic function, safe for any size."""
    result: Floats = 0.5 * (1.0 + np.tanh(0.5 * x))
    return result
