"""`learner_model.calibration.calibrate` over a log in parts: each step of the fit is a sum over answers.

Difficulties: Newton's steps, each a gradient and an information by exercise. Weights: Newton's method on the logistic
regression's own loss (scikit-learn's stops near the same lowest point). The deviations of skills: as there. The result
depends on the parts only by the rounding of sums, and not at all on how many workers hold them.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from learner_model.calibration import (
    OWN_DAMPING,
    OWN_DEVIATION,
    OWN_ROUNDS,
    ROUNDS,
    named,
    on_numbers_as_they_are,
)
from learner_model.difficulty import FOLDS, GROUP_VARIANCE, ITEM_VARIANCE, Easiness
from learner_model.difficulty import ROUNDS as EASINESS_ROUNDS
from learner_model.errors import LearnerModelError
from learner_model.in_parts import part as steps
from learner_model.in_parts.crew import Crew
from learner_model.in_parts.part import FITS, Effects, Names
from learner_model.log import Floats, Ints
from learner_model.parameters import DEFAULT, Parameters
from learner_model.readout import NAMES, OWN

MOST_STEPS = 30
SMALL_ENOUGH = 1e-9
"""Newton's steps end when the next would win less log likelihood than this, an answer."""


def calibrate_in_parts(
    crew: Crew,
    prerequisites: Mapping[str, Sequence[str]] | None = None,
    base: Parameters = DEFAULT,
    version: str = "calibrated",
    seed: int = 42,
) -> Parameters:
    """Parameters fitted to all the answers of the crew's parts. Raises LearnerModelError when they cannot tell."""
    names = _number(crew, prerequisites or {}, base, seed)
    group_of = np.array(crew.collect(steps.groups_of_items)).max(axis=0)
    for turn in range(ROUNDS):
        effects = _difficulties(crew, group_of, len(names.groups))
        each = effects.base[:, None] + effects.group[:, group_of] + effects.item - names.difficulty
        crew.change(steps.replayed, each)
        count, total = crew.total(steps.column_sums)
        centre = total / float(count)
        (squares,) = crew.total(steps.column_spreads, centre)
        spread = np.maximum(np.sqrt(squares / float(count)), 1e-6)
        crew.change(steps.standardised, centre, spread)
        weights = _weights(crew, float(count))
        crew.change(steps.judged, weights)
        own = _own(crew, len(names.groups))
        fitted = on_numbers_as_they_are(names.groups, weights[:-1], float(weights[-1]), own, centre, spread)
        if turn + 1 < ROUNDS:
            weight = fitted.readout["easiness"]
            crew.change(steps.offered, own, weight, max(weight, 0.3) if turn == 0 else 1.0)
    easiness = Easiness(each[FOLDS], effects.base[FOLDS] + effects.group[FOLDS], float(effects.base[FOLDS]))
    return named(base, version, names.items, names.groups, easiness, fitted)


def _number(crew: Crew, prerequisites: Mapping[str, Sequence[str]], base: Parameters, seed: int) -> Names:
    """Give the parts common numbers, and their students the folds that one log of all parts would give them."""
    met = crew.collect(steps.names_of)
    items = {name: (difficulty, guess) for _, known, _ in met for name, difficulty, guess in known}
    groups = sorted({group for _, _, known in met for group in known})
    order = sorted(items)
    names = Names(
        items=tuple(order),
        difficulty=np.array([items[name][0] for name in order]),
        guess=np.array([items[name][1] for name in order]),
        groups=tuple(skills for skills, _ in groups),
        domains=tuple(domain for _, domain in groups),
    )
    students = np.array([count for count, _, _ in met])
    fold = np.random.default_rng(seed).integers(FOLDS, size=int(students.sum()))
    folds = np.split(fold, np.cumsum(students)[:-1])
    crew.change(steps.numbered, names, prerequisites, base, each=folds)
    return names


def _difficulties(crew: Crew, group_of: Ints, groups: int) -> Effects:
    """learner_model.difficulty.fit_easiness, for every fold left out and for none, all at once."""
    ((count, right, above),) = crew.total(steps.rates)
    if not 0 < right[FOLDS] < count[FOLDS]:
        raise LearnerModelError("the answers to learn from are all right or all wrong: nothing can be learnt")
    count = np.maximum(count, 1.0)
    rate = np.clip(right / count, 0.01, 0.99)
    effects = Effects(
        group_of=group_of,
        base=np.log(rate / (1.0 - rate)) - above / count,
        group=np.zeros((FITS, groups)),
        item=np.zeros((FITS, len(group_of))),
    )
    for _ in range(EASINESS_ROUNDS):
        score, information = crew.total(steps.slopes, effects, "base")
        effects.base[:] += score[:, 0] / (information[:, 0] + 1e-6)
        for _ in range(2):
            for by, effect, variance in (
                ("group", effects.group, GROUP_VARIANCE),
                ("item", effects.item, ITEM_VARIANCE),
            ):
                score, information = crew.total(steps.slopes, effects, by)
                effect += (score - effect / variance) / (information + 1.0 / variance)
    return effects


def _weights(crew: Crew, count: float) -> Floats:
    """The lowest point of half the squared weights plus the loss; the intercept, last, is free."""
    free = np.append(np.ones(len(NAMES)), 0.0)
    weights = np.zeros(len(NAMES) + 1)
    step, least = np.zeros_like(weights), np.inf
    for _ in range(MOST_STEPS):
        loss, gradient, curvature = crew.total(steps.likelihood, weights)
        height = float(loss) + 0.5 * float(free @ weights**2)
        if height > least * (1.0 + 1e-12):
            step = 0.5 * step
            weights = weights - step
            continue
        least = height
        slope = gradient + free * weights
        step = -np.linalg.solve(curvature + np.diag(free + 1e-12), slope)
        if -float(step @ slope) < SMALL_ENOUGH * count:
            return weights + step
        weights = weights + step
    return weights


def _own(crew: Crew, groups: int) -> Floats:
    """Deviations of the weights OWN for each set of skills, as learner_model.calibration."""
    own = np.zeros((groups, len(OWN)))
    for _ in range(OWN_ROUNDS):
        for place in range(len(OWN)):
            score, information = crew.total(steps.own_slopes, own, place)
            score = score - own[:, place] / OWN_DEVIATION**2
            own[:, place] += OWN_DAMPING * score / (information + 1.0 / OWN_DEVIATION**2)
    return own
