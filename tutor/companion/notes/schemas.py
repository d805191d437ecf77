"""What the teacher sees of the notes."""

from datetime import datetime
from uuid import UUID

from tutor.identity.schemas import PupilFace
from tutor.schemas import Message


class NoteOut(Message):
    """A pupil said something that deserves to be listened to. `seen_at`: when the teacher saw this note."""

    id: UUID
    pupil: PupilFace
    at: datetime
    seen_at: datetime | None


class ClassNotes(Message):
    """The last notes of a class, the newest first."""

    notes: list[NoteOut]
