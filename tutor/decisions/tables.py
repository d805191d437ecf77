"""What teachers decided, and the groups of need they made. Nothing is erased: what ends keeps the moment it ended."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class NeedGroup(SQLModel, table=True):
    """Some pupils of a class with the skills they need. Raising `version` tells two teachers apart (tutor.edits)."""

    __tablename__ = "need_group"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", index=True)
    name: str
    skills: list[str] = Field(sa_type=JSON)
    version: int = 1
    created_at: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NeedGroupMember(SQLModel, table=True):
    """A pupil of a group."""

    __tablename__ = "need_group_member"

    group_id: UUID = Field(foreign_key="need_group.id", primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, index=True)


class Decision(SQLModel, table=True):
    """Something asked (an asked.Asked) for a pupil, else a group, else the class; between two days, included."""

    __tablename__ = "decision"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", index=True)
    group_id: UUID | None = Field(default=None, foreign_key="need_group.id", index=True)
    pupil_id: UUID | None = Field(default=None, foreign_key="pupil.id", index=True)
    teacher_id: UUID = Field(foreign_key="teacher.id")
    asked: dict[str, Any] = Field(sa_type=JSON)
    starts: date | None = None
    ends: date | None = None
    made_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
