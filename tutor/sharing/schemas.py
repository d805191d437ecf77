"""Colleagues and substitutes of a class, as they are sent."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from tutor.journal.schemas import ChangeOut
from tutor.schemas import Message


class Colleague(Message):
    """A teacher of the class; `me`: the one who asks."""

    id: UUID
    name: str
    me: bool


class SubstituteOut(Message):
    """Somebody who replaces a teacher for a day."""

    id: UUID
    name: str
    starts_at: datetime
    ends_at: datetime


class Team(Message):
    """Who teaches a class, and who replaces today or soon."""

    teachers: list[Colleague]
    substitutes: list[SubstituteOut]


class ColleagueIn(Message):
    """The login of the teacher to share the class with."""

    login: str = Field(min_length=1, max_length=200)


class SubstituteIn(Message):
    """Who comes, and on which day: today when absent."""

    name: str = Field(min_length=1, max_length=60)
    day: date | None = None


class SubstituteMade(Message):
    """The code that opens the class to the substitute; it is shown this once."""

    substitute: SubstituteOut
    code: str
    change: ChangeOut
