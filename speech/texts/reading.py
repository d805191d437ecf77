"""What reading a whole text gives: a verdict for each word, what happened on the way, and how fluent it was."""

from dataclasses import dataclass
from enum import StrEnum

from speech.verdicts import Reading


class Miscue(StrEnum):
    """Something that happened while reading. Only the first two are mistakes."""

    OMITTED = "omitted"
    SKIPPED = "skipped"
    """One of several words in a row that were jumped over: a line."""
    INSERTED = "inserted"
    REPEATED = "repeated"
    SELF_CORRECTED = "self_corrected"
    HESITATED = "hesitated"


@dataclass(frozen=True, slots=True)
class ReadingEvent:
    """A miscue at `word` (its place in the text; what is inserted comes before it).

    `at`: seconds from the start of the sound, None for what was not read; `seconds`: how long a hesitation lasted.
    """

    kind: Miscue
    word: int
    at: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReading(Reading):
    """A reading followed through its text.

    `mclm`: words read correctly a minute (speech.texts.fluency); `phrasing`: 1 to 4; both None when too little was
    read. `reading_seconds`: from the first word to the last; `reached`: how many words of the text it went through.
    """

    events: tuple[ReadingEvent, ...]
    mclm: int | None
    phrasing: int | None
    reading_seconds: float
    reached: int
