"""What some pupils of a generated year have to be seen."""

from enum import StrEnum
from typing import NamedTuple


class Trait(StrEnum):
    """What a teacher should notice of a pupil."""

    STUCK_IN_READING = "stuck in reading"
    STUCK_IN_MATHS = "stuck in maths"
    ABSENT = "absent"
    UNSURE = "unsure"
    FLAT = "flat fluency"
    LOW = "low success"


class Stuck(NamedTuple):
    """Of a pupil who is stuck, in the last weeks: how often he meets the skill, and is right there at first."""

    met: float
    right: float


STUCK = Stuck(met=0.12, right=0.22)
