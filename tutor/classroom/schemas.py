"""Classes, pupils and sign-in cards as a teacher sees and changes them."""

from uuid import UUID

from pydantic import Field

from exercises.exercise import Grade
from learner_model import Plan
from speech.strictness import StrictnessLevel
from tutor.identity.schemas import AvatarId, PictureId
from tutor.schemas import Message
from tutor.story.levels import StoryLevel

_USUAL = Plan()


class ClassOut(Message):
    """A class of the signed-in teacher. `code` opens it on a tablet."""

    id: UUID
    name: str
    grade: Grade
    code: str
    archived: bool
    strictness: StrictnessLevel = Field(description="how demanding the ear is with this class")
    story: StoryLevel = Field(description="how much of the long story its pupils have")
    version: int
    pupil_count: int


class ClassIn(Message):
    """A new class."""

    name: str = Field(min_length=1, max_length=60)
    grade: Grade


class ClassChange(Message):
    """What changes of a class; what is absent stays. `version`: that of the class that was on the screen."""

    name: str | None = Field(default=None, min_length=1, max_length=60)
    grade: Grade | None = None
    archived: bool | None = None
    strictness: StrictnessLevel | None = None
    story: StoryLevel | None = None
    version: int | None = None


class Band(Message):
    """The share of exercises that a pupil should get right: what is chosen for him is aimed between these."""

    low: float = Field(default=_USUAL.low, ge=0.5, le=0.9)
    high: float = Field(default=_USUAL.high, ge=0.6, le=0.98)


class PupilOut(Message):
    """A pupil as the teacher sees him, with the pictures of his secret."""

    id: UUID
    first_name: str
    avatar: AvatarId
    pictures: list[PictureId]
    archived: bool
    band: Band
    version: int


class PupilIn(Message):
    """A new pupil: a first name or nickname, no more. Without an avatar, a free one is given."""

    first_name: str = Field(min_length=1, max_length=40)
    avatar: AvatarId | None = None


class PupilChange(Message):
    """What changes of a pupil; what is absent stays. `version`: that of the pupil who was on the screen."""

    first_name: str | None = Field(default=None, min_length=1, max_length=40)
    avatar: AvatarId | None = None
    archived: bool | None = None
    band: Band | None = None
    version: int | None = None


class PupilListIn(Message):
    """A pasted list: one first name a line."""

    text: str = Field(max_length=20_000)


class RefusedLine(Message):
    """A line of a pasted list that was not taken, and why (French)."""

    line: int
    text: str
    reason: str


class PupilListOut(Message):
    """What became of a pasted list: good lines are added even when others are refused."""

    added: list[PupilOut]
    refused: list[RefusedLine]


class SignInCard(Message):
    """One printed card. `qr_svg` is an SVG document of the address that signs the pupil in."""

    pupil: PupilOut
    qr_svg: str


class SignInCards(Message):
    """A class's cards, with the address and the QR code that open the class on a tablet."""

    class_name: str
    class_code: str
    class_address: str
    class_qr_svg: str
    cards: list[SignInCard]
