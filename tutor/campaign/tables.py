"""A class's campaigns, what the teacher noted of each pupil's turn, and her corrections, which are only ever added."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class Campaign(SQLModel, table=True):
    """A text that a class reads, as it was when the campaign was opened: changing it later changes no result.

    `grade`: that of the class then. `recording`: voices are asked to be kept, for this campaign alone. What is deleted
    stays for as long as a change can be undone. The readings are attempts, at the exercise that it makes.
    """

    __table_args__ = (Index("ix_campaign_classroom_id_opened_at", "classroom_id", "opened_at"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id")
    grade: str
    title: str
    text: str
    recording: bool = False
    opened_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CampaignTurn(SQLModel, table=True):
    """What the teacher noted of a pupil: that he is absent, or that he reads again (`again_at`: asked then)."""

    __tablename__ = "campaign_turn"

    campaign_id: UUID = Field(foreign_key="campaign.id", primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    absent: bool = False
    again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CampaignCorrection(SQLModel, table=True):
    """What the teacher heard of a word of one reading (`mark`: measure.Mark). The last one on a word is the one."""

    __tablename__ = "campaign_correction"

    sequence: int | None = Field(default=None, primary_key=True)
    campaign_id: UUID = Field(foreign_key="campaign.id", index=True)
    attempt_id: UUID = Field(foreign_key="attempt.id", index=True)
    word: int
    mark: str
    teacher_id: UUID = Field(foreign_key="teacher.id")
    at: datetime = Field(sa_type=UtcDateTime)
