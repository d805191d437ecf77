"""Where a conversation stands. Frozen: each step makes the next one."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.companion.dialogue.acts import Act, Ending
from tutor.companion.dialogue.questions import NO_QUESTION, Question


class Phase(StrEnum):
    """What Rivet is waiting for. To praise and to celebrate take no waiting: they are passed through in one step."""

    GREET = "greet"
    """For the child to be there."""
    ASK = "ask"
    """For the next question to be chosen."""
    WAIT = "wait"
    """For an answer."""
    UNDERSTAND = "understand"
    """For an answer to be marked."""
    CONFIRM = "confirm"
    """For yes, no or a correction: the ear was not sure."""
    HINT = "hint"
    """For an answer, after help."""
    EXPLAIN = "explain"
    """For the child to have looked at how it is found."""
    HOW = "how"
    """For the child to tell how he found, when he likes to."""
    BREAK = "break"
    """For the child to have rested."""
    WISH = "wish"
    """For the child to say whether he goes on or stops."""
    CLOSE = "close"
    """For nothing more."""


TURNS = frozenset({Phase.WAIT, Phase.HINT})
"""A question is asked and the child may answer it."""


@dataclass(frozen=True, slots=True)
class State:
    """All that Rivet remembers of this sitting."""

    phase: Phase = Phase.GREET
    question: Question = NO_QUESTION
    open: bool = False
    """The question is still to be answered."""
    awaited: bool = False
    """The next question was asked for and has not come."""
    replay: tuple[Act, ...] = ()
    """What to do again when the child says "répète"."""
    speaking: bool = False
    """Rivet's voice may still be heard."""
    wish: Ending | None = None
    """Why the conversation ends, if the child would rather stop."""

    limit: float = 0.0
    minutes: float = 0.0
    rested: bool = False
    lasts: int = 0
    """Questions given as the last of the sitting: a second one only to leave on a success."""

    misses: int = 0
    """On this question, as those that follow."""
    hints: int = 0
    helped: bool = False
    shows: int = 0
    """Times it was shown how it is found."""
    spoken: bool = False
    """The last answer was heard, not touched: the ear may have been wrong."""
    doubt: str = ""
    """What the ear thinks it heard."""
    misheard: int = 0
    silences: int = 0
    patient: bool = False
    """The child asked to wait."""
    digressions: int = 0

    right: int = 0
    """In this sitting, as those that follow."""
    missed: int = 0
    run: int = 0
    """Right at once, in a row."""
    since_how: int = 0
    """Right answers since the child was asked how he found."""
    unhelped: int = 0
    """Questions missed in a row without help."""
    troubled: bool = False
    """The question before was missed or helped."""
    owed: bool = False
    """The next question should be easier."""
    deaf: str = ""
    """The line that says why nothing can be heard."""
    told: frozenset[str] = frozenset()
    """Lines of that sort said already."""
    ears_told: bool = False
    asleep: bool = False
    teacher_told: bool = False


Turn = tuple[State, tuple[Act, ...]]
"""The state that follows, and what Rivet does."""
