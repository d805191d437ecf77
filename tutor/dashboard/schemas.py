"""What the teacher's pages show of the work under way and done."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from exercises.exercise import Domain, Grade
from learner_model import Status
from speech.verdicts import Verdict
from tutor.classroom.schemas import Band
from tutor.identity.schemas import PupilFace
from tutor.journal.schemas import ChangeOut
from tutor.practice.schemas import HeardEvent, HeardWord
from tutor.schemas import Message


class HandOut(Message):
    """Why a pupil may need somebody now, and what to do (French)."""

    kind: Literal["missed", "unheard", "stopped"]
    why: str
    todo: str


class LiveRow(Message):
    """One pupil now. `active`: something happened in the last 3 minutes. Counts are of today.

    `exercise` is the one given last, in a few words; `since` the moment something last happened; `hand`: when a hand is
    needed.
    """

    pupil: PupilFace
    state: Literal["active", "away", "never"]
    exercise: str | None
    since: datetime | None
    last_verdict: Verdict | None
    attempts_today: int
    correct_today: int
    hand: HandOut | None


class LiveTable(Message):
    """A class now, in the order of first names: no ranking."""

    at: datetime
    rows: list[LiveRow]


class CorrectionOut(Message):
    """What a teacher said of an answer. `number`: which correction of the school this is."""

    verdict: Verdict
    by: str
    at: datetime
    number: int


class CorrectionIn(Message):
    """What a teacher says of an answer. `seen`: the number of the correction that was on her screen, 0 for none."""

    verdict: Verdict
    seen: int | None = None


class Corrected(Message):
    """An answer corrected, and the way back."""

    correction: CorrectionOut
    change: ChangeOut


class AttemptRow(Message):
    """One attempt, in words for the teacher. `answer` is what was answered, `reason` why it was chosen (French).

    `verdict` is the machine's; when a teacher corrected it, hers counts.
    """

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
    correction: CorrectionOut | None
    recording_id: UUID | None = Field(default=None, description="what was read aloud, while it can be listened to")


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


Place = Literal["done", "now", "next", "later"]


class SkillRow(Message):
    """A skill: `probability` of success on an easy exercise of it now, likely between `low` and `high`.

    `forgotten_at`: when half of what practice brought will be forgotten, if nothing is done. `part`: under which name
    it is shown; `place` on the path through the graph of skills: `next` when all it needs is known; `waits_for`: names
    of the skills that it needs and that are not.
    """

    skill: str
    name: str
    domain: Domain
    part: str
    place: Place
    waits_for: list[str]
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
    """Pupils who need the same skills (French names, and ids in the same order), the most urgent first."""

    skills: list[str]
    skill_ids: list[str]
    pupils: list[PupilFace]


class ClassNeeds(Message):
    """The groups of a class; a pupil is in one at most."""

    groups: list[NeedGroupOut]


class NextRow(Message):
    """An exercise that the model would give now, in words, and why (French)."""

    domain: Domain
    exercise: str
    skill: str | None
    reason: str


class PupilNext(Message):
    """What would come next in each subject, the model's first choice first. Nothing is given by looking."""

    choices: list[NextRow]


class MiscueExample(Message):
    """A word as it is written, and what was heard instead (a real word, else its sounds in bars)."""

    word: str
    heard: str | None
    at: datetime
    attempt_id: UUID


class SlipRow(Message):
    """A confusion that explains several misread words, with its name in French; the last examples first."""

    key: str
    name: str
    times: int
    examples: list[MiscueExample]


class MisreadRow(Message):
    """A word misread several times; the last examples first."""

    word: str
    times: int
    examples: list[MiscueExample]


class PupilMiscues(Message):
    """What a pupil often misreads since that day: `read` words looked at, `misread` of them."""

    since: date
    read: int
    misread: int
    slips: list[SlipRow]
    words: list[MisreadRow]


class WorkOut(Message):
    """A day's work in one subject, or in both. `right_first`: exercises right at the first answer."""

    seconds: int
    exercises: int
    right_first: int
    unsure: int


class PupilDayOut(Message):
    """A day on which the pupil worked."""

    day: date
    first_at: datetime
    last_at: datetime
    work: WorkOut
    by_domain: dict[Domain, WorkOut]


class PupilDays(Message):
    """The days on which a pupil worked, the latest first; `week` counts those since Monday."""

    today: date
    week_days: int
    week: WorkOut
    days: list[PupilDayOut]
