"""The one error of the learner model."""


class LearnerModelError(Exception):
    """A log, a state or a parameter cannot be used; the message says which and what to do."""
