"""Which classes are recorded until when, whose families agreed, and what was kept. Never sound: it is in files."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class ClassRecording(SQLModel, table=True):
    """A class that is recorded between two moments. Without a row it is not, which is usual."""

    __tablename__ = "class_recording"

    classroom_id: UUID = Field(foreign_key="classroom.id", primary_key=True)
    since: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime)
    keep_days: int


class RecordingConsent(SQLModel, table=True):
    """A family's agreement, as the teacher who had the signed paper noted it. Without one in force: never recorded.

    A withdrawal ends it and is kept beside it; agreeing again is another row.
    """

    __tablename__ = "recording_consent"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True)
    given_at: datetime = Field(sa_type=UtcDateTime)
    noted_by: UUID = Field(foreign_key="teacher.id")
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawal_noted_by: UUID | None = Field(default=None, foreign_key="teacher.id")


class Recording(SQLModel, table=True):
    """What was kept of one reading aloud. Its sound is in a file that only `salt`, with the school's key, opens.

    So an erased row makes the file unreadable at once, wherever it was copied. `line`: of a text read in turns, the one
    that was read. The attempt that it led to names it (Attempt.hearing["recording"]).
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True)
    served_id: UUID | None = Field(default=None, foreign_key="served.id", index=True)
    line: int | None = None
    salt: bytes
    seconds: float
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
