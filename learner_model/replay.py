"""Replays a log answer by answer, all students at once, and writes down what is known just before each answer.

Nothing of an answer, nor of later ones, enters its own row. Time: the stamp of an answer tells how long it took, so
"now" is the stamp of the answer before, unless more than half an hour passed (a new sitting, known when it starts).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner_model.difficulty import sigmoid
from learner_model.log import Floats, Ints, Log

Table = NDArray[np.float32]

SITTING = 1_800.0
WINDOWS = (300.0, 3_600.0, 86_400.0, 604_800.0)
_OVERALL = (0.6, 0.85, 0.96)
_RATE = 0.7
_SHRINK = 1.0

ABILITY_VARIANCE = 0.6
SKILL_VARIANCE = 0.6
ITEM_VARIANCE = 0.3
ABILITY_DRIFT = 0.002
SKILL_DRIFT = 0.005

PLAIN = (
    *("easiness", "easiness_variance", "ability", "skill", "item", "ability_variance", "variance"),
    *("log_wins", "log_fails", "wins_fails", "rate", "rate_wins", "rate_fails", "skill_residual", "skill_last"),
    *("item_wins", "item_fails", "item_rate", "item_last", "item_seen", "item_again"),
    *(f"overall_{gamma}" for gamma in _OVERALL),
    *(f"residual_{gamma}" for gamma in _OVERALL),
    *("answers", "easiness_answers", "ability_easiness", "same_skills", "same_last", "run", "streak"),
)
TIMED = (
    *("since_skill", "since_item", "since_any", "item_new"),
    *(
        f"{what}_{int(window)}s"
        for what in ("item_wins", "item_fails", "skill_wins", "skill_fails")
        for window in WINDOWS
    ),
)
"""What is known before an answer. Means over the answer's skills; logarithms are of one plus."""


def feature_names(log: Log) -> tuple[str, ...]:
    """The columns of `replay` for this log."""
    return PLAIN if log.timestamp is None else PLAIN + TIMED


@dataclass(frozen=True, eq=False)
class Order:
    """The log laid out for replaying: `steps[k]` holds the row of each student's k-th answer."""

    steps: tuple[Ints, ...]
    pair: Ints
    pairs: int
    student_item: Ints
    student_items: int
    has: Floats
    count: Floats

    @classmethod
    def of(cls, log: Log) -> "Order":
        """Number the (student, skill) and (student, item) pairs that occur."""
        has = log.skills >= 0
        keys = np.where(has, log.student[:, None] * np.int64(len(log.skill_names)) + log.skills, -1)
        found, places = np.unique(keys, return_inverse=True)
        places = places.reshape(keys.shape)
        pairs = len(found)
        if found[0] == -1:  # the padding goes to the end
            places = np.where(places == 0, pairs - 1, places - 1)
            pairs -= 1
        items, student_item = np.unique(log.student * np.int64(len(log.items)) + log.item, return_inverse=True)
        lengths = np.bincount(log.student, minlength=len(log.students))
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        longest_first = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[longest_first], lengths[longest_first]
        steps = tuple(starts[: np.searchsorted(-lengths, -k)] + k for k in range(int(lengths[0])))
        return cls(
            steps, places, pairs, student_item.ravel(), len(items), has.astype(float), has.sum(axis=1).astype(float)
        )


def replay(log: Log, order: Order, easiness: Floats, easiness_variance: Floats) -> Table:
    """(answers, features) known before each answer, in the order of `feature_names`."""
    out = np.zeros((len(log), len(feature_names(log))), dtype=np.float32)
    memory = _Memory(log, order)
    clock = _Clock(log, order) if log.timestamp is not None else None
    for rows in order.steps:
        known = memory.before(rows, easiness[rows], easiness_variance[rows])
        if clock is not None:
            known += clock.before(rows)
        out[rows] = np.column_stack(known)
        memory.learn(rows)
        if clock is not None:
            clock.learn(rows)
    return out


class _Memory:
    """Beliefs, counts and decayed rates of every student."""

    def __init__(self, log: Log, order: Order) -> None:
        students, pairs, items = len(log.students), order.pairs + 1, order.student_items
        self.log, self.order = log, order
        self.ability, self.ability_variance = np.zeros(students), np.full(students, ABILITY_VARIANCE)
        self.skill, self.skill_variance = np.zeros(pairs), np.full(pairs, SKILL_VARIANCE)
        self.skill_variance[-1] = 0.0
        self.item, self.item_variance = np.zeros(items), np.full(items, ITEM_VARIANCE)
        self.wins, self.fails, self.skill_last = np.zeros(pairs), np.zeros(pairs), np.zeros(pairs)
        self.weight, self.won, self.residual = np.zeros(pairs), np.zeros(pairs), np.zeros(pairs)
        self.item_wins, self.item_fails, self.item_last = np.zeros(items), np.zeros(items), np.zeros(items)
        self.item_weight, self.item_won = np.zeros(items), np.zeros(items)
        self.overall = np.zeros((3, len(_OVERALL), students))  # weight, successes, residuals
        self.answers = np.zeros(students)
        self.group_before = np.full(students, -1, dtype=np.int64)
        self.item_before = np.full(students, -1, dtype=np.int64)
        self.last, self.run, self.streak = np.zeros(students), np.zeros(students), np.zeros(students)

    def before(self, rows: Ints, easiness: Floats, easiness_variance: Floats) -> list[Floats]:
        log, order = self.log, self.order
        s, pair, has, count = log.student[rows], order.pair[rows], order.has[rows], order.count[rows]
        item = order.student_item[rows]
        ability, ability_variance = self.ability[s], self.ability_variance[s]
        skill = (self.skill[pair] * has).sum(axis=1) / count
        variance = (
            ability_variance + (self.skill_variance[pair] * has).sum(axis=1) / count**2 + self.item_variance[item]
        )
        expected = sigmoid(easiness)
        self.expected, self.variance = expected, variance
        self.probability = sigmoid(
            (easiness + ability + skill + self.item[item]) / np.sqrt(1.0 + np.pi / 8.0 * variance)
        )
        wins, fails = np.log1p(self.wins[pair]), np.log1p(self.fails[pair])
        wins, fails = (wins * has).sum(axis=1) / count, (fails * has).sum(axis=1) / count
        rate = (self.won[pair] + _SHRINK * expected[:, None]) / (self.weight[pair] + _SHRINK)
        rate = (rate * has).sum(axis=1) / count - expected
        residual = (self.residual[pair] / (self.weight[pair] + _SHRINK) * has).sum(axis=1) / count
        weight, won, residuals = self.overall[:, :, s]
        answers = np.log1p(self.answers[s])
        same = (self.group_before[s] == log.group[rows]).astype(float)
        return [
            *(easiness, easiness_variance, ability, skill, self.item[item], ability_variance, variance),
            *(wins, fails, wins * fails, rate, rate * wins, rate * fails, residual),
            (self.skill_last[pair] * has).sum(axis=1) / count,
            *(np.log1p(self.item_wins[item]), np.log1p(self.item_fails[item])),
            (self.item_won[item] + _SHRINK * expected) / (self.item_weight[item] + _SHRINK) - expected,
            self.item_last[item],
            np.log1p(self.item_wins[item] + self.item_fails[item]),
            (self.item_before[s] == log.item[rows]).astype(float),
            *((won + 0.7 * _SHRINK) / (weight + _SHRINK)),
            *(residuals / (weight + _SHRINK)),
            *(answers, easiness * answers, ability * easiness),
            *(same, same * self.last[s], np.log1p(self.run[s] * same), np.clip(self.streak[s], -6.0, 6.0)),
        ]

    def learn(self, rows: Ints) -> None:
        """Fold the answers in: assumed-density filtering for beliefs, as in learner_model.tracing."""
        log, order = self.log, self.order
        s, pair, has, count = log.student[rows], order.pair[rows], order.has[rows], order.count[rows]
        item, y = order.student_item[rows], log.correct[rows]
        p, variance = self.probability, self.variance
        information = p * (1.0 - p) / (1.0 + variance * p * (1.0 - p))
        step = (y - p) / (1.0 + variance * p * (1.0 - p))
        v = self.ability_variance[s]
        self.ability[s] += v * step
        self.ability_variance[s] = v - v * v * information + ABILITY_DRIFT
        each = has / count[:, None]
        v = self.skill_variance[pair]
        self.skill[pair] += each * v * step[:, None]
        self.skill_variance[pair] = v - (each * v) ** 2 * information[:, None] + SKILL_DRIFT * has
        self.skill[-1] = self.skill_variance[-1] = 0.0
        v = self.item_variance[item]
        self.item[item] += v * step
        self.item_variance[item] = v - v * v * information
        won, residual = y[:, None] * has, (y - self.expected)[:, None] * has
        self.wins[pair] += won
        self.fails[pair] += has - won
        sign = 2.0 * y - 1.0
        self.skill_last[pair] = sign[:, None] * has
        for total, new in ((self.weight, has), (self.won, won), (self.residual, residual)):
            total[pair] = np.where(has > 0, _RATE, 1.0) * total[pair] + new
        self.item_wins[item] += y
        self.item_fails[item] += 1.0 - y
        self.item_last[item] = sign
        self.item_weight[item] = _RATE * self.item_weight[item] + 1.0
        self.item_won[item] = _RATE * self.item_won[item] + y
        for place, gamma in enumerate(_OVERALL):
            for what, value in enumerate((np.ones_like(y), y, y - self.expected)):
                self.overall[what, place, s] = gamma * self.overall[what, place, s] + value
        self.answers[s] += 1.0
        same = self.group_before[s] == log.group[rows]
        self.run[s] = np.where(same, self.run[s] + 1.0, 1.0)
        self.group_before[s], self.item_before[s], self.last[s] = log.group[rows], log.item[rows], sign
        self.streak[s] = np.where(np.sign(self.streak[s]) == sign, self.streak[s] + sign, sign)


class _Clock:
    """Times since, and successes and failures fading over windows of minutes to a week."""

    def __init__(self, log: Log, order: Order) -> None:
        assert log.timestamp is not None  # noqa: S101  # made only for logs with time
        self.log, self.order, self.time = log, order, log.timestamp
        self.last = np.full(len(log.students), np.nan)
        self.item_at, self.skill_at = np.full(order.student_items, np.nan), np.full(order.pairs + 1, np.nan)
        self.item = np.zeros((2, len(WINDOWS), order.student_items))
        self.skill = np.zeros((2, len(WINDOWS), order.pairs + 1))

    def before(self, rows: Ints) -> list[Floats]:
        log, order = self.log, self.order
        s, pair, item = log.student[rows], order.pair[rows], order.student_item[rows]
        has, count = order.has[rows], order.count[rows]
        gap = self.time[rows] - self.last[s]
        sitting = gap < SITTING
        now = np.where(sitting, self.last[s], self.time[rows])
        since_item = _since(now, self.item_at[item])
        since_skill = _since(now[:, None], self.skill_at[pair])
        known: list[Floats] = [
            (np.log1p(since_skill / 60.0) * has).sum(axis=1) / count,
            np.log1p(since_item / 60.0),
            np.where(sitting | np.isnan(gap), 0.0, np.log1p(np.maximum(gap, 0.0) / 3_600.0)),
            np.isnan(self.item_at[item]).astype(float),
        ]
        for side in self.item:
            known += [np.log1p(side[k, item] * np.exp(-since_item / window)) for k, window in enumerate(WINDOWS)]
        for side in self.skill:
            for k, window in enumerate(WINDOWS):
                faded = np.log1p(side[k, pair] * np.exp(-since_skill / window))
                known.append((faded * has).sum(axis=1) / count)
        return known

    def learn(self, rows: Ints) -> None:
        log, order, time = self.log, self.order, self.time[rows]
        s, pair, item, has = log.student[rows], order.pair[rows], order.student_item[rows], order.has[rows]
        y = log.correct[rows]
        since_item, since_skill = _since(time, self.item_at[item]), _since(time[:, None], self.skill_at[pair])
        for side, value in enumerate((y, 1.0 - y)):
            for k, window in enumerate(WINDOWS):
                self.item[side, k, item] = self.item[side, k, item] * np.exp(-since_item / window) + value
                faded = self.skill[side, k, pair] * np.exp(-since_skill / window)
                self.skill[side, k, pair] = (faded + value[:, None]) * has
        self.item_at[item], self.last[s] = time, time
        self.skill_at[pair] = time[:, None]
        self.skill_at[-1] = np.nan


def _since(now: Floats, then: Floats) -> Floats:
    """Seconds since; 0 for never (its counts are 0 too), and for a clock that went back."""
    result: Floats = np.nan_to_num(np.maximum(now - then, 0.0), nan=0.0)
    return result
