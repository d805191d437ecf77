"""The messages of WS /api/talk, and the lessons of GET /api/lessons.

The client opens with TalkBegin, then tells what happens. The server answers each step with one TalkActs: what Rivet
does, in order. Rivet's acts of one `turn` are played after those of the turn before; when all is said the client tells
TalkFinished of the last turn. Sound: 16 kHz mono little-endian PCM16 frames as binary, from TalkHearing "open" until
TalkHearing says otherwise; frames at other times are let go.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from exercises.exercise import Grade
from exercises.figures import Figure
from tutor.companion.dialogue.acts import Ending
from tutor.companion.dialogue.events import Deafness, Outcome
from tutor.companion.dialogue.questions import Grammar
from tutor.practice.schemas import PathOut
from tutor.practice.shown import ShownContent, Solution
from tutor.schemas import Message

Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
Key = Annotated[str, Field(max_length=60)]
Request = Literal["repeat", "slower", "help", "dont_know", "why", "again", "finished", "stop"]


class TalkTouched(Message):
    """An answer touched. `id` is made by the client: the same id again is recorded once.

    `value`: a number in digits, the key of an option, oui or non; with `figure`, how the pupil left it.
    """

    type: Literal["touched"] = "touched"
    id: UUID
    question: str = Field(max_length=80)
    value: Key
    figure: Figure | None = None
    latency_ms: int = Field(ge=0, le=86_400_000)
    occurred_at: AwareDatetime


class TalkBegin(Message):
    """Begin a conversation, or begin it again on a new socket. `unsent`: what was touched before the line dropped."""

    type: Literal["begin"] = "begin"
    mode: Literal["practice", "lesson"] = "practice"
    lesson: Slug | None = None
    again: bool = False
    unsent: TalkTouched | None = None


class TalkFinished(Message):
    """Rivet has said all of this turn."""

    type: Literal["finished"] = "finished"
    turn: int = Field(ge=0)


class TalkInterrupted(Message):
    """The child spoke, or touched Rivet, while Rivet was speaking. By voice, its sound follows from its start."""

    type: Literal["interrupted"] = "interrupted"
    by: Literal["voice", "touch"]


class TalkSaid(Message):
    """A request touched instead of said."""

    type: Literal["request"] = "request"
    request: Request


class TalkYesNo(Message):
    """Yes or no, touched."""

    type: Literal["yes_no"] = "yes_no"
    yes: bool


class TalkStrategy(Message):
    """How he found: a strategy touched, or None when he told it in his own words, which stay on the tablet."""

    type: Literal["strategy"] = "strategy"
    strategy: Key | None


class TalkBusyHands(Message):
    """The child is at work with the hands: he is not silent."""

    type: Literal["busy_hands"] = "busy_hands"


class TalkEndOfSpeech(Message):
    """The child says he has said all."""

    type: Literal["end_of_speech"] = "end_of_speech"


class TalkMicrophone(Message):
    """What became of the microphone."""

    type: Literal["microphone"] = "microphone"
    state: Literal["works", "denied", "asleep"]


class TalkQuit(Message):
    """The child leaves."""

    type: Literal["quit"] = "quit"


TalkIn = Annotated[
    TalkBegin
    | TalkFinished
    | TalkTouched
    | TalkInterrupted
    | TalkSaid
    | TalkYesNo
    | TalkStrategy
    | TalkBusyHands
    | TalkEndOfSpeech
    | TalkMicrophone
    | TalkQuit,
    Field(discriminator="type"),
]


class OptionAsked(Message):
    """One thing that may be answered by touch."""

    key: str
    text: str | None = None
    picture: str | None = None
    figure: Figure | None = None
    say: str | None = None


class QuestionAsked(Message):
    """What is asked; `options` when one of them is touched."""

    id: str
    grammar: Grammar
    content: ShownContent
    options: list[OptionAsked]
    largest: int


class SayAct(Message):
    """Say a line. `act`: its name."""

    do: Literal["say"] = "say"
    act: str
    text: str


class ShowAct(Message):
    """Lay this figure on the table, to be looked at while it is spoken of."""

    do: Literal["show"] = "show"
    figure: Figure


class AskAct(Message):
    """Show the question and say its sentences."""

    do: Literal["ask"] = "ask"
    question: QuestionAsked
    texts: list[str]
    slowly: bool


class ListenAct(Message):
    """The child's turn to speak, or to touch."""

    do: Literal["listen"] = "listen"
    strategies: bool


class ConfirmAct(Message):
    """Show what was heard, with yes and no."""

    do: Literal["confirm"] = "confirm"
    value: str
    text: str


class OfferTouchAct(Message):
    """Show how to answer by touch, large."""

    do: Literal["offer_touch"] = "offer_touch"


class HintAct(Message):
    """Say and show a hint."""

    do: Literal["hint"] = "hint"
    number: int
    text: str
    figure: Figure | None


class ExplainAct(Message):
    """Show how it is found and say it."""

    do: Literal["explain"] = "explain"
    texts: list[str]
    figure: Figure | None
    solution: Solution | None


class Strategy(Message):
    """A way of finding."""

    key: str
    text: str


class AskHowAct(Message):
    """Offer the strategies."""

    do: Literal["ask_how"] = "ask_how"
    strategies: list[Strategy]


class GoOnAct(Message):
    """Offer to go on, and to stop when `stop`: yes or no."""

    do: Literal["go_on"] = "go_on"
    stop: bool


class MarkedAct(Message):
    """What marking made of an answer, shown and not said."""

    do: Literal["marked"] = "marked"
    outcome: Outcome
    value: str
    path: PathOut | None


class HushAct(Message):
    """Stop Rivet's voice at once: what was not said is dropped."""

    do: Literal["hush"] = "hush"


class CelebrateAct(Message):
    """Lights, springs, a soft sound."""

    do: Literal["celebrate"] = "celebrate"


class RestAct(Message):
    """A short break."""

    do: Literal["rest"] = "rest"


class CloseAct(Message):
    """It is over."""

    do: Literal["close"] = "close"
    ending: Ending


TalkAct = Annotated[
    SayAct
    | ShowAct
    | AskAct
    | ListenAct
    | ConfirmAct
    | OfferTouchAct
    | HintAct
    | ExplainAct
    | AskHowAct
    | GoOnAct
    | MarkedAct
    | HushAct
    | CelebrateAct
    | RestAct
    | CloseAct,
    Field(discriminator="do"),
]


class TalkActs(Message):
    """What Rivet does, in order. `kept`: ids of the touched answers that need not be sent again."""

    type: Literal["acts"] = "acts"
    turn: int
    acts: list[TalkAct]
    kept: list[UUID] = Field(default=[])


class TalkHearing(Message):
    """The ear: open for frames, hearing speech, thinking, or closed (`why`)."""

    type: Literal["hearing"] = "hearing"
    state: Literal["open", "speech", "thinking", "closed"]
    why: Deafness | None = None


class TalkError(Message):
    """Codes: bad_message, bad_audio, no_lesson, internal. The conversation goes on unless the socket closes."""

    type: Literal["error"] = "error"
    code: str
    message: str


TalkOut = Annotated[TalkActs | TalkHearing | TalkError, Field(discriminator="type")]


class LessonOut(Message):
    """A discovery lesson. `figure`: what it is about, as a picture of it; `minutes`: how long it lasts, about."""

    slug: str
    title: str
    grade: Grade
    minutes: int
    figure: Figure | None
    done: bool


class LessonList(Message):
    """The lessons of a grade and of those before, in the order of the programme."""

    lessons: list[LessonOut]
