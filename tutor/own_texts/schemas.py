"""A teacher's own texts: what is said of a text while she writes it, what is kept, who read it and how."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from exercises.exercise import Grade
from speech.verdicts import Verdict
from tutor.identity.schemas import PupilFace
from tutor.journal.schemas import ChangeOut
from tutor.practice.schemas import HeardWord
from tutor.schemas import Message

# More than what is accepted, so that what is too long is refused in our words rather than by its shape.
_LONGEST = 500_000
Raw = Annotated[str, Field(max_length=_LONGEST)]


class Use(StrEnum):
    """How pupils read a text: once aloud, three times over, or for one minute."""

    READ_ALOUD = "read_aloud"
    REPEATED = "repeated"
    ONE_MINUTE = "one_minute"


class Question(Message):
    """A question with its choices; `right` is the place of the right one."""

    question: str = Field(min_length=1, max_length=200)
    choices: list[Annotated[str, Field(min_length=1, max_length=120)]] = Field(min_length=2, max_length=4)
    right: int = Field(ge=0, le=3)

    @model_validator(mode="after")
    def _right_is_a_choice(self) -> "Question":
        if self.right >= len(self.choices):
            raise ValueError("the right choice must be one of the choices")
        return self


class CheckIn(Message):
    """A text as she typed or pasted it. `numbers_in_words`: give it back with its numbers in words."""

    text: Raw
    numbers_in_words: bool = False


class CheckedWord(Message):
    """A word of the text. `by_heart`: a tool word or a first name of the class, that pupils know at sight."""

    text: str
    state: Literal["decodable", "by_heart", "not_yet"]


class CheckedNumber(Message):
    """A number as written, in words (None: no sure way), and whether « un » might have to be « une »."""

    written: str
    words: str | None
    check: bool


class CheckOut(Message):
    """What a text is for a class today. `text` is what pupils would see; what she typed stays hers.

    `problem`: why it cannot be given as it is (French); `notices`: what was changed or is worth a look. `share`: of
    its words, those that decode or are known by heart. `stage`: 1 to 10 of the ready progression from which all of it
    decodes. `like`: the year whose texts are of this length. `pace`: words a minute, of the class's own readings when
    `pace_is_ours`, else what is expected at the end of its year.
    """

    text: str
    problem: str | None
    notices: list[str]
    lines: list[list[CheckedWord]]
    words: int
    share: float
    stage: int
    like: Grade
    not_yet: list[str]
    by_rule: list[str]
    numbers: list[CheckedNumber]
    seconds: int
    pace: int
    pace_is_ours: bool


class OwnTextIn(Message):
    """A new text."""

    title: str = Field(min_length=1, max_length=80)
    text: Raw
    use: Use
    questions: list[Question] = Field(default=[], max_length=10)


class OwnTextChange(Message):
    """What changes of a text; what is absent stays. `version`: that of the text that was on the screen."""

    title: str | None = Field(default=None, min_length=1, max_length=80)
    text: Raw | None = None
    use: Use | None = None
    questions: list[Question] | None = Field(default=None, max_length=10)
    archived: bool | None = None
    version: int | None = None


class GivenTo(Message):
    """To whom a text is given: nobody, the whole class, or these pupils of it."""

    whole_class: bool
    pupils: list[UUID] = Field(default=[], max_length=100)


class OwnTextOut(Message):
    """A text of a class. `published_at`: since when it is given; `pupils`: to whom, when not to the whole class."""

    id: UUID
    title: str
    text: str
    use: Use
    questions: list[Question]
    words: int
    published_at: datetime | None
    whole_class: bool
    pupils: list[UUID]
    archived: bool
    version: int
    changed_at: datetime


class GivenText(Message):
    """A text after it was given or taken back, and the change, for « Annuler »."""

    text: OwnTextOut
    change: ChangeOut


class ReadingRow(Message):
    """How one pupil read a text, the last time he finished; `at` is None when he has not yet.

    `right` of `asked` questions answered right the first time.
    """

    pupil: PupilFace
    at: datetime | None
    verdict: Verdict | None
    words: list[HeardWord]
    words_a_minute: int | None
    asked: int
    right: int


class Readings(Message):
    """Who read a text, in the order of first names."""

    rows: list[ReadingRow]
