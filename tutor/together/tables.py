"""A group around a tablet, its members, and its turns. Each child's answers are his own, in tutor.practice."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class Group(SQLModel, table=True):
    """Pupils of a class around the tablet on which one of them, the host, is signed in.

    `tablet` is the serial of that sign-in: on another tablet, or once it is over, the group can do nothing. `said` are
    Rivet's last lines to the group, so that he does not repeat himself.
    """

    __tablename__ = "together_group"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", index=True)
    host_id: UUID = Field(foreign_key="pupil.id", index=True)
    tablet: str
    said: list[str] = Field(sa_type=JSON)
    started_at: datetime = Field(sa_type=UtcDateTime)
    active_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Member(SQLModel, table=True):
    """A pupil who proved who he is and sat down. `epoch` is his at that moment: ending his sessions ends this too."""

    __tablename__ = "together_member"

    group_id: UUID = Field(foreign_key="together_group.id", primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    seat: int
    epoch: int
    joined_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class GroupTurn(SQLModel, table=True):
    """An exercise of which this pupil holds the hand. In a round each plays once. `lit`: a star shone for it."""

    __tablename__ = "together_turn"

    group_id: UUID = Field(foreign_key="together_group.id", primary_key=True)
    number: int = Field(primary_key=True)
    round: int
    pupil_id: UUID = Field(foreign_key="pupil.id")
    served_id: UUID = Field(foreign_key="served.id", index=True)
    over: bool = False
    lit: bool = False
