"""A pupil's beliefs on some skills as arrays: made once of a state, then brought to any moment at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learner_model.candidates import Floats
from learner_model.parameters import DAY
from learner_model.readout import NO_TRACE, kind_of
from learner_model.state import Belief, PupilState
from learner_model.tracing import Tracing, fold

_NONE = Belief(0.0, 1.0, 0, 0, 0, 1.0, 0, NO_TRACE[""])


@dataclass(frozen=True, eq=False)
class Believed:
    """The first six over skills then domains: `mean` and `variance` as of `at`, every answer folded in, and what they
    go back to, the mean with a half-life of `fading` days.

    The others over skills, as in Belief; `forgets`: the half-life that the latest answers lead to. Thirty kilobytes for
    four hundred skills, a quarter of the state it comes from.
    """

    grade: str
    clock: float
    slow: float
    mean: Floats
    variance: Floats
    at: Floats
    fading: Floats
    prior_mean: Floats
    prior_variance: Floats
    wins: Floats
    fails: Floats
    practised: Floats
    half_life: Floats
    forgets: Floats
    trace: Floats

    @classmethod
    def of(cls, state: PupilState, names: Sequence[str], domains: Sequence[str], tracing: Tracing) -> "Believed":
        """The beliefs of this state on these skills and domains."""
        slow = tracing.parameters.variance_half_life
        priors = {kind: tracing.prior(kind, state.grade) for kind in ("", "@")}
        beliefs, counts = [], []
        for key in (*names, *(f"@{domain}" for domain in domains)):
            belief, evidence, prior = state.beliefs.get(key), state.evidence.get(key), priors[kind_of(key)]
            if belief is None:
                beliefs.append((*prior, 0, slow, *prior))
                belief = _NONE
            else:
                now = belief if evidence is None else fold(belief, evidence)
                # What a pupil could not do is not forgotten with practice: see Tracing.drift.
                fading = now.half_life if now.mean > prior.mean else slow
                beliefs.append((now.mean, now.variance, now.at, fading, *prior))
            forgets = evidence.half_life if evidence is not None and evidence.wins else belief.half_life
            counts.append((belief.wins, belief.fails, belief.practised, belief.half_life, forgets, *belief.trace[:2]))
        skills = np.array(counts[: len(names)], dtype=float).reshape(len(names), 7).T
        columns = (*np.array(beliefs, dtype=float).T, *skills[:5], skills[5:])
        return cls(state.grade, state.clock, slow, *columns)

    def now(self, second: int) -> tuple[Floats, Floats]:
        """Means and variances at a time: forgetting applied."""
        days = np.maximum(0.0, second - self.at) / DAY
        mean = self.prior_mean + (self.mean - self.prior_mean) * np.exp2(-days / self.fading)
        variance = self.prior_variance - (self.prior_variance - self.variance) * np.exp2(-days / self.slow)
        return mean, variance

    def since(self, second: int) -> Floats:
        """Seconds since each skill was practised: without meaning for one that never was."""
        result: Floats = np.maximum(0.0, second - self.practised)
        return result
