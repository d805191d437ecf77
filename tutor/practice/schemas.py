"""One exercise: what is shown, what is answered, what comes back."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from exercises.activities import Activity
from exercises.exercise import Domain
from exercises.figures import Figure
from speech.texts.reading import Miscue
from speech.verdicts import Verdict
from tutor.practice.shown import ShownContent, Solution
from tutor.schemas import Message

LONGEST_RECEIPT = 150_000
"""Characters of a receipt: those of a text of 2,000 words, the longest a teacher may give."""


class RivetLine(Message):
    """An authored line of Rivet: shown small and said aloud through GET /api/say?text=..."""

    act: str
    text: str


class NextIn(Message):
    """Ask for what comes next, in one subject or in any."""

    domain: Domain | None = None


class PathOut(Message):
    """The quiet path of today's session: steps done, steps until a natural end."""

    done: int
    goal: int


class ServedOut(Message):
    """An exercise given to this pupil. `line` opens it; `instruction` is what the ear button says again."""

    served_id: UUID
    exercise_id: str
    domain: Domain
    activity: Activity
    instruction: str
    content: ShownContent
    can_listen: bool = Field(description="false: no ear is installed, or the answer is touched; nothing is listened to")
    goes_on: bool = Field(
        default=False, description="one of a few known facts in a row, after the first: nothing is said"
    )
    line: RivetLine
    path: PathOut


class NumberAnswer(Message):
    """A number touched on the keypad, or tapped one by one."""

    type: Literal["number"] = "number"
    value: int = Field(ge=0, le=1_000_000)


class ChosenAnswer(Message):
    """Options touched, by their places."""

    type: Literal["chosen"] = "chosen"
    options: list[Annotated[int, Field(ge=0, le=11)]] = Field(min_length=1, max_length=12)


class BuiltAnswer(Message):
    """Tiles put in order, by their places."""

    type: Literal["built"] = "built"
    tiles: list[Annotated[int, Field(ge=0, le=19)]] = Field(min_length=1, max_length=20)


class WrittenAnswer(Message):
    """What was written on a keyboard or a keypad: a spelling, a number, a fraction, a sum of money, a time..."""

    type: Literal["written"] = "written"
    text: str = Field(max_length=200)


Digits = Annotated[list[Annotated[int, Field(ge=0, le=99)] | None], Field(max_length=8)]
"""By column, from the units; a child may write more than a digit in one."""


class ColumnsAnswer(Message):
    """The digits entered in a written operation: its result, its carries, and its numbers when the pupil set them."""

    type: Literal["columns"] = "columns"
    digits: Digits
    carries: Digits = Field(default_factory=list)
    rows: list[Digits] = Field(default_factory=list, max_length=3)


class HandledAnswer(Message):
    """The figure as the pupil left it."""

    type: Literal["handled"] = "handled"
    figure: Figure


class HeardAnswer(Message):
    """What the server heard, by the receipt it signed in the verdict message of /api/listen.

    A text read in turns was heard line by line: `earlier` are the receipts of the lines before the last one.
    """

    type: Literal["heard"] = "heard"
    receipt: str = Field(max_length=LONGEST_RECEIPT)
    earlier: list[Annotated[str, Field(max_length=LONGEST_RECEIPT)]] = Field(default=[], max_length=20)


class ConfirmedAnswer(Message):
    """The pupil says whether the likeliest number of this receipt is his answer: then it counts as such."""

    type: Literal["confirmed"] = "confirmed"
    yes: bool
    receipt: str = Field(max_length=LONGEST_RECEIPT)


class JudgedAnswer(Message):
    """The pupil listened to the model and says whether it was the same. Recorded as unsure."""

    type: Literal["judged"] = "judged"
    same: bool
    receipt: str | None = Field(default=None, max_length=LONGEST_RECEIPT)


class SkippedAnswer(Message):
    """The pupil passed. Recorded as unsure."""

    type: Literal["skipped"] = "skipped"


Answer = Annotated[
    NumberAnswer
    | ChosenAnswer
    | BuiltAnswer
    | WrittenAnswer
    | ColumnsAnswer
    | HandledAnswer
    | HeardAnswer
    | ConfirmedAnswer
    | JudgedAnswer
    | SkippedAnswer,
    Field(discriminator="type"),
]


class AttemptIn(Message):
    """An answer. `id` is made by the client: sending it twice changes nothing and answers the same.

    `hints` counts the helps seen before answering; `latency_ms` runs from the exercise being shown.
    """

    id: UUID
    served_id: UUID
    answer: Answer
    latency_ms: int = Field(ge=0, le=86_400_000)
    hints: int = Field(ge=0, le=10)
    occurred_at: AwareDatetime


class HeardWord(Message):
    """A word of the text with its verdict. `heard`: the real word read instead; `phones`: the same in IPA.

    `slip`: key of the slip that explains it. The last two are absent of what was kept before they were known.
    """

    word: str
    verdict: Verdict
    probability: float
    start: float | None
    end: float | None
    heard: str | None
    slip: str | None = None
    phones: str | None = None


class HeardEvent(Message):
    """Something that happened at a word of a text (speech.texts.reading): `word` is its place, times in seconds."""

    kind: Miscue
    word: int
    at: float | None
    seconds: float | None


class Fluency(Message):
    """How a text was read, for the teacher: never shown to the pupil as a score.

    `mclm`: words read correctly a minute; `phrasing`: 1 to 4; None when too little was read. `reading_seconds`: from
    the first word to the last; `reached`: words of the text gone through.
    """

    mclm: int | None
    phrasing: int | None
    reading_seconds: float
    reached: int
    events: list[HeardEvent]


class Help(Message):
    """Help after a miss. `solution` is there only at the last step, for the client to show it with the hands.

    In reading, `step` 1: listen to the model and try again; 2: see it done, then go on to an easy win. In maths, 1 and
    2: a hint, then try again; 3: an example worked out and the solution. `figure` is what the hint shows. `kept`:
    places of the options or tiles that are right already and may stay.
    """

    step: Literal[1, 2, 3]
    figure: Figure | None = None
    kept: list[int] = Field(default=[])
    solution: Solution | None = None


class AttemptOut(Message):
    """What became of an attempt. `then`: try the same again, see the help, or go on."""

    id: UUID
    verdict: Verdict
    words: list[HeardWord]
    number: int | None
    line: RivetLine
    then: Literal["again", "help", "next"]
    help: Help | None
    path: PathOut


class MyReading(Message):
    """One of the pupil's own readings of a text, as a leaf on his curve: never a number of words.

    `height`: from 0 to 1, his best one being 1. `served_id`: the exercise it was made in.
    """

    served_id: UUID
    at: AwareDatetime
    height: float = Field(ge=0, le=1)


class MyReadings(Message):
    """The pupil's last readings for one minute and of texts read several times, the oldest first."""

    readings: list[MyReading]


# --- WS /api/listen -------------------------------------------------------------------------------------
# The client sends a ListenStart as text, then 16 kHz mono little-endian PCM16 frames as binary (at most
# 32,000 bytes each), then may send ListenStop; without it the end of speech is detected. The server
# answers ListenListening, ListenSpeechStarted, while a text is read some ListenPlace, then one of ListenVerdict,
# ListenYesNo, ListenError, ListenBusy; after any of these the same socket may start again.


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


class ListenListening(Message):
    """Ready for frames."""

    type: Literal["listening"] = "listening"


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
    | ListenError,
    Field(discriminator="type"),
]
