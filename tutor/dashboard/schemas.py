"""What the teacher's pages show of the work under way and done."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from exercises.exercise import Domain, Kind
from speech.verdicts import Verdict
from tutor.identity.schemas import PupilFace
from tutor.practice.schemas import HeardWord
from tutor.schemas import Message


class LiveRow(Message):
    """One pupil now. `active`: something happened in the last 3 minutes. Counts are of today.

    `exercise` is the one given last, in a few words; `since` the moment something last happened.
    """

    pupil: PupilFace
    state: Literal["active", "away", "never"]
    exercise: str | None
    since: datetime | None
    last_verdict: Verdict | None
    attempts_today: int
    correct_today: int


class LiveTable(Message):
    """A class now, in the order of first names: no ranking."""

    at: datetime
    rows: list[LiveRow]


class AttemptRow(Message):
    """One attempt, in words for the teacher. `answer` is what was answered, `reason` why it was chosen (French)."""

    id: UUID
    at: datetime
    domain: Domain
    kind: Kind
    exercise: str
    verdict: Verdict
    words: list[HeardWord]
    answer: str
    hints: int
    latency_ms: int
    reason: str
    words_a_minute: int | None = Field(description="words of a text read correctly a minute (MCLM)")


class MisconceptionAnswer(Message):
    """One of the pupil's own answers: « 42 − 17 », « a répondu 35 »."""

    at: datetime
    exercise: str
    answer: str


class MisconceptionRow(Message):
    """A wrong procedure met several times, with its name in French; `answers` are the last ones, newest first."""

    id: str
    name: str
    times: int
    answers: list[MisconceptionAnswer]


class PupilMisconceptions(Message):
    """What a pupil gets wrong in the same way again and again, the most frequent first."""

    misconceptions: list[MisconceptionRow]


class PupilAttempts(Message):
    """A pupil's last attempts, newest first."""

    pupil: PupilFace
    attempts: list[AttemptRow]
