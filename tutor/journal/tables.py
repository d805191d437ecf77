"""The journal of what teachers decided and changed. A line is never erased, only marked undone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class Change(SQLModel, table=True):
    """Something a teacher changed in a class. `before` and `after` are what undoing needs; `summary` is for people.

    `kind` names what can undo it (tutor.journal.undoing), such as `verdict.corrected`.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_classroom_id_at", "classroom_id", "at"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id")
    pupil_id: UUID | None = Field(default=None, foreign_key="pupil.id", index=True)
    teacher_id: UUID = Field(foreign_key="teacher.id")
    kind: str
    summary: str
    before: dict[str, Any] = Field(sa_type=JSON)
    after: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: UUID | None = Field(default=None, foreign_key="teacher.id")
