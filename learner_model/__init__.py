"""What a pupil knows and what comes next. Pure: no I/O, time and randomness passed in.

model = LearnerModel(prerequisites)                 # skill -> skills it needs
state = model.new_state(grade)                      # a new pupil is uncertain, not average
model.predict(state, item, now) -> Prediction
model.update(state, attempt, now) -> PupilState     # returns a new state
model.choose(state, candidates, now, rng) -> Choice # (item, reason)
state.to_json() / PupilState.from_json(text)
"""

from learner_model.candidates import Candidates
from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt, Because, Choice, Item, Outcome, Plan, Prediction, Reason
from learner_model.model import LearnerModel
from learner_model.parameters import DEFAULT, Parameters, common_difficulty
from learner_model.state import PupilState

__all__ = [
    "DEFAULT",
    "Attempt",
    "Because",
    "Candidates",
    "Choice",
    "Item",
    "LearnerModel",
    "LearnerModelError",
    "Outcome",
    "Parameters",
    "Plan",
    "Prediction",
    "PupilState",
    "Reason",
    "common_difficulty",
]
