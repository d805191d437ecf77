"""The words of the learner model: what it is told, and what it answers. The model behind may change; this stays."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Outcome(StrEnum):
    """How an attempt ended. *Unsure* is no evidence."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise as the model sees it: never its content.

    `difficulty` in logits (content prior); `guess` is the chance of being right without knowing, in [0, 1);
    `kind` and `step` (1 words or facts, 2 sentences, 3 texts) serve variety and progress; `content` groups
    exercises that should not follow one another (the same word, the same numbers).
    """

    exercise: str
    kind: str
    domain: str
    skills: tuple[str, ...]
    difficulty: float
    guess: float = 0.0
    step: int = 1
    content: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answered exercise. `at` and all other times are seconds since 1970 (UTC); `latency` in seconds."""

    item: Item
    outcome: Outcome
    at: float
    hints: int = 0
    latency: float | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """P(success) in [0, 1] and the standard deviation of the belief behind it, in logits."""

    probability: float
    uncertainty: float


Because = Literal["due_review", "stretch", "consolidate", "win", "teacher", "placement", "fluency"]
"""The model itself gives all but `fluency`: whoever asks it for known facts one after the other says so."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this exercise: as data, with its numbers. tutor turns it into one French sentence for the teacher."""

    because: Because
    skill: str
    probability: float
    uncertainty: float
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen item and why."""

    item: Item
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What the teacher decided for this pupil. `assigned`, `blocked`, `boosted` hold skills or exercises.

    `low` and `high` bound the predicted success that is aimed at. Assigned work comes before all other; blocked
    work never comes while anything else is left. `recent`: skills the class was just taught, which come a little more
    often. `placement`: look for the pupil's level rather than teach.
    """

    low: float = 0.75
    high: float = 0.90
    recent: frozenset[str] = frozenset()
    assigned: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    boosted: frozenset[str] = frozenset()
    placement: bool = False
