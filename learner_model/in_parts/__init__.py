"""The fit of learner_model.calibration over a log in parts, wherever those are: the same sums, added up by a tree."""
