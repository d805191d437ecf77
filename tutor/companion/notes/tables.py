"""What is kept of a conversation for the teacher: that a pupil should be listened to, and which lessons are done."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class Note(SQLModel, table=True):
    """A pupil said to Rivet something that deserves to be listened to. What he said is kept nowhere."""

    id: UUID = Field(primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LessonDone(SQLModel, table=True):
    """A discovery lesson that a pupil went through to its end."""

    __tablename__ = "lesson_done"

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    slug: str = Field(primary_key=True)
    done_at: datetime = Field(sa_type=UtcDateTime)
