"""What was chosen for a pupil, and for a class."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class PupilComfort(SQLModel, table=True):
    """A pupil's own: only what somebody chose is in `chosen`. `locked`: he sees it and does not change it."""

    __tablename__ = "pupil_comfort"

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    chosen: dict[str, Any] = Field(sa_type=JSON)
    locked: bool
    changed_at: datetime = Field(sa_type=UtcDateTime)


class ClassComfort(SQLModel, table=True):
    """The teacher's preset for the pupils of a class who have none of their own. `locked`: no pupil changes his."""

    __tablename__ = "class_comfort"

    classroom_id: UUID = Field(foreign_key="classroom.id", primary_key=True)
    chosen: dict[str, Any] = Field(sa_type=JSON)
    locked: bool
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    changed_at: datetime = Field(sa_type=UtcDateTime)
