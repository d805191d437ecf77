"""What Rivet may ask, as the dialogue sees it: never the answer, only what may be said and how it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Grammar(StrEnum):
    """What may be said in answer to a question; each has its closed set of sayings."""

    NUMBER = "number"
    YES_NO = "yes_no"
    COMPARISON = "comparison"
    SHAPE = "shape"
    UNIT = "unit"
    CHOICE = "choice"
    HANDS = "hands"
    """Answered by touch only: whatever is said is a request or talk, never an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that Rivet asks.

    `id`: of the served exercise or the lesson's step; `say`: the authored sentences that ask it; `largest`: of a
    number; `choices`: of Grammar.CHOICE, key to the ways of saying it; `hints`: how many there are before the
    explanation; `activity` names what is practised, for the praise of a strategy; `strategies`: keys of the ways a
    child may have found, empty when he is not asked.
    """

    id: str
    grammar: Grammar
    say: tuple[str, ...]
    largest: int = 0
    choices: Mapping[str, Sequence[str]] | None = None
    hints: int = 0
    activity: str = ""
    strategies: tuple[str, ...] = ()


NO_QUESTION = Question("", Grammar.HANDS, ())
"""Nothing is asked yet."""
