"""What of the story was told to a pupil."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class StoryTold(SQLModel, table=True):
    """An episode or a scene (`piece`, its id) was told to a pupil, in this round of the seasons."""

    __tablename__ = "story_told"

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    round: int = Field(primary_key=True)
    piece: str = Field(primary_key=True)
    told_at: datetime = Field(sa_type=UtcDateTime)
