"""A part of a log: some students with all their answers, and what each step of the fit counts on them.

Every function is pure: it takes a part and what all parts share, and returns another part, or sums to be added to those
of the other parts. Nothing of a student leaves his part but in a sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from learner_model.difficulty import FOLDS, sigmoid
from learner_model.evaluation import played
from learner_model.log import Floats, Ints, Log
from learner_model.parameters import Parameters
from learner_model.readout import NAMES
from learner_model.replay import Order, Table, replay
from learner_model.tracing import OWN_PLACES

Sums = tuple[NDArray[Any], ...]
FITS = FOLDS + 1
"""Difficulties without the students of each fold, then with all."""
ROWS_AT_ONCE = 65_536


@dataclass(frozen=True, eq=False)
class Names:
    """What all parts number alike: exercises (`group_of` each: the set of skills), sets of skills, their domain."""

    items: tuple[str, ...]
    difficulty: Floats
    guess: Floats
    groups: tuple[tuple[str, ...], ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Part:
    """`fold`, `offset`, `mean` (easiness learnt without the student), `logit`: of each answer; `table`: replay's."""

    log: Log
    order: Order | None = None
    fold: Ints | None = None
    offset: Floats | None = None
    mean: Floats | None = None
    table: Table | None = None
    logit: Floats | None = None


@dataclass(frozen=True, eq=False)
class Effects:
    """Where the fit of difficulties is. First axis: FITS; then nothing, sets of skills, or exercises."""

    group_of: Ints
    base: Floats
    group: Floats
    item: Floats


def names_of(part: Part) -> tuple[int, tuple[tuple[str, float, float], ...], tuple[tuple[tuple[str, ...], str], ...]]:
    """How many students, the exercises with difficulty and guess, the sets of skills with their domain."""
    log = part.log
    items = zip(log.items, map(float, log.difficulty), map(float, log.guess), strict=True)
    return len(log.students), tuple(items), tuple(zip(log.groups, log.domains, strict=True))


def numbered(
    part: Part, fold: Ints, names: Names, prerequisites: Mapping[str, Sequence[str]], base: Parameters
) -> Part:
    """The part under the common numbers, laid out for replaying. `fold`: of its students."""
    log = part.log
    item_place = {name: place for place, name in enumerate(names.items)}
    group_place = {key: place for place, key in enumerate(zip(names.groups, names.domains, strict=True))}
    item = np.array([item_place[name] for name in log.items], dtype=np.int64)
    group = np.array([group_place[key] for key in zip(log.groups, log.domains, strict=True)], dtype=np.int64)
    log = replace(
        log,
        item=item[log.item],
        group=group[log.group],
        items=names.items,
        difficulty=names.difficulty,
        guess=names.guess,
        groups=names.groups,
        domains=names.domains,
    )
    return Part(log, Order.of(log, prerequisites, base), fold[log.student], np.zeros(len(log)))


def groups_of_items(part: Part) -> Ints:
    """The set of skills of each exercise met here, -1 for the others."""
    found = np.full(len(part.log.items), -1, dtype=np.int64)
    found[part.log.item] = part.log.group
    return found


def rates(part: Part) -> Sums:
    """For each fit: answers, right ones, sum of the offset above the content's difficulty."""
    log, fold, offset = part.log, _there(part.fold), _there(part.offset)
    above = offset - log.difficulty[log.item]
    columns = [np.bincount(fold, weights, FOLDS) for weights in (np.ones(len(log)), log.correct, above)]
    return (np.stack([np.append(column.sum() - column, column.sum()) for column in columns]),)


def slopes(part: Part, effects: Effects, by: str) -> Sums:
    """For each fit: gradient and information of the effects of `by` (base, group, item), as in fit_easiness."""
    log, fold, offset = part.log, _there(part.fold), _there(part.offset)
    item, guess = log.item, log.guess[log.item]
    group, above, y = effects.group_of[item], offset - log.difficulty[log.item], log.correct
    number = {"base": np.zeros_like(item), "group": group, "item": item}[by]
    size = {"base": 1, "group": effects.group.shape[1], "item": effects.item.shape[1]}[by]
    score, information = np.zeros((FITS, size)), np.zeros((FITS, size))
    for fit in range(FITS):
        q = sigmoid(above + effects.base[fit] + effects.group[fit][group] + effects.item[fit][item])
        p = guess + (1.0 - guess) * q
        of_answer, certain = (y - p) * q / p, (1.0 - guess) * q * q * (1.0 - q) / p
        if fit < FOLDS:
            of_answer, certain = of_answer * (fold != fit), certain * (fold != fit)
        score[fit] = np.bincount(number, of_answer, size)
        information[fit] = np.bincount(number, certain, size)
    return score, information


def replayed(part: Part, easiness: Floats) -> Part:
    """What is known before each answer. `easiness` (FITS, exercises): a student is given that of the others."""
    fold, order = _there(part.fold), _there(part.order)
    mean = easiness[fold, part.log.item]
    return replace(part, mean=mean, table=replay(part.log, order, mean))


def column_sums(part: Part) -> Sums:
    """Answers, and the sum of each number known."""
    return np.array(float(len(part.log))), _there(part.table).sum(axis=0, dtype=float)


def column_spreads(part: Part, centre: Floats) -> Sums:
    """Sums of squares around the common mean."""
    total = np.zeros(len(NAMES))
    for x in _slices(_there(part.table)):
        total += ((x - centre) ** 2).sum(axis=0)
    return (total,)


def standardised(part: Part, centre: Floats, spread: Floats) -> Part:
    """The numbers known, around their common mean, in units of their spread."""
    x = _there(part.table)
    return replace(part, table=(x - centre.astype(np.float32)) / spread.astype(np.float32))


def likelihood(part: Part, weights: Floats) -> Sums:
    """Loss, gradient and curvature of the logistic regression; the last weight is the intercept."""
    size = len(weights)
    loss, gradient, curvature = 0.0, np.zeros(size), np.zeros((size, size))
    y = part.log.correct
    for place, x in enumerate(_slices(_there(part.table))):
        x = np.column_stack([x, np.ones(len(x))])
        right = y[place * ROWS_AT_ONCE :][: len(x)]
        logit = x @ weights
        p = sigmoid(logit)
        loss += float((np.logaddexp(0.0, logit) - right * logit).sum())
        gradient += (p - right) @ x
        curvature += (x * (p * (1.0 - p))[:, None]).T @ x
    return np.array(loss), gradient, curvature


def judged(part: Part, weights: Floats) -> Part:
    """The logit of each answer by the common weights."""
    logits = [x @ weights[:-1] + weights[-1] for x in _slices(_there(part.table))]
    return replace(part, logit=np.concatenate(logits))


def own_slopes(part: Part, own: Floats, place: int) -> Sums:
    """For each set of skills: gradient and information of its own deviation of the weight OWN[place]."""
    log, groups = part.log, len(own)
    column = _there(part.table)[:, OWN_PLACES[place]].astype(float)
    p = sigmoid(_own_logit(part, own))
    score = np.bincount(log.group, (log.correct - p) * column, groups)
    return score, np.bincount(log.group, p * (1.0 - p) * column**2, groups)


def offered(part: Part, own: Floats, weight: float, share: float) -> Part:
    """What is believed of the student beside the exercise's easiness, for the next fit of difficulties."""
    offset = (_own_logit(part, own) - weight * _there(part.mean)) / share
    return replace(part, offset=offset, mean=None, table=None, logit=None)


def losses(
    part: Part, models: Sequence[Parameters], prerequisites: Mapping[str, Sequence[str]], most: int
) -> tuple[Floats, ...]:
    """For each student of the first `most` answers or so: answers, then log loss by each model as it meets pupils."""
    log = part.log
    ends = np.searchsorted(log.student, np.arange(len(log.students)), side="right")
    rows = np.arange(int(ends[max(0, int(np.searchsorted(ends, most, side="right")) - 1)]))
    y, student = log.correct[rows], log.student[rows]
    found = [np.bincount(student).astype(float)]
    for model in models:
        p = np.clip(played(log, rows, model, prerequisites), 1e-6, 1.0 - 1e-6)
        found.append(np.bincount(student, -np.log(np.where(y > 0.5, p, 1.0 - p))))
    return tuple(found)


def _own_logit(part: Part, own: Floats) -> Floats:
    columns = _there(part.table)[:, OWN_PLACES].astype(float)
    result: Floats = _there(part.logit) + (own[part.log.group] * columns).sum(axis=1)
    return result


def _slices(table: Table) -> list[Floats]:
    return [table[start : start + ROWS_AT_ONCE].astype(float) for start in range(0, len(table), ROWS_AT_ONCE)]


def _there(column: Any) -> Any:
    """What an earlier step has put into the part."""
    if column is None:
        raise RuntimeError("a step of the fit in parts was left out")
    return column
