"""The messages of WS /api/listen.

The client sends a ListenStart as text, then 16 kHz mono little-endian PCM16 frames as binary (at most 32,000 bytes
each), then may send ListenStop; without it the end of speech is detected. The server answers ListenListening,
ListenSpeechStarted, while a text is read some ListenPlace, while its verdict is long in coming some ListenWaiting,
then one of ListenVerdict, ListenYesNo, ListenError, ListenBusy; after any of these the same socket may start again.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from speech.verdicts import Verdict
from tutor.practice.schemas import Fluency, HeardWord, RivetLine
from tutor.schemas import Message


class ListenStart(Message):
    """Listen for this served exercise: for its answer, or for yes or no to the question that a verdict asked.

    `line`: of a text read in turns, the one the pupil reads now; its receipts go together in one HeardAnswer.
    """

    type: Literal["start"] = "start"
    served_id: UUID
    line: int | None = Field(default=None, ge=0)
    listen_for: Literal["answer", "yes_no"] = "answer"


class ListenStop(Message):
    """The pupil says it is over."""

    type: Literal["stop"] = "stop"


class ListenCancel(Message):
    """Forget what was heard."""

    type: Literal["cancel"] = "cancel"


ListenIn = Annotated[ListenStart | ListenStop | ListenCancel, Field(discriminator="type")]
LARGEST_TEXT = 2_000
"""Characters of a message from a tablet."""
_IN: TypeAdapter[ListenIn] = TypeAdapter(ListenIn)


def message_in(text: str) -> ListenStart | ListenStop | ListenCancel:
    """What a tablet says. ValueError when it is nothing that it may say."""
    if len(text) > LARGEST_TEXT:
        raise ValueError("the message is too long")
    return _IN.validate_json(text)


class ListenListening(Message):
    """Ready for frames. `recorded`: what is read now is kept, because a teacher turned that on: the screen says so.

    None: this is never kept, whatever she chose (a number, yes or no).
    """

    type: Literal["listening"] = "listening"
    recorded: bool | None = None


class ListenSpeechStarted(Message):
    """A voice is heard."""

    type: Literal["speech_started"] = "speech_started"


class ListenSpeechEnded(Message):
    """The end of speech is found; frames sent after it are ignored; the verdict follows."""

    type: Literal["speech_ended"] = "speech_ended"


class ListenPlace(Message):
    """The word of a text being read, by its place: a hint for the eyes, sent when the ear has time."""

    type: Literal["place"] = "place"
    word: int


class ListenVerdict(Message):
    """What was heard. `receipt` goes back in a HeardAnswer or JudgedAnswer to record the attempt.

    For a computation, `number` is what was said (None when unsure) and `verdict` is whether that is a number
    that was surely heard (correct: sure; unsure: not), never whether it is the right answer. When unsure, `question`
    may ask about the likeliest number, at most once an exercise: yes or no goes back in a ConfirmedAnswer. `request`:
    said instead of a number; it is no answer and nothing needs to be recorded. `hint`: what to do so that the next
    one is heard better, when the sound was poor.
    """

    type: Literal["verdict"] = "verdict"
    verdict: Verdict
    words: list[HeardWord]
    number: int | None
    fluency: Fluency | None = Field(default=None, description="of a text that was followed while it was read")
    question: RivetLine | None = None
    request: Literal["dont_know", "repeat", "help"] | None = None
    receipt: str
    engine: str
    seconds: float
    hint: str | None = None


class ListenYesNo(Message):
    """What was heard to a yes or no question, None when unsure: then it can still be touched."""

    type: Literal["yes_no"] = "yes_no"
    yes: bool | None


class ListenBusy(Message):
    """Every worker is taken: nothing is lost, the pupil may say it again after this many milliseconds."""

    type: Literal["busy"] = "busy"
    message: str
    retry_after_ms: int


class ListenWaiting(Message):
    """The verdict is long in coming, and comes: nothing is to be sent again. `message`: said to the pupil, once."""

    type: Literal["waiting"] = "waiting"
    message: str | None


class ListenError(Message):
    """Codes: no_speech, too_long, bad_audio, no_ear, unknown_exercise, bad_message, internal; and what is wrong with
    a sound in which nothing can be judged: silent, no_voice, too_quiet, clipped, other_voices, not_french.
    """

    type: Literal["error"] = "error"
    code: str
    message: str


ListenOut = Annotated[
    ListenListening
    | ListenSpeechStarted
    | ListenSpeechEnded
    | ListenPlace
    | ListenVerdict
    | ListenYesNo
    | ListenBusy
    | ListenWaiting
    | ListenError,
    Field(discriminator="type"),
]
