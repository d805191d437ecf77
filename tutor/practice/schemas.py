"""One exercise: what is shown, what is answered, what comes back."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from exercises.activities import Activity
from exercises.doors import Door
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
    door: Door | None = Field(default=None, description="the one the pupil touched, of two that were offered")


class DoorsIn(Message):
    """Ask whether there is a choice now, in one subject or in any."""

    domain: Domain | None = None


class DoorsOut(Message):
    """Two kinds of work that both suit the pupil, of which he may choose one; none when it is no time for a choice."""

    doors: list[Door] = Field(max_length=2)


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


class AheadIn(Message):
    """Ask for exercises for when the network is gone. `held`: those that this tablet has, by their served ids."""

    held: list[UUID] = Field(default=[], max_length=100)


class AheadReply(Message):
    """What Rivet answers on a tablet that is alone, as the server would."""

    verdict: Verdict
    line: RivetLine
    then: Literal["again", "help", "next"]
    help: Help | None


class AheadExercise(Message):
    """An exercise with all that a tablet needs to answer as the server does; the server marks it again later.

    `right`: every right answer, written as `exercises.alone` writes answers. `after_right` and `after_wrong`: by how
    many misses came before. `judged`: after a reading that was compared, same then different.
    """

    served: ServedOut
    right: list[str]
    after_right: list[AheadReply]
    after_wrong: list[AheadReply]
    judged: list[AheadReply]
    skipped: AheadReply
    end: RivetLine = Field(description="instead, when this was the last step of today's path")


class AheadOut(Message):
    """Exercises to keep, in the order to give them. `keep`: those of the held ones that are still good."""

    keep: list[UUID]
    exercises: list[AheadExercise]


class SealedIn(Message):
    """An answer that stayed on a tablet after its pupil left, sealed with what his tablet was given (TabletSeal)."""

    who: str = Field(min_length=1, max_length=100)
    sealed: str = Field(min_length=1, max_length=900_000)


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


class TodayOut(Message):
    """What went well in the session under way: never a score. `said`: sentences to the child, that Rivet can say.

    `tried_again`: exercises missed, then found. `may_go_on`: false when it is time for a pause.
    """

    said: list[str]
    words: list[str]
    written: list[str]
    sums: list[str]
    tried_again: int
    may_go_on: bool
