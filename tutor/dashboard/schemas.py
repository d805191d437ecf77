"""What the teacher's pages show of the work under way and done."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from exercises.exercise import Domain, Grade
from learner_model import Status
from speech.verdicts import Verdict
from tutor.classroom.schemas import Band
from tutor.identity.schemas import PupilFace
from tutor.practice.schemas import HeardEvent, HeardWord
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
    activity: str
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


class FluencyMark(Message):
    """A mark of the programme, in words read right a minute."""

    words_a_minute: int
    label: str


class TextReadingOut(Message):
    """One reading of a text. `words` with their verdicts; `line_ends`: after how many words each of its lines ends.

    `errors`: words misread of the `reached` first ones; `phrasing`: 1 to 4, None when too little was read.
    """

    id: UUID
    at: datetime
    title: str
    words_a_minute: int
    seconds: float
    phrasing: int | None
    errors: int
    reached: int
    words: list[HeardWord]
    line_ends: list[int]
    events: list[HeardEvent]


class FactRunOut(Message):
    """A few known facts answered in a row: how many, how many right at once, and right answers a minute.

    `seconds`: the whole time; `facts_a_minute`: None when too few were answered to tell.
    """

    id: UUID
    at: datetime
    facts: int
    right: int
    seconds: float
    facts_a_minute: float | None


class FactFluency(Message):
    """How easily facts of one sort come back, oldest run first; `expected` right answers in `minutes` at year's end."""

    key: str
    name: str
    expected: int
    minutes: int
    source: str
    runs: list[FactRunOut]


class PupilFluency(Message):
    """A pupil's readings of texts, oldest first, and the marks of his year; his runs of number facts of each sort."""

    pupil: PupilFace
    marks: list[FluencyMark]
    readings: list[TextReadingOut]
    facts: list[FactFluency]


class SkillRow(Message):
    """A skill: `probability` of success on an easy exercise of it now, likely between `low` and `high`.

    `forgotten_at`: when half of what practice brought will be forgotten, if nothing is done.
    """

    skill: str
    name: str
    domain: Domain
    grade: Grade
    status: Status
    probability: float
    low: float
    high: float
    answers: int
    practised_at: datetime | None
    forgotten_at: datetime | None


class PupilSkills(Message):
    """A pupil's skills, those that come first in the programme first, and the success aimed at for him."""

    pupil: PupilFace
    band: Band
    rows: list[SkillRow]


class NeedGroupOut(Message):
    """Pupils who need the same skills (French names), the most urgent first."""

    skills: list[str]
    pupils: list[PupilFace]


class ClassNeeds(Message):
    """The groups of a class; a pupil is in one at most."""

    groups: list[NeedGroupOut]
