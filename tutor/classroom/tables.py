"""Classes, who teaches them, and their pupils."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from speech.strictness import StrictnessLevel
from tutor.columns import UtcDateTime
from tutor.story.levels import StoryLevel


class Classroom(SQLModel, table=True):
    """A class. `code` opens its faces on a tablet; `strictness` (speech.strictness) is how demanding the ear is.

    `story` (tutor.story.levels) is how much of the long story its pupils have. `version` rises with each change that
    a teacher makes (tutor.edits). From `trashed_at` on it is in the bin: nobody finds it (tutor.year_change.bin).
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_id: UUID = Field(foreign_key="school.id", index=True)
    name: str
    grade: str
    code: str = Field(unique=True, index=True)
    archived: bool = False
    strictness: str = Field(default=StrictnessLevel.NORMAL.value, sa_column_kwargs={"server_default": "normal"})
    story: str = Field(default=StoryLevel.WHOLE.value, sa_column_kwargs={"server_default": "whole"})
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    trashed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class Teaching(SQLModel, table=True):
    """A teacher teaches a class; several may share one."""

    teacher_id: UUID = Field(foreign_key="teacher.id", primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", primary_key=True)


class Pupil(SQLModel, table=True):
    """A pupil: a first name or nickname and an avatar, no more. Raising `epoch` ends his sessions.

    `pictures`: the three pictures of his secret, in order. They keep a classmate out, not a thief: the teacher
    prints them on cards, so they are kept readable. `card_token` is what his QR card holds. `band_low` and `band_high`
    bound the success that is aimed at for him, None for the usual one. `version` and `trashed_at`: as a Classroom's.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", index=True)
    first_name: str
    avatar: str
    pictures: list[str] = Field(sa_type=JSON)
    card_token: str = Field(unique=True, index=True)
    archived: bool = False
    epoch: int = 0
    band_low: float | None = None
    band_high: float | None = None
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    trashed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
