"""What was asked to a whole class, and how many slates were right: of the class, never of a pupil."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class ClassRound(SQLModel, table=True):
    """Questions on one skill, one after the other, asked to a class by a teacher."""

    __tablename__ = "class_round"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    classroom_id: UUID = Field(foreign_key="classroom.id", index=True)
    skill: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ClassQuestion(SQLModel, table=True):
    """A question and its tally: how many slates were right and were not, or their share; nothing when not counted.

    `wording` and `answer` are what the teacher reads later, even when the content has changed. `line`: how Rivet
    asked.
    """

    __tablename__ = "class_question"

    round_id: UUID = Field(foreign_key="class_round.id", primary_key=True)
    number: int = Field(primary_key=True)
    exercise_id: str
    wording: str
    answer: str
    line: str
    right: int | None = None
    not_yet: int | None = None
    share: str | None = None
    asked_at: datetime = Field(sa_type=UtcDateTime)
