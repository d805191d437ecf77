"""The learner model as others use it: predict, update, choose."""

import math
import operator
import random
from collections.abc import Mapping, Sequence
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from learner_model.believed import Believed
from learner_model.binding import Binding, Knowledge, View
from learner_model.candidates import Candidates, Layout
from learner_model.choosing import Guard, guard, matching, scores
from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt, Because, Choice, Item, Outcome, Plan, Prediction, Reason
from learner_model.parameters import DEFAULT, Parameters
from learner_model.readout import SITTING, kind_of
from learner_model.state import MOST_EXERCISES, MOST_SKILLS, RECENT, Belief, PupilState, Recent, content_key
from learner_model.tracing import Tracing, fold

NO_PLAN = Plan()
"""The teacher decided nothing special."""
_IS_EXERCISE = operator.methodcaller("startswith", "=")
_SLACK = 8
"""So many are forgotten at a time."""


class LearnerModel:
    """Bayesian logistic knowledge tracing over a graph of skills. Holds no pupil: states come in and go out.

    `prerequisites` maps a skill to the skills it needs. Times are seconds since 1970 (UTC).
    """

    def __init__(self, prerequisites: Mapping[str, Sequence[str]], parameters: Parameters = DEFAULT) -> None:
        self.parameters = parameters
        self._tracing = Tracing({skill: tuple(needs) for skill, needs in prerequisites.items()}, parameters)
        self._bindings: WeakKeyDictionary[Layout, Binding] = WeakKeyDictionary()
        self._lock = Lock()

    @property
    def version(self) -> str:
        """Which parameters answer: kept with every choice and every stored state."""
        return self.parameters.version

    def new_state(self, grade: str) -> PupilState:
        """A pupil of whom nothing is known but the grade (cp, ce1, ce2): uncertain, not average."""
        return PupilState(grade=grade)

    def predict(self, state: PupilState, item: Item, now: float) -> Prediction:
        """P(success) of this pupil on this item at `now`, and how sure that is."""
        return self._tracing.predict(state, item, *_moment(state, now))

    def ability(self, state: PupilState, domain: str, now: float) -> tuple[float, float]:
        """Overall ability in a domain at `now`: mean and variance of the belief, in logits."""
        return self._tracing.now(state, f"@{domain}", int(max(state.clock, _finite(now))))

    def update(self, state: PupilState, attempt: Attempt, now: float) -> PupilState:
        """The state after an attempt. `now` is when the server received it: an attempt is never later than that.

        A clock that went back changes nothing but the time: the attempt counts as made at the latest time seen.
        Attempts of the same time may come in any order.
        """
        said = min(_finite(attempt.at), _finite(now))
        clock = max(state.clock, said)
        same_moment = state.said == said
        moment = state.moment if same_moment else state.moment + 1
        item = attempt.item
        recent = Recent(
            moment,
            item.exercise,
            content_key(item.content),
            item.kind,
            item.domain,
            item.skills[0] if item.skills else "",
            item.step,
            attempt.outcome,
            max(0, attempt.hints),
            clock,
        )
        # Sorted, because attempts of one moment may come in any order.
        remembered = tuple(sorted((*state.recent, recent))[-RECENT:])
        beliefs, evidence, steps = state.beliefs, state.evidence, state.steps
        if attempt.outcome is not Outcome.UNSURE:
            beliefs, evidence = self._tracing.learn(state, attempt, int(clock), same_moment=same_moment)
            if len(beliefs) > len(state.beliefs):
                _bound(beliefs, evidence)
            key = f"{item.domain}.{item.step}"
            wins, fails = steps.get(key, (0, 0))
            won = attempt.outcome is Outcome.CORRECT
            steps = {**steps, key: (wins + won, fails + (not won))}
        elif not same_moment:
            beliefs = {**beliefs, **{key: fold(beliefs[key], said_of) for key, said_of in evidence.items()}}
            evidence = {}
        return PupilState(
            grade=state.grade,
            attempts=state.attempts + 1,
            clock=clock,
            said=said,
            moment=moment,
            beliefs=beliefs,
            evidence=evidence,
            steps=steps,
            recent=remembered,
        )

    def choose(
        self,
        state: PupilState,
        candidates: Sequence[Item],
        now: float,
        rng: random.Random,
        plan: Plan = NO_PLAN,
    ) -> Choice:
        """The next item and why. `candidates`: items, or `Candidates` laid out once (much faster for thousands).

        Always answers when there is anything to choose; the same for the same rng.
        """
        laid_out = Candidates.of(candidates)
        if not laid_out.allowed.any():
            raise LearnerModelError("there is nothing to choose from: give at least one exercise")
        moment = max(state.clock, _finite(now))
        view = self.view(state, laid_out, now)
        aim = guard(state, plan, moment)
        result = scores(view, state, laid_out, aim, plan, rng)
        row = int(np.argmax(result))
        item = laid_out.items[row]
        return Choice(item, self._reason(view, laid_out, row, aim, plan, self.predict(state, item, moment)))

    def view(self, state: PupilState, candidates: Candidates, now: float) -> View:
        """The pupil now, over all these items and their skills at once."""
        return self._binding(candidates).view(state, *_moment(state, now))

    def believed(self, state: PupilState | str, candidates: Candidates) -> Believed:
        """The beliefs on the skills of these items alone: to know them at any moment (`knowledge`, mastery_of).

        Of a state as kept (to_json), they are remembered. Raises LearnerModelError when it cannot be read.
        """
        binding = self._binding(candidates)
        return binding.read(state) if isinstance(state, str) else binding.believed(state)

    def knowledge(self, believed: Believed, candidates: Candidates, now: float) -> Knowledge:
        """What is known of these skills at `now`: a hundred times quicker than `view` for thousands of items."""
        return self._binding(candidates).knowledge(believed, int(max(believed.clock, _finite(now))))

    def _binding(self, candidates: Candidates) -> Binding:
        layout = candidates.layout
        with self._lock:  # a class that begins together asks for the same one together: it is made once
            binding = self._bindings.get(layout)
            if binding is None:
                binding = self._bindings[layout] = Binding.of(candidates.items, layout, self._tracing)
            return binding

    def _reason(
        self, view: View, candidates: Candidates, row: int, aim: Guard, plan: Plan, prediction: Prediction
    ) -> Reason:
        layout = candidates.layout
        skills = [int(s) for s in layout.skill[row] if s < len(layout.skills)]
        weakest = min(skills, key=lambda s: view.known[s], default=None)
        forgotten = min(skills, key=lambda s: view.retention[s], default=None)
        because: Because
        shown = weakest
        taught = plan.assigned | plan.boosted
        if taught and matching(candidates, taught)[row]:
            because = "teacher"
        elif aim.because is not None:
            because = aim.because
        elif forgotten is not None and view.retention[forgotten] < 0.5 and view.wins[forgotten] >= 2:
            because, shown = "due_review", forgotten
        else:
            because = "consolidate" if weakest is not None and view.known[weakest] >= 0.8 else "stretch"
        numbers = {"low": aim.low, "high": aim.high, "misses": float(aim.misses), "ease": float(aim.ease)}
        if shown is not None:
            numbers["mastery"] = round(float(view.known[shown]), 4)
            numbers["retention"] = round(float(view.retention[shown]), 4)
            numbers["successes"] = float(view.wins[shown])
        return Reason(
            because=because,
            skill=layout.skills[shown] if shown is not None else "",
            probability=prediction.probability,
            uncertainty=prediction.uncertainty,
            numbers=numbers,
        )


def _finite(time: float) -> float:
    if not math.isfinite(time) or time < 0.0:
        raise LearnerModelError(f"a time must be in seconds since 1970, not {time!r}")
    return float(time)


def _moment(state: PupilState, now: float) -> tuple[int, float]:
    """The second that predictions are made for, and the seconds since the latest sitting (0 inside one)."""
    now = max(state.clock, _finite(now))
    away = now - state.clock if state.attempts else 0.0
    return int(now), away if away >= SITTING else 0.0


def _bound(beliefs: dict[str, Belief], evidence: Mapping[str, object]) -> None:
    """Forget the skills and exercises practised longest ago when there are too many, so that a state stays small."""
    if len(beliefs) <= min(MOST_EXERCISES, MOST_SKILLS):
        return
    many = sum(map(_IS_EXERCISE, beliefs))
    for exercises, found, most in ((True, many, MOST_EXERCISES), (False, len(beliefs) - many, MOST_SKILLS)):
        if found <= most + _SLACK:
            continue
        old = sorted(
            (belief.practised, belief.at, key)
            for key, belief in beliefs.items()
            if key not in evidence and (key[:1] == "=" if exercises else not kind_of(key))
        )
        for _, _, key in old[: found - most]:
            del beliefs[key]
