"""What Rivet can do. Whoever plays the acts keeps their order; the dialogue never waits for one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exercises.figures import Figure
from tutor.companion.dialogue.questions import Question


@dataclass(frozen=True, slots=True)
class Say:
    """A line of tutor/companion/data: any variant of `line`, its slots filled. Never free text."""

    line: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """Show the question and say its authored sentences; `slowly` when the child asked for it."""

    question: Question
    slowly: bool = False


@dataclass(frozen=True, slots=True)
class Listen:
    """Open the ear for this question (its grammar), or for a talk about how he found when `strategies`.

    An empty `question`: none is asked for now; only requests and talk are understood.
    """

    question: str
    strategies: bool = False


@dataclass(frozen=True, slots=True)
class Confirm:
    """« J'ai entendu treize. C'est ça ? » Said by a line before; answered by yes or no, spoken or touched (Spoke)."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class OfferTouch:
    """Show how to answer by touch, large."""

    question: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Say and show the hint of this number, from 1."""

    question: str
    number: int


@dataclass(frozen=True, slots=True)
class Explain:
    """Show how it is found, with its manipulative, and say it."""

    question: str


@dataclass(frozen=True, slots=True)
class AskHow:
    """Offer the strategies as pictures with words; the child may also tell it, to hear himself."""

    question: str
    strategies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """Lay this figure on the table, to be looked at. It stays until another is shown, or one is given to handle."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class SayWritten:
    """Sentences of a discovery lesson, one after the other, as its author wrote them."""

    lesson: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """The lesson is over: these skills are to be practised now."""

    lesson: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferGoOn:
    """Show « continuer » large, and « arrêter » beside it when `stop`; to touch them is to say yes or no (Spoke)."""

    stop: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Have this answer marked; Marked follows."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Next:
    """Have the next question chosen; Given follows. `easier` after help."""

    easier: bool = False


@dataclass(frozen=True, slots=True)
class Hush:
    """Stop Rivet's voice at once."""


@dataclass(frozen=True, slots=True)
class TellTeacher:
    """A discreet note for the teacher: that the child should be listened to, not what he said."""


@dataclass(frozen=True, slots=True)
class Celebrate:
    """Lights, springs, a soft sound."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A short break: breathe, stretch; goes on by touch or voice."""


class Ending(StrEnum):
    """Why a conversation ended."""

    DONE = "done"
    TIME = "time"
    ASKED = "asked"
    LEFT = "left"
    DISTRESS = "distress"


@dataclass(frozen=True, slots=True)
class Close:
    """The conversation is over; nothing follows."""

    ending: Ending


Act = (
    Say
    | Ask
    | Listen
    | Confirm
    | OfferTouch
    | Hint
    | Explain
    | AskHow
    | Show
    | SayWritten
    | HandOver
    | OfferGoOn
    | Mark
    | Next
    | Hush
    | TellTeacher
    | Celebrate
    | Rest
    | Close
)
