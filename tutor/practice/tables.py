"""What was served, what was answered, and what follows from it: mastery, and the counts of each day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


def _few(table: str, moment: str, column: str, *more: str) -> Index:
    """An index on the few rows of a pupil that have this, which holds it too: what is counted is not looked up."""
    there = text(f"{column} IS NOT NULL")
    columns = ("pupil_id", moment, column, *more)
    return Index(f"ix_{table}_pupil_id_{column}", *columns, sqlite_where=there, postgresql_where=there)


class Served(SQLModel, table=True):
    """An exercise given to a pupil, with the reason of the choice as data (learner_model.Reason).

    `line` is the line of Rivet that opened it (a RivetLine): said again when it is resumed, and to no other
    exercise of the session. `run_place` (in a run of known facts, from 1) repeats what `reason` holds, so that a year
    of runs is found at once.
    """

    __table_args__ = (
        Index("ix_served_pupil_id_served_at", "pupil_id", "served_at"),
        _few("served", "served_at", "run_place"),
    )

    id: UUID = Field(primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id")
    exercise_id: str
    reason: dict[str, Any] = Field(sa_type=JSON)
    line: dict[str, Any] = Field(sa_type=JSON)
    model_version: str
    run_place: int | None = None
    served_at: datetime = Field(sa_type=UtcDateTime)


class ServedAhead(SQLModel, table=True):
    """An exercise that a tablet holds for when the network is gone. Its first answer makes it a Served of the same id.

    Until then it is in nobody's way: neither on the pupil's path, nor on the teacher's screen.
    """

    __tablename__ = "served_ahead"
    __table_args__ = (Index("ix_served_ahead_pupil_id_given_at", "pupil_id", "given_at"),)

    id: UUID = Field(primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id")
    exercise_id: str
    reason: dict[str, Any] = Field(sa_type=JSON)
    line: dict[str, Any] = Field(sa_type=JSON)
    model_version: str
    given_at: datetime = Field(sa_type=UtcDateTime)


class Attempt(SQLModel, table=True):
    """An answer: append-only. `id` is made by the client; `sequence` is the order in which the server took it.

    `item` is the exercise as the learner model saw it, so that mastery can be rebuilt even when the content
    changes; `hearing` is what the ear said (words, number, engine), never sound. `mclm` (words of a text read right a
    minute) and `misconception` repeat what `hearing` and `answer` hold, so that a year of them is found at once;
    `heard`, that the ear listened to the answer: known since migration 0018 and of five weeks before it, no more.
    """

    __table_args__ = (
        Index("ix_attempt_pupil_id_sequence", "pupil_id", "sequence"),
        Index("ix_attempt_pupil_id_occurred_at", "pupil_id", "occurred_at"),
        _few("attempt", "occurred_at", "mclm"),
        _few("attempt", "occurred_at", "misconception"),
        _few("attempt", "occurred_at", "heard", "verdict"),
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
    mclm: int | None = None
    misconception: str | None = None
    heard: bool | None = None
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)


class Mastery(SQLModel, table=True):
    """A pupil's state in the learner model: a projection of his attempts up to `sequence`."""

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    state: str
    sequence: int
    model_version: str
    updated_at: datetime = Field(sa_type=UtcDateTime)


class PupilDay(SQLModel, table=True):
    """What a pupil did in a subject on a school's day: a projection of his attempts (tutor.practice.days).

    `day`: the school's (settings.timezone), that of an exercise's first answer. An exercise is counted once, however
    often it was tried: `right_first` when its first answer was right, `unsure` when it was neither right nor wrong
    (doubt of the ear, skipped, judged by the pupil). Readings that only prepare the next one are time, not exercises.
    `seconds`: from the moment an exercise was given to its last answer, four minutes at most between two signs of the
    pupil. `first_at`, `last_at`: the first and the last answer.
    """

    __tablename__ = "pupil_day"
    __table_args__ = {"sqlite_with_rowid": False}  # kept in the order of the key: a pupil's days lie side by side

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    day: date = Field(primary_key=True)
    domain: str = Field(primary_key=True)
    seconds: int
    exercises: int
    right_first: int
    unsure: int
    first_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)


class SkillDay(SQLModel, table=True):
    """What a pupil did on a skill on a school's day: a projection of his attempts, as PupilDay.

    `exercises` = `correct` + `incorrect` + `unsure`, by the first answer of each; `helped`: those in which an answer
    came after a hint or a model. An exercise on several skills counts for each.
    """

    __tablename__ = "skill_day"
    __table_args__ = (
        # Holds all that is summed over a year: a pupil's days on a skill lie side by side.
        Index("ix_skill_day_pupil_id_skill_id", "pupil_id", "skill_id", "day", "exercises", "correct", "incorrect"),
        {"sqlite_with_rowid": False},
    )

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    day: date = Field(primary_key=True)
    skill_id: str = Field(primary_key=True)
    exercises: int
    correct: int
    incorrect: int
    unsure: int
    helped: int


class SkillTotal(SQLModel, table=True):
    """What a pupil did on a skill in all his time: the sum of his SkillDay, kept with them, for a class at a glance."""

    __tablename__ = "skill_total"
    __table_args__ = {"sqlite_with_rowid": False}

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True)
    skill_id: str = Field(primary_key=True)
    exercises: int
    correct: int
    incorrect: int


class Correction(SQLModel, table=True):
    """What a teacher says of an attempt: append-only, the last one counts. The attempt stays as it was.

    `verdict`: None when what the machine said counts again.
    """

    sequence: int | None = Field(default=None, primary_key=True)
    attempt_id: UUID = Field(foreign_key="attempt.id", index=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True)
    verdict: str | None
    teacher_id: UUID = Field(foreign_key="teacher.id")
    at: datetime = Field(sa_type=UtcDateTime)
