"""Bayesian logistic knowledge tracing: what is believed of a skill now, and what one answer changes.

For item i of domain d on skills S, with pre(s) the prerequisites of s:
    eta = theta_d + mean_S [ theta_s + share * mean_pre(s) theta_p ] + theta_i - difficulty_i   (Gaussian beliefs)
    q   = sigmoid(eta_mean / sqrt(1 + pi/8 * eta_variance))                             (MacKay's probit approximation)
    P   = guess + (1 - guess - slip) q
Once calibrated, predictions come from the readout of these beliefs and of counts (learner_model.readout).
An answer y moves each belief by its variance times the gradient of log P(y), divided by 1 + information * eta_variance
(assumed-density filtering, one closed-form step), and shrinks its variance by the information of the answer.
Attempts of one moment add up their evidence on the belief from before that moment: their order cannot matter.
"""

import math
from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt, Item, Outcome, Prediction
from learner_model.parameters import DAY, Parameters, set_name
from learner_model.readout import (
    NAMES,
    NEVER_MET,
    NO_TRACE,
    OWN,
    ability_terms,
    item_terms,
    kind_of,
    lift,
    numbers_of,
    skill_terms,
    traced,
)
from learner_model.state import Belief, Evidence, PupilState

OWN_PLACES = tuple(NAMES.index(name) for name in OWN)
_LARGEST = 6.0
_FARTHEST = 10.0
_LEAST_VARIANCE = 0.001
_PROBIT = math.pi / 8.0


class Now(NamedTuple):
    """A belief brought to the present: what it is believed to be, with every answer so far."""

    mean: float
    variance: float


class Tracing:
    """The tracing part of the model: reads beliefs, and folds an answer into them."""

    def __init__(self, prerequisites: Mapping[str, Sequence[str]], parameters: Parameters) -> None:
        self.prerequisites = prerequisites
        self.parameters = parameters
        self.intercept = parameters.readout.get("intercept", 0.0)
        self.readout_weights = tuple(parameters.readout.get(name, 0.0) for name in NAMES)
        self._skill_weights: dict[tuple[str, ...], dict[str, float]] = {}
        self._new = {"": Now(0.0, parameters.skill_variance), "=": Now(0.0, parameters.item_variance)}

    def prior(self, key: str, grade: str) -> Now:
        """Belief before any answer: an ability (`@domain`), a skill, or what is special with an exercise (`=`)."""
        kind = kind_of(key)
        if kind == "@":
            return Now(self.parameters.grade_ability.get(grade, 0.0), self.parameters.ability_variance)
        return self._new[kind]

    def weights(self, item: Item) -> dict[str, float]:
        """How much each belief counts in the success on this item."""
        skills = self._skill_weights.get(item.skills)
        if skills is None:
            skills = self._skill_weights[item.skills] = self._weights_of(item.skills)
        return {f"@{item.domain}": 1.0, f"={item.exercise}": 1.0, **skills}

    def _weights_of(self, skills: tuple[str, ...]) -> dict[str, float]:
        weights: dict[str, float] = {}
        each = 1.0 / max(1, len(skills))
        for skill in skills:
            weights[skill] = weights.get(skill, 0.0) + each
            before = self.prerequisites.get(skill, ())
            for prerequisite in before:
                share = each * self.parameters.prerequisite_share / len(before)
                weights[prerequisite] = weights.get(prerequisite, 0.0) + share
        return weights

    def difficulty(self, item: Item) -> float:
        """The calibrated difficulty, else the content prior moved as calibration found for its skills, in logits."""
        parameters = self.parameters
        value = parameters.difficulties.get(item.exercise)
        if value is None:
            value = item.difficulty + (
                parameters.shifts.get(set_name(item.skills), parameters.shift) if parameters.shifts else 0.0
            )
        if not math.isfinite(value):
            raise LearnerModelError(f"the difficulty of exercise {item.exercise!r} is {value!r}: give a finite number")
        return min(_FARTHEST, max(-_FARTHEST, value))

    def now(self, state: PupilState, key: str, second: int) -> Now:
        """The belief on `key` at a time, all evidence folded in and forgetting applied."""
        belief = state.beliefs.get(key)
        if belief is None:
            return self.prior(key, state.grade)
        evidence = state.evidence.get(key)
        if evidence is not None:
            belief = fold(belief, evidence)
        return self.drift(belief, key, state.grade, second)

    def drift(self, belief: Belief, key: str, grade: str, second: int) -> Now:
        """Forgetting: what was learnt decays with its own half-life, and doubt comes back."""
        days = (second - belief.at) / DAY
        if days <= 0.0:
            return Now(belief.mean, belief.variance)
        prior = self.prior(key, grade)
        above = belief.mean - prior.mean
        # What a pupil could not do is not forgotten with practice: its half-life must not depend on successes,
        # or one more success could lower a later prediction.
        half_life = belief.half_life if above > 0.0 else self.parameters.variance_half_life
        mean = prior.mean + above * math.exp2(-days / half_life)
        missing = prior.variance - belief.variance
        return Now(mean, prior.variance - missing * math.exp2(-days / self.parameters.variance_half_life))

    def logit(self, present: Mapping[str, Now], item: Item) -> Now:
        """Mean and variance of eta: how much the pupil is above the item."""
        mean, variance = -self.difficulty(item), 0.0
        for key, weight in self.weights(item).items():
            mean += weight * present[key].mean
            variance += weight * weight * present[key].variance
        return Now(mean, variance)

    def present(self, state: PupilState, item: Item, second: int) -> dict[str, Now]:
        """The beliefs that bear on an item, now."""
        return {key: self.now(state, key, second) for key in self.weights(item)}

    def predict(self, state: PupilState, item: Item, second: int, away: float) -> Prediction:
        """P(success) and its uncertainty, `away` seconds after the latest sitting (0 inside one)."""
        present = self.present(state, item, second)
        eta = self.logit(present, item)
        doubt = math.sqrt(eta.variance)
        if self.parameters.readout:
            numbers = self.numbers(state, item, second, away, present)
            return Prediction(squash(self.readout(numbers, item.skills), 0.0), doubt)
        guess, scale = self.chances(item.guess)
        return Prediction(guess + scale * squash(eta.mean, eta.variance), doubt)

    def numbers(
        self, state: PupilState, item: Item, second: int, away: float, present: Mapping[str, Now]
    ) -> tuple[float, ...]:
        """The numbers of readout.NAMES for this pupil and item, with the beliefs that bear on it now."""
        ability_key, exercise_key = f"@{item.domain}", f"={item.exercise}"
        ability, special, exercise = (
            present[ability_key].mean,
            present[exercise_key].mean,
            state.beliefs.get(exercise_key),
        )
        easiness, eta = -self.difficulty(item), self.logit(present, item)
        terms = [(0.0, 0.0, 0.0, 0.0)]
        for skill in item.skills:
            if (belief := state.beliefs.get(skill)) is not None:
                since = max(0, second - belief.practised) if belief.practised else 0
                terms.append(skill_terms(belief.wins, belief.fails, belief.trace, since))
        skills = [sum(column) / max(1, len(item.skills)) for column in zip(*terms, strict=True)]
        met = NEVER_MET
        if exercise is not None:
            since = max(0, second - exercise.practised)
            met = item_terms(exercise.wins, exercise.fails, exercise.trace, since)
        pupil = state.beliefs.get(ability_key)
        answers, trace = (pupil.wins + pupil.fails, pupil.trace) if pupil is not None else (0, NO_TRACE["@"])
        support = eta.mean - easiness - ability - special
        belief_terms = (
            easiness,
            ability,
            support,
            special,
            eta.variance,
            lift(min(0.9, max(0.0, item.guess)), eta.mean),
        )
        return numbers_of(belief_terms, skills, met, ability_terms(answers, trace, away))

    def readout(self, numbers: Sequence[float], skills: Sequence[str]) -> float:
        """The logit of success that calibration reads from these numbers."""
        own = self.parameters.own.get(set_name(skills)) if self.parameters.own else None
        logit: float = self.intercept + sum(map(mul, self.readout_weights, numbers))
        if own is not None:
            logit += own[0] + sum(weight * numbers[place] for weight, place in zip(own[1:], OWN_PLACES, strict=True))
        return logit

    def chances(self, guess: float) -> tuple[float, float]:
        """Guess, and what is left between guess and slip."""
        guess = min(0.9, max(0.0, guess))
        return guess, max(0.05, 1.0 - guess - self.parameters.slip)

    def learn(
        self, state: PupilState, attempt: Attempt, second: int, *, same_moment: bool
    ) -> tuple[dict[str, Belief], dict[str, Evidence]]:
        """Beliefs and evidence after an attempt that was correct or incorrect."""
        beliefs = dict(state.beliefs)
        evidence = dict(state.evidence) if same_moment else {}
        if not same_moment:
            for key, said in state.evidence.items():
                beliefs[key] = fold(beliefs[key], said)
        item = attempt.item
        weights = self.weights(item)
        fresh = weights.keys() - evidence.keys()
        total_mean, total_variance = -self.difficulty(item), 0.0
        for key, weight in weights.items():
            belief = beliefs.get(key)
            if key not in evidence:
                belief, evidence[key] = self._open(belief, key, state.grade, second)
                beliefs[key] = belief
            belief = beliefs[key]
            total_mean += weight * belief.mean
            total_variance += weight * weight * belief.variance
        guess, scale = self.chances(item.guess)
        q = squash(total_mean, total_variance)
        probability = guess + scale * q
        won = attempt.outcome is Outcome.CORRECT
        # How likely it is that knowing (or not knowing), not luck, made this answer.
        meant = scale * q / probability if won else scale * (1.0 - q) / (1.0 - probability)
        if won:
            meant *= self.parameters.hint_weight ** max(0, attempt.hints)
        if guess and attempt.latency is not None and attempt.latency < self.parameters.rapid_seconds:
            meant *= self.parameters.rapid_weight
        information = meant * q * (1.0 - q)
        score = meant * ((1.0 if won else 0.0) - q) / (1.0 + total_variance * information)
        residual = round(won - squash(-self.difficulty(item), 0.0), 4)
        own = {*item.skills, f"@{item.domain}", f"={item.exercise}"}
        for key, weight in weights.items():
            said = evidence[key]
            others = total_variance - weight * weight * beliefs[key].variance
            direct = key in own
            evidence[key] = Evidence(
                round(said.score + weight * score, 6),
                round(said.information + weight * weight * information / (1.0 + others * information), 6),
                said.half_life,
                said.wins + (1 if won and direct else 0),
            )
            if direct:
                mean, variance, at, wins, fails, half_life, practised, trace = beliefs[key]
                since = max(0, second - practised) if practised else 0
                trace = traced(kind_of(key), trace, float(won), residual, since, key in fresh)
                trace = tuple(round(value, 2) for value in trace)
                beliefs[key] = Belief(mean, variance, at, wins + won, fails + (not won), half_life, second, trace)
        return beliefs, evidence

    def _open(self, belief: Belief | None, key: str, grade: str, second: int) -> tuple[Belief, Evidence]:
        """A belief brought to a new moment, with no evidence of that moment yet."""
        kind = kind_of(key)
        first = self.parameters.ability_half_life if kind == "@" else self.parameters.skill_half_life
        if belief is None:
            prior = self.prior(key, grade)
            belief = Belief(prior.mean, prior.variance, second, 0, 0, first, 0, NO_TRACE[kind])
            return belief, Evidence(0.0, 0.0, first, 0)
        grown, noise = belief.half_life, 0.0
        present = self.drift(belief, key, grade, second)
        _, _, at, wins, fails, half_life, practised, trace = belief
        if practised:
            noise = self.parameters.ability_noise if kind == "@" else self.parameters.skill_noise
        if kind != "@" and practised:
            # Spacing: remembering after a while makes memory longer; repeating at once hardly does.
            days = max(0.0, (second - practised) / DAY)
            grown *= 1.0 + self.parameters.spacing_gain * (1.0 - math.exp2(-days / half_life))
            grown = round(min(self.parameters.longest_half_life, max(grown, half_life)), 1)
        variance = min(max(present.variance, self.prior(key, grade).variance), present.variance + noise)
        opened = Belief(
            round(present.mean, 3), round(variance, 3), max(second, at), wins, fails, half_life, practised, trace
        )
        return opened, Evidence(0.0, 0.0, grown, 0)


def fold(belief: Belief, evidence: Evidence) -> Belief:
    """The belief with the evidence of its moment."""
    shift = belief.variance * evidence.score
    if abs(shift) > 1.0:  # many attempts at one moment: they agree less and less often with a straight line
        shift = math.copysign(1.0 + math.log(abs(shift)), shift)
    mean = min(_LARGEST, max(-_LARGEST, belief.mean + shift))
    variance = max(_LEAST_VARIANCE, 1.0 / (1.0 / belief.variance + evidence.information))
    half_life = evidence.half_life if evidence.wins else belief.half_life
    _, _, at, wins, fails, _, practised, trace = belief
    return Belief(round(mean, 3), round(variance, 3), at, wins, fails, half_life, practised, trace)


def squash(mean: float, variance: float) -> float:
    """Sigmoid averaged over a Gaussian (MacKay 1992), safe for any size."""
    eta = mean / math.sqrt(1.0 + _PROBIT * variance)
    return 1.0 / (1.0 + math.exp(-eta)) if eta >= 0.0 else math.exp(eta) / (1.0 + math.exp(eta))
