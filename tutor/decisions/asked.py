"""What a teacher may ask, as it is sent and kept: on which work, in which way. No database here."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from exercises.exercise import Exercise
from tutor.schemas import Message

PER_DAY = 6
MANY = 50


class TargetKind(StrEnum):
    """On what: a skill, a kind of exercise (an activity), a text, a whole subject."""

    SKILL = "skill"
    ACTIVITY = "activity"
    TEXT = "text"
    DOMAIN = "domain"


class Target(Message):
    """Some work, by name. The id of a text is that of the content (its theme), or `own.` and that of an own text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: TargetKind
    id: str = Field(min_length=1, max_length=120)

    def holds(self, exercise: Exercise) -> bool:
        """Whether this exercise is of that work."""
        match self.kind:
            case TargetKind.SKILL:
                return self.id in exercise.skills
            case TargetKind.ACTIVITY:
                return exercise.activity.value == self.id
            case TargetKind.DOMAIN:
                return exercise.domain.value == self.id
            case TargetKind.TEXT:
                return exercise.theme == self.id


class Assign(Message):
    """This work first: so many exercises, or until the skill is acquired. A text is read, then its questions asked."""

    way: Literal["assign"]
    target: Target
    times: int | None = Field(default=None, ge=1, le=MANY)


class Block(Message):
    """Not this work for now."""

    way: Literal["block"]
    target: Target


class Boost(Message):
    """This skill more often, where it suits the pupil."""

    way: Literal["boost"]
    target: Target


class Step(Message):
    """A part of a plan, from a day to a day, both included."""

    target: Target
    starts: date
    ends: date


class PlanFor(Message):
    """Works in order over dates: some exercises a day on the work of that day, before anything else."""

    way: Literal["plan"]
    steps: list[Step] = Field(min_length=1, max_length=12)
    a_day: int = Field(default=PER_DAY, ge=1, le=20)


class Pause(Message):
    """Only what the teacher asked; then revision of what is acquired."""

    way: Literal["pause"]


class Aim(Message):
    """The share of exercises that should be right."""

    way: Literal["band"]
    low: float = Field(ge=0.5, le=0.9)
    high: float = Field(ge=0.6, le=0.98)


class Lasting(Message):
    """How many minutes of work a session is."""

    way: Literal["length"]
    minutes: float = Field(ge=5, le=30)


Asked = Annotated[Assign | Block | Boost | PlanFor | Pause | Aim | Lasting, Field(discriminator="way")]
ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
