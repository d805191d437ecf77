"""Bayesian logistic knowledge tracing: what is believed of a skill now, and what one answer changes.

For item i of domain d on skills S, with pre(s) the prerequisites of s:
    eta = theta_d + mean_S [ theta_s + share * mean_pre(s) theta_p ] - difficulty_i      (Gaussian beliefs)
    q   = sigmoid(eta_mean / sqrt(1 + pi/8 * eta_variance))                             (MacKay's probit approximation)
    P   = guess + (1 - guess - slip) q
An answer y moves each belief by its variance times the gradient of log P(y), divided by 1 + information * eta_variance
(assumed-density filtering, one closed-form step), and shrinks its variance by the information of the answer.
Attempts of one moment add up their evidence on the belief from before that moment: their order cannot matter.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt, Item, Outcome, Prediction
from learner_model.parameters import DAY, Parameters
from learner_model.state import Belief, Evidence, PupilState

MINUTE = 60.0
_DAY_MINUTES = DAY / MINUTE
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
        self._new_skill = Now(0.0, parameters.skill_variance)

    def prior(self, key: str, grade: str) -> Now:
        """Belief before any answer: an ability (`@domain`) or a skill."""
        if key.startswith("@"):
            return Now(self.parameters.grade_ability.get(grade, 0.0), self.parameters.ability_variance)
        return self._new_skill

    def weights(self, item: Item) -> dict[str, float]:
        """How much each belief counts in the success on this item."""
        weights = {f"@{item.domain}": 1.0}
        each = 1.0 / max(1, len(item.skills))
        for skill in item.skills:
            weights[skill] = weights.get(skill, 0.0) + each
            before = self.prerequisites.get(skill, ())
            for prerequisite in before:
                share = each * self.parameters.prerequisite_share / len(before)
                weights[prerequisite] = weights.get(prerequisite, 0.0) + share
        return weights

    def difficulty(self, item: Item) -> float:
        """The calibrated difficulty, else the content prior, in logits."""
        value = self.parameters.difficulties.get(item.exercise, item.difficulty)
        if not math.isfinite(value):
            raise LearnerModelError(f"the difficulty of exercise {item.exercise!r} is {value!r}: give a finite number")
        return min(_FARTHEST, max(-_FARTHEST, value))

    def now(self, state: PupilState, key: str, minute: int) -> Now:
        """The belief on `key` at a time, all evidence folded in and forgetting applied."""
        belief = state.beliefs.get(key)
        if belief is None:
            return self.prior(key, state.grade)
        evidence = state.evidence.get(key)
        if evidence is not None:
            belief = fold(belief, evidence)
        return self.drift(belief, key, state.grade, minute)

    def drift(self, belief: Belief, key: str, grade: str, minute: int) -> Now:
        """Forgetting: what was learnt decays with its own half-life, and doubt comes back."""
        days = (minute - belief.at) / _DAY_MINUTES
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

    def logit(self, state: PupilState, item: Item, minute: int) -> Now:
        """Mean and variance of eta: how much the pupil is above the item."""
        mean, variance = -self.difficulty(item), 0.0
        for key, weight in self.weights(item).items():
            belief = self.now(state, key, minute)
            mean += weight * belief.mean
            variance += weight * weight * belief.variance
        return Now(mean, variance)

    def predict(self, state: PupilState, item: Item, minute: int) -> Prediction:
        """P(success) and its uncertainty."""
        eta = self.logit(state, item, minute)
        guess, scale = self.chances(item.guess)
        return Prediction(guess + scale * squash(eta.mean, eta.variance), math.sqrt(eta.variance))

    def chances(self, guess: float) -> tuple[float, float]:
        """Guess, and what is left between guess and slip."""
        guess = min(0.9, max(0.0, guess))
        return guess, max(0.05, 1.0 - guess - self.parameters.slip)

    def learn(
        self, state: PupilState, attempt: Attempt, minute: int, *, same_moment: bool
    ) -> tuple[dict[str, Belief], dict[str, Evidence]]:
        """Beliefs and evidence after an attempt that was correct or incorrect."""
        beliefs = dict(state.beliefs)
        evidence = dict(state.evidence) if same_moment else {}
        if not same_moment:
            for key, said in state.evidence.items():
                beliefs[key] = fold(beliefs[key], said)
        item = attempt.item
        weights = self.weights(item)
        total_mean, total_variance = -self.difficulty(item), 0.0
        for key, weight in weights.items():
            belief = beliefs.get(key)
            if key not in evidence:
                belief, evidence[key] = self._open(belief, key, state.grade, minute)
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
        information = meant * q * (1.0 - q)
        score = meant * ((1.0 if won else 0.0) - q) / (1.0 + total_variance * information)
        own = set(item.skills) | {f"@{item.domain}"}
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
                mean, variance, at, wins, fails, half_life, _ = beliefs[key]
                beliefs[key] = Belief(mean, variance, at, wins + won, fails + (not won), half_life, minute)
        return beliefs, evidence

    def _open(self, belief: Belief | None, key: str, grade: str, minute: int) -> tuple[Belief, Evidence]:
        """A belief brought to a new moment, with no evidence of that moment yet."""
        first = self.parameters.ability_half_life if key.startswith("@") else self.parameters.skill_half_life
        if belief is None:
            prior = self.prior(key, grade)
            belief = Belief(prior.mean, prior.variance, minute, 0, 0, first, 0)
            return belief, Evidence(0.0, 0.0, first, 0)
        grown = belief.half_life
        if not key.startswith("@") and belief.practised:
            # Spacing: remembering after a while makes memory longer; repeating at once hardly does.
            days = max(0.0, (minute - belief.practised) / _DAY_MINUTES)
            grown *= 1.0 + self.parameters.spacing_gain * (1.0 - math.exp2(-days / belief.half_life))
            grown = round(min(self.parameters.longest_half_life, max(grown, belief.half_life)), 2)
        present = self.drift(belief, key, grade, minute)
        _, _, at, wins, fails, half_life, practised = belief
        mean, variance = round(present.mean, 4), round(present.variance, 4)
        return Belief(mean, variance, max(minute, at), wins, fails, half_life, practised), Evidence(0.0, 0.0, grown, 0)


def fold(belief: Belief, evidence: Evidence) -> Belief:
    """The belief with the evidence of its moment."""
    shift = belief.variance * evidence.score
    if abs(shift) > 1.0:  # many attempts at one moment: they agree less and less often with a straight line
        shift = math.copysign(1.0 + math.log(abs(shift)), shift)
    mean = min(_LARGEST, max(-_LARGEST, belief.mean + shift))
    variance = max(_LEAST_VARIANCE, 1.0 / (1.0 / belief.variance + evidence.information))
    half_life = evidence.half_life if evidence.wins else belief.half_life
    return Belief(round(mean, 4), round(variance, 4), belief.at, belief.wins, belief.fails, half_life, belief.practised)


def squash(mean: float, variance: float) -> float:
    """Sigmoid averaged over a Gaussian (MacKay 1992), safe for any size."""
    eta = mean / math.sqrt(1.0 + _PROBIT * variance)
    return 1.0 / (1.0 + math.exp(-eta)) if eta >= 0.0 else math.exp(eta) / (1.0 + math.exp(eta))
