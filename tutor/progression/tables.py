"""The progression of a class, when its teacher chose one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class ClassProgression(SQLModel, table=True):
    """In what order a class learns: `lines` are pairs of a correspondence's slug and its school week.

    Kept whole, since it is read and changed whole. `ready`: the ready progression it came from, None when imported.
    """

    __tablename__ = "progression"

    classroom_id: UUID = Field(foreign_key="classroom.id", primary_key=True)
    ready: str | None = None
    lines: list[list[Any]] = Field(sa_type=JSON)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    changed_at: datetime = Field(sa_type=UtcDateTime)
