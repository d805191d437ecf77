"""The alerts that a teacher has set aside for a while."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class AlertAside(SQLModel, table=True):
    """An alert on a pupil that need not be shown for two weeks, unless it becomes heavier than `weight`.

    `about`: the skill it is about, or nothing. For all who teach the class.
    """

    __tablename__ = "alert_aside"

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    kind: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    weight: float
    at: datetime = Field(sa_type=UtcDateTime)
    teacher_id: UUID = Field(foreign_key="teacher.id")
