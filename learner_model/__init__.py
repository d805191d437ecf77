"""What a pupil knows and what comes next. Pure: no I/O, time and randomness passed in.

model = LearnerModel(prerequisites)                 # skill -> skills it needs
state = model.new_state(grade)                      # a new pupil is uncertain, not average
model.predict(state, item, now) -> Prediction
model.update(state, attempt, now) -> PupilState     # returns a new state
model.choose(state, candidates, now, rng) -> Choice # (item, reason)
state.to_json() / PupilState.from_json(text)
model.believed(text, candidates)                    # of a kept state, remembered, for known_of a whole class
mastery_of(model, state, candidates, now)           # per skill, for people; groups(needs) of pupils with the same need
"""

from learner_model.believed import Believed
from learner_model.candidates import Candidates
from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt, Because, Choice, Item, Outcome, Plan, Prediction, Reason
from learner_model.mastery import Known, NeedGroup, SkillMastery, Status, groups, known_of, mastery_of, needs_of
from learner_model.model import NO_PLAN, LearnerModel
from learner_model.parameters import DEFAULT, Parameters, common_difficulty
from learner_model.placement import Level, levels, placed
from learner_model.state import PupilState

__all__ = [
    "DEFAULT",
    "NO_PLAN",
    "Attempt",
    "Because",
    "Believed",
    "Candidates",
    "Choice",
    "Item",
    "Known",
    "LearnerModel",
    "LearnerModelError",
    "Level",
    "NeedGroup",
    "Outcome",
    "Parameters",
    "Plan",
    "Prediction",
    "PupilState",
    "Reason",
    "SkillMastery",
    "Status",
    "common_difficulty",
    "groups",
    "known_of",
    "levels",
    "mastery_of",
    "needs_of",
    "placed",
]
