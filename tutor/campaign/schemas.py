"""What is sent of campaigns: the texts to choose from, a campaign with its results, one reading word by word."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from exercises.exercise import Grade
from tutor.campaign.measure import Mark
from tutor.identity.schemas import PupilFace
from tutor.journal.schemas import ChangeOut
from tutor.practice.schemas import HeardWord
from tutor.schemas import Message

State = Literal["to_read", "again", "absent", "read", "unheard"]


class TextChoice(Message):
    """A text that may be read. `source`: of Marelle, or the teacher's own; `id` within it.

    `long_enough`: lasts a minute for nearly all pupils of the year; `taught`: the class was taught all its sounds.
    """

    source: Literal["marelle", "own"]
    id: str
    title: str
    text: str
    words: int
    grade: Grade
    level: int | None
    long_enough: bool
    taught: bool


class TextChoices(Message):
    """The texts to choose from, those of the class's year first; `enough`: words that last a minute in that year."""

    texts: list[TextChoice]
    enough: int
    can_listen: bool = Field(description="false: no ear is installed on this server, nothing can be measured")


class CampaignIn(Message):
    """Open a campaign on this text. `recording`: keep the voices of this campaign, for the teacher to listen to."""

    source: Literal["marelle", "own"]
    text_id: str = Field(max_length=200)
    recording: bool = False


class AbsentIn(Message):
    """Whether a pupil is absent."""

    absent: bool


class CorrectionIn(Message):
    """What the teacher heard of a word of a pupil's reading (by its attempt, as she saw it)."""

    attempt_id: UUID
    word: int = Field(ge=0, le=3_000)
    mark: Mark


class CampaignSummary(Message):
    """A campaign in the list. `read`: how many of its `pupils` were heard; `median`: of their MCLM."""

    id: UUID
    title: str
    opened_at: datetime
    closed_at: datetime | None
    pupils: int
    read: int
    median: int | None


class CampaignList(Message):
    """The campaigns of a class, the last opened first."""

    campaigns: list[CampaignSummary]


class CampaignRow(Message):
    """A pupil's result, that of his last reading. `again`: he read, and is asked to read once more.

    `seconds` counted, at most 60; `errors` of the `reached` first words, the last of which is `stopped_at`; `short`:
    he stopped long before the minute. `difference` with the campaign before; `corrected`: marks that are the teacher's.
    """

    pupil: PupilFace
    state: State
    attempt_id: UUID | None = None
    at: datetime | None = None
    mclm: int | None = None
    seconds: float | None = None
    errors: int | None = None
    reached: int | None = None
    stopped_at: str | None = None
    finished: bool = False
    short: bool = False
    noisy: bool = False
    previous: int | None = None
    difference: int | None = None
    band: str | None = None
    corrected: int = 0
    readings: int = 0


class CampaignGroup(Message):
    """Pupils whose MCLM is in the same band, in the order of first names."""

    key: str
    name: str
    pupils: list[PupilFace]


class MissedWord(Message):
    """A word that several missed, of the `readers` who went through it."""

    place: int
    word: str
    missed: int
    readers: int


class CampaignOut(Message):
    """A campaign and what came of it so far, pupils in the order of first names."""

    id: UUID
    title: str
    text: str
    words: int
    recording: bool
    opened_at: datetime
    closed_at: datetime | None
    previous_title: str | None
    previous_at: datetime | None
    rows: list[CampaignRow]
    groups: list[CampaignGroup]
    source: str = Field(description="where the marks of the groups come from")
    missed: list[MissedWord]


class ReadingOut(Message):
    """A pupil's last reading, word by word. `words`: with the verdicts that hold, corrected ones included.

    `corrected`: places of the words that the teacher marked; `stop`: that of the last word read, when she set it.
    `line_ends`: after how many words each line ends; `earlier`: his readings before this one, which do not count.
    """

    row: CampaignRow
    words: list[HeardWord]
    corrected: list[int]
    stop: int | None
    line_ends: list[int]
    recording: UUID | None = None


class ChangedReading(Message):
    """A reading after a correction, and the change, for « Annuler »."""

    reading: ReadingOut
    change: ChangeOut


class ChangedCampaign(Message):
    """A campaign after a change, and the change, for « Annuler »."""

    campaign: CampaignOut
    change: ChangeOut


class DeletedCampaign(Message):
    """A campaign that is gone; `change` brings it back for thirty days."""

    change: ChangeOut
