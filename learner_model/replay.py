"""Replays a log answer by answer, all students at once, and writes down what is known just before each answer.

The same model as learner_model.tracing, told one answer after another, as arrays over students (a test compares them).
Nothing of an answer, nor of later ones, enters its own row. Time: the stamp of an answer tells how long it took, so
"now" is the stamp of the answer before, unless a new sitting began.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner_model import readout
from learner_model.difficulty import sigmoid
from learner_model.interface import Item
from learner_model.log import Floats, Ints, Log
from learner_model.parameters import DAY, Parameters
from learner_model.readout import SITTING, kind_of
from learner_model.tracing import Tracing

Table = NDArray[np.float32]
_KINDS = ("@", "", "=")


@dataclass(frozen=True, eq=False)
class Order:
    """The log laid out for replaying: `steps[k]` holds the row of each student's k-th answer.

    An answer bears on several beliefs: `slot` is (answers, beliefs of an answer) in the flat table of all students'
    beliefs, with its `weight`; `direct` marks the skills practised. Slot 0 of an answer is the ability, the last one
    the exercise; those between are skills, padded with a belief of weight 0 at the end of the table.
    """

    steps: tuple[Ints, ...]
    slot: Ints
    weight: Floats
    direct: Floats
    kind: Ints
    prior: Floats
    time: Floats
    tracing: Tracing

    @classmethod
    def of(cls, log: Log, prerequisites: Mapping[str, Sequence[str]], parameters: Parameters) -> "Order":
        """Number the beliefs that occur."""
        tracing = Tracing(prerequisites, parameters)
        keys: dict[str, int] = {}
        tables = []
        for skills, domain in zip(log.groups, log.domains, strict=True):
            weights = tracing.weights(Item("", "", domain, skills, 0.0))
            tables.append([(keys.setdefault(k, len(keys)), w, k in skills) for k, w in weights.items() if k != "="])
        width = max(map(len, tables))
        group_key = np.full((len(tables), width), -1, dtype=np.int64)
        group_weight, group_direct = np.zeros((len(tables), width)), np.zeros((len(tables), width))
        for number, table in enumerate(tables):
            for place, (key, weight, practised) in enumerate(table):
                group_key[number, place] = key
                group_weight[number, place], group_direct[number, place] = weight, practised
        all_keys = len(keys) + len(log.items)
        raw = np.column_stack([group_key[log.group], len(keys) + log.item])
        raw = np.where(raw >= 0, log.student[:, None] * np.int64(all_keys) + raw, np.iinfo(np.int64).max)
        found, slot = np.unique(raw, return_inverse=True)
        if found[-1] != np.iinfo(np.int64).max:
            found = np.append(found, np.iinfo(np.int64).max)
        kinds = np.array([_KINDS.index(kind_of(key)) for key in keys] + [2] * len(log.items), dtype=np.int64)
        kind = np.append(kinds[found[:-1] % all_keys], 1)
        grade = np.array([parameters.grade_ability.get(grade, 0.0) for grade in log.grades])
        prior = np.append(np.where(kind[:-1] == 0, grade[found[:-1] // all_keys], 0.0), 0.0)
        ones = np.ones((len(log), 1))
        lengths = np.bincount(log.student, minlength=len(log.students))
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        longest_first = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[longest_first], lengths[longest_first]
        steps = tuple(starts[: np.searchsorted(-lengths, -k)] + k for k in range(int(lengths[0])))
        return cls(
            steps=steps,
            slot=slot.reshape(raw.shape),
            weight=np.column_stack([group_weight[log.group], ones]),
            direct=np.column_stack([group_direct[log.group], ones]),
            kind=kind,
            prior=prior,
            time=np.floor(np.maximum(log.seconds(), 0.0)),
            tracing=tracing,
        )


def replay(log: Log, order: Order, easiness: Floats) -> Table:
    """(answers, readout.NAMES): what is known before each answer. `easiness` is of each answer's item, in logits."""
    out = np.zeros((len(log), len(readout.NAMES)), dtype=np.float32)
    memory = _Memory(log, order)
    for rows in order.steps:
        out[rows] = np.column_stack(memory.before(rows, easiness[rows]))
        memory.learn(rows, easiness[rows])
    return out


class _Memory:
    """Beliefs and counters of every student. See learner_model.tracing for what each line does."""

    def __init__(self, log: Log, order: Order) -> None:
        self.log, self.order, p = log, order, order.tracing.parameters
        self.parameters, size = p, len(order.kind)
        self.prior_variance = np.array([p.ability_variance, p.skill_variance, p.item_variance])[order.kind]
        self.noise = np.array([p.ability_noise, p.skill_noise, p.skill_noise])[order.kind]
        self.mean, self.variance = order.prior.copy(), self.prior_variance.copy()
        self.half_life = np.array([p.ability_half_life, p.skill_half_life, p.skill_half_life])[order.kind]
        self.at, self.practised = np.zeros(size), np.zeros(size)
        self.wins, self.fails, self.trace = np.zeros(size), np.zeros(size), np.zeros((8, size))
        self.clock, self.answers = np.zeros(len(log.students)), np.zeros(len(log.students))

    def drift(self, slot: Ints, now: Floats) -> tuple[Floats, Floats]:
        """Means and variances brought to the present."""
        mean, variance = self.mean[slot], self.variance[slot]
        at = self.at[slot]
        days = np.where(at > 0.0, np.maximum(0.0, now[:, None] - at) / DAY, 0.0)
        above = mean - self.order.prior[slot]
        half_life = np.where(above > 0.0, self.half_life[slot], self.parameters.variance_half_life)
        missing = self.prior_variance[slot] - variance
        faded = np.exp2(-days / self.parameters.variance_half_life)
        return self.order.prior[slot] + above * np.exp2(-days / half_life), self.prior_variance[slot] - missing * faded

    def before(self, rows: Ints, easiness: Floats) -> tuple[Floats, ...]:
        """The numbers of readout.NAMES."""
        log, order = self.log, self.order
        s, slot, weight = log.student[rows], order.slot[rows], order.weight[rows]
        time, clock = np.maximum(order.time[rows], self.clock[s]), self.clock[s]
        away = np.where(self.answers[s] > 0.0, time - clock, 0.0)
        away = np.where(away >= SITTING, away, 0.0)
        now = np.where((self.answers[s] > 0.0) & (away == 0.0), clock, time)
        mean, variance = self.drift(slot, now)
        ability, item = mean[:, 0], mean[:, -1]
        skill = (weight[:, 1:-1] * mean[:, 1:-1]).sum(axis=1)
        total = (weight**2 * variance).sum(axis=1)
        direct = order.direct[rows][:, 1:-1]
        count = np.maximum(direct.sum(axis=1), 1.0)
        inner = slot[:, 1:-1]
        since = np.where(self.practised[inner] > 0.0, np.maximum(0.0, now[:, None] - self.practised[inner]), 0.0)
        terms = readout.skill_terms(self.wins[inner], self.fails[inner], self.trace[:2, inner], since, np)
        skills = [(direct * term).sum(axis=1) / count for term in terms]
        own = slot[:, -1]
        met = self.practised[own] > 0.0
        since = np.where(met, np.maximum(0.0, now - self.practised[own]), 0.0)
        terms = readout.item_terms(self.wins[own], self.fails[own], self.trace[:, own], since, np)
        items = [np.where(met, term, never) for term, never in zip(terms, readout.NEVER_MET, strict=True)]
        theta = slot[:, 0]
        pupil = readout.ability_terms(self.wins[theta] + self.fails[theta], self.trace[:, theta], away, np)
        lift = readout.lift(log.guess[log.item[rows]], easiness + ability + skill + item, np)
        return readout.numbers_of((easiness, ability, skill, item, total, lift), skills, items, pupil)

    def learn(self, rows: Ints, easiness: Floats) -> None:
        """Fold the answers in."""
        log, order, p = self.log, self.order, self.parameters
        s, slot, weight, y = log.student[rows], order.slot[rows], order.weight[rows], log.correct[rows]
        now = np.maximum(order.time[rows], self.clock[s])
        mean, variance = self.drift(slot, now)
        practised = self.practised[slot] > 0.0
        top = np.maximum(variance, self.prior_variance[slot])
        variance = np.minimum(top, variance + np.where(practised, self.noise[slot], 0.0))
        total = (weight**2 * variance).sum(axis=1)
        eta = (weight * mean).sum(axis=1) + easiness
        q = sigmoid(eta / np.sqrt(1.0 + np.pi / 8.0 * total))
        guess = np.clip(log.guess[log.item[rows]], 0.0, 0.9)
        scale = np.maximum(0.05, 1.0 - guess - p.slip)
        chance = guess + scale * q
        won = y > 0.5
        meant = np.where(won, scale * q / chance * p.hint_weight ** log.hints[rows], scale * (1.0 - q) / (1.0 - chance))
        meant = np.where((guess > 0.0) & (log.latency[rows] < p.rapid_seconds), p.rapid_weight * meant, meant)
        information = meant * q * (1.0 - q)
        score = meant * (y - q) / (1.0 + total * information)
        others = total[:, None] - weight**2 * variance
        gained = weight**2 * information[:, None] / (1.0 + others * information[:, None])
        self.mean[slot] = np.clip(mean + variance * weight * score[:, None], -6.0, 6.0)
        self.variance[slot] = np.maximum(0.001, 1.0 / (1.0 / variance + gained))
        self.at[slot] = now[:, None]
        since = np.where(practised, np.maximum(0.0, now[:, None] - self.practised[slot]), 0.0)
        half_life = self.half_life[slot]
        grown = half_life * (1.0 + p.spacing_gain * (1.0 - np.exp2(-since / DAY / half_life)))
        grown = np.minimum(p.longest_half_life, np.maximum(grown, half_life))
        grows = won[:, None] & practised & (order.direct[rows] > 0.0)
        grows[:, 0] = False
        self.half_life[slot] = np.where(grows, grown, half_life)
        residual = y - sigmoid(easiness)
        ability, inner, own = slot[:, 0], slot[:, 1:-1], slot[:, -1]
        trace = self.trace
        trace[:6, ability] = readout.traced("@", trace[:6, ability], y, residual, since[:, 0], 1.0, np)
        trace[:, own] = readout.traced("=", trace[:, own], y, residual, since[:, -1], 1.0, np)
        direct = order.direct[rows][:, 1:-1]
        after = readout.traced("", trace[:2, inner], y[:, None], residual[:, None], since[:, 1:-1], 1.0, np)
        for place in range(2):
            trace[place, inner] = np.where(direct > 0.0, after[place], trace[place, inner])
        for places in (ability, own):
            self.wins[places] += y
            self.fails[places] += 1.0 - y
            self.practised[places] = now
        self.wins[inner] += direct * y[:, None]
        self.fails[inner] += direct * (1.0 - y[:, None])
        self.practised[inner] = np.where(direct > 0.0, now[:, None], self.practised[inner])
        self._reset_padding()
        self.clock[s] = now
        self.answers[s] += 1.0

    def _reset_padding(self) -> None:
        self.mean[-1], self.variance[-1] = 0.0, self.prior_variance[-1]
        self.at[-1] = self.practised[-1] = self.wins[-1] = self.fails[-1] = 0.0
        self.trace[:, -1] = 0.0
