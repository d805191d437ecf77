"""The teacher's own texts, and the pupils they are for."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class OwnText(SQLModel, table=True):
    """A text of a class. `use` is a schemas.Use; `questions` are schemas.Question.

    It is given to pupils from `published_at` on: to the whole class, or else to those that OwnTextReader names.
    `version`: see tutor.edits; from `trashed_at` on it is in the bin.
    """

    __tablename__ = "own_text"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", index=True)
    title: str
    text: str
    use: str
    questions: list[dict[str, Any]] = Field(sa_type=JSON)
    whole_class: bool = True
    archived: bool = False
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    trashed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class OwnTextReader(SQLModel, table=True):
    """A pupil to whom a text is given, when it is not for the whole class."""

    __tablename__ = "own_text_reader"

    own_text_id: UUID = Field(foreign_key="own_text.id", primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
