"""What a pupil knows and what comes next. Pure: no I/O, time and randomness passed in.

model = LearnerModel(prerequisites)                 # skill -> skills it needs
state = model.new_state(grade)                      # a new pupil is uncertain, not average
model.predict(state, item, now) -> Prediction
model.update(state, attempt, now) -> PupilState     # returns a new state
model.choose(state, candidates, now, rng) -> Choice # (item, reason)
state.to_json() / PupilState.from_json(text)
"""
