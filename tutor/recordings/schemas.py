"""Recording as a teacher sets it and sees it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from tutor.identity.schemas import PupilFace
from tutor.journal.schemas import ChangeOut
from tutor.schemas import Message

LONGEST_ON = 28
LONGEST_KEPT = 30


class RecordedPupil(Message):
    """A pupil of the class: since when his family agrees in writing, and how many recordings are kept of him."""

    pupil: PupilFace
    agreed_at: datetime | None
    kept: int


class RecordingOut(Message):
    """Whether reading aloud is recorded in a class now. `until` and `keep_days`: while it is."""

    on: bool
    until: datetime | None
    keep_days: int | None
    pupils: list[RecordedPupil] = Field(description="in the order of first names")
    change: ChangeOut | None = Field(default=None, description="what was just changed")


class RecordingIn(Message):
    """Turn it on for so many days; each recording is kept for so many. The families were told first."""

    days: int = Field(ge=1, le=LONGEST_ON)
    keep_days: int = Field(ge=1, le=LONGEST_KEPT)
    families_told: Literal[True]


class ConsentIn(Message):
    """Whether a pupil's family agrees in writing. Withdrawing erases what was kept of him, which cannot be undone."""

    given: bool


class Notice(Message):
    """The notice to families, to print: HTML that our server made from Markdown."""

    html: str
