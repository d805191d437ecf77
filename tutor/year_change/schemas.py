"""The bin, erasing, and the change of year, as they are sent."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from tutor.classroom.schemas import ClassIn
from tutor.journal.schemas import ChangeOut
from tutor.schemas import Message


class Binned(Message):
    """What is in the bin: erased for good at `gone_at`, unless it is taken out before."""

    kind: Literal["class", "pupil", "text"]
    id: UUID
    name: str
    class_name: str
    binned_at: datetime
    gone_at: datetime


class Bin(Message):
    """What her classes have in the bin, the last put first."""

    things: list[Binned]


class EraseIn(Message):
    """The name of what is erased for good, typed again."""

    name: str = Field(min_length=1, max_length=80)


class Move(Message):
    """A pupil goes to this class of the teacher; `to` None: to the new one."""

    pupil_id: UUID
    to: UUID | None = None


class YearChangeIn(Message):
    """The end of a class's year: who goes where, who leaves the school, and whether the class is archived."""

    new_class: ClassIn | None = None
    moves: list[Move] = Field(default=[], max_length=60)
    leaving: list[UUID] = Field(default=[], max_length=60)
    archive_class: bool = False


class Stayed(Message):
    """A pupil who could not move, and why (French)."""

    first_name: str
    reason: str


class YearChangeOut(Message):
    """What was done, and the way back."""

    moved: int
    stayed: list[Stayed]
    new_class_id: UUID | None
    change: ChangeOut
