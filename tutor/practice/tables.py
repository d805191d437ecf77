"""What was served, what was answered, and the mastery that follows from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class Served(SQLModel, table=True):
    """An exercise given to a pupil, with the reason of the choice as data (learner_model.Reason).

    `line` is the line of Rivet that opened it (a RivetLine): said again when it is resumed, and to no other
    exercise of the session.
    """

    __table_args__ = (Index("ix_served_pupil_id_served_at", "pupil_id", "served_at"),)

    id: UUID = Field(primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id")
    exercise_id: str
    reason: dict[str, Any] = Field(sa_type=JSON)
    line: dict[str, Any] = Field(sa_type=JSON)
    model_version: str
    served_at: datetime = Field(sa_type=UtcDateTime)


class Attempt(SQLModel, table=True):
    """An answer: append-only. `id` is made by the client; `sequence` is the order in which the server took it.

    `item` is the exercise as the learner model saw it, so that mastery can be rebuilt even when the content
    changes; `hearing` is what the ear said (words, number, engine), never sound.
    """

    __table_args__ = (
        Index("ix_attempt_pupil_id_sequence", "pupil_id", "sequence"),
        Index("ix_attempt_pupil_id_occurred_at", "pupil_id", "occurred_at"),
    )

    sequence: int | None = Field(default=None, primary_key=True)
    id: UUID = Field(unique=True, index=True)
    pupil_id: UUID = Field(foreign_key="pupil.id")
    served_id: UUID = Field(foreign_key="served.id", index=True)
    exercise_id: str = Field(index=True)
    item: dict[str, Any] = Field(sa_type=JSON)
    verdict: str
    answer: dict[str, Any] = Field(sa_type=JSON)
    hearing: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    reply: dict[str, Any] = Field(sa_type=JSON, description="what was answered, to answer the same to the same id")
    hints: int
    latency_ms: int
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)


class Mastery(SQLModel, table=True):
    """A pupil's state in the learner model: a projection of his attempts up to `sequence`."""

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    state: str
    sequence: int
    model_version: str
    updated_at: datetime = Field(sa_type=UtcDateTime)
