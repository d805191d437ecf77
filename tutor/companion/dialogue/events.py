"""What can happen in a conversation. Times come with the events: the dialogue has no clock."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.companion.dialogue.questions import Question


class Intent(StrEnum):
    """What a child meant. ANSWER comes with its value; UNKNOWN is what could not be understood."""

    ANSWER = "answer"
    YES = "yes"
    NO = "no"
    CORRECTION = "correction"
    """"Non, j'ai dit treize": with the value when it was heard."""
    DONT_KNOW = "dont_know"
    REPEAT = "repeat"
    SLOWER = "slower"
    WHY = "why"
    HELP = "help"
    TOO_HARD = "too_hard"
    AGAIN = "again"
    FINISHED = "finished"
    STOP = "stop"
    WAIT = "wait"
    GREETING = "greeting"
    THANKS = "thanks"
    NAME = "name"
    ABOUT_RIVET = "about_rivet"
    HOW_FOUND = "how_found"
    SMALL_TALK = "small_talk"
    DISTRESS = "distress"
    """Worry, harm or sadness: led to the teacher, never handled by Rivet."""
    OFF_TOPIC = "off_topic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Understood:
    """What understanding made of an utterance. `sure` is False when the child must be asked. `value` is the key of the
    answer that was heard (a number in digits, "oui", "plus_grand", "carre", "centimetre", a choice's key)."""

    intent: Intent
    value: str | None = None
    sure: bool = True
    probability: float = 1.0


class Deafness(StrEnum):
    """Why nothing can be made of the sound."""

    DENIED = "denied"
    NO_EAR = "no_ear"
    NOISE = "noise"
    TWO_VOICES = "two_voices"
    NO_VERDICT = "no_verdict"
    BUSY = "busy"
    ASLEEP = "asleep"


class Outcome(StrEnum):
    """What marking made of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Began:
    """The child is there. `minutes`: how long the sitting may last; `sittings`: how many there were before."""

    minutes: float
    sittings: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """The next question, answered to the act Next; None when there is nothing left."""

    question: Question | None


@dataclass(frozen=True, slots=True)
class Spoke:
    """The child said something. While Rivet speaks, it is an interruption too."""

    understood: Understood


@dataclass(frozen=True, slots=True)
class Touched:
    """The child answered by touch; marking follows as Marked."""

    value: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The answer that the act Mark named is marked. `strategy`: the key of a praise that fits what was done."""

    question: str
    outcome: Outcome
    strategy: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The child told how he found: the key of a strategy, or None when he said it in his own words."""

    strategy: str | None


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The child began to speak, or touched Rivet, while Rivet was speaking."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Rivet has said all he had to say."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was heard since Rivet finished, for so many seconds; comes again as silence goes on."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Deaf:
    """The microphone or the ear is of no use for now."""

    reason: Deafness


@dataclass(frozen=True, slots=True)
class HearingBack:
    """The microphone works again."""


@dataclass(frozen=True, slots=True)
class Tick:
    """So many minutes have passed since the beginning."""

    minutes: float


@dataclass(frozen=True, slots=True)
class Quit:
    """The child, the teacher or the tablet ends the sitting."""


Event = (
    Began
    | Given
    | Spoke
    | Touched
    | Marked
    | Told
    | Interrupted
    | Finished
    | Silence
    | Deaf
    | HearingBack
    | Tick
    | Quit
)
