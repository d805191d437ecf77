"""What the ear heard, signed: the tablet carries it back with the attempt and cannot change a word of it."""

from datetime import datetime, timedelta
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import AwareDatetime, Field, ValidationError

from exercises.exercise import Kind
from speech.verdicts import Verdict
from tutor.errors import BadInputError
from tutor.practice.schemas import Fluency, HeardWord
from tutor.schemas import Message

# A tablet may have been put away, unsent answers in it, until after a holiday.
VALID_FOR = timedelta(days=30)
# Clocks are moved back: a receipt from a little later is still ours.
CLOCK_SLACK = timedelta(days=1)


class Hearing(Message):
    """What was heard of one served exercise. `probability` is that of the worst word, or of the number.

    `likeliest`: the number that the pupil was asked about; only then may it be confirmed. `line`: of a text read in
    turns, the one that was heard. `recording`: what was kept of it, when recording is on.
    """

    pupil_id: UUID
    served_id: UUID
    kind: Kind
    verdict: Verdict
    words: list[HeardWord]
    number: int | None
    likeliest: int | None = None
    line: int | None = None
    recording: UUID | None = None
    probability: float = Field(ge=0, le=1)
    fluency: Fluency | None = None
    engine: str
    at: AwareDatetime


def sign(hearing: Hearing, key: bytes) -> str:
    """The receipt of this hearing."""
    return _serializer(key).dumps(hearing.model_dump(mode="json"))


def read(receipt: str, key: bytes, pupil_id: UUID, served_id: UUID, now: datetime) -> Hearing:
    """What the receipt says, if it is ours, this pupil's, this served exercise's and not too old.

    Raises BadInputError, in French, with the same words whatever is wrong but age.
    """
    try:
        hearing = Hearing.model_validate(_serializer(key).loads(receipt))
    except (BadSignature, ValidationError):
        raise _refused() from None
    if hearing.pupil_id != pupil_id or hearing.served_id != served_id or hearing.at > now + CLOCK_SLACK:
        raise _refused()
    if now - hearing.at > VALID_FOR:
        raise BadInputError("Cette lecture est trop ancienne pour être gardée. Lis encore une fois.")
    return hearing


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="marelle.hearing")


def _refused() -> BadInputError:
    return BadInputError("Cette lecture ne va pas avec cet exercice. Lis encore une fois.")
