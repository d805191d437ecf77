"""A class's progression as its teacher sees and changes it."""

from typing import Annotated

from pydantic import Base64Bytes, Field

from tutor.schemas import Message

Week = Annotated[int, Field(ge=1, le=36, description="week of school, 1 to 36")]


class Correspondence(Message):
    """Letters and the sound they make (« muet » when none), in a word that shows them."""

    gpc: str
    graphemes: str
    sound: str
    key_word: str


class ProgressionLine(Message):
    """A correspondence and the week it is taught."""

    gpc: str = Field(max_length=60)
    week: Week


class ProgressionOut(Message):
    """The order in which a class learns. `ready`: the ready progression it is, None when the teacher's own.

    `chosen`: the teacher chose; else a CP follows the first ready one, and other classes know everything (`all_known`).
    `week`: today's week of school. `lines` in order; `never`: the correspondences of no line. `about`: all of them.
    """

    ready: str | None
    chosen: bool
    all_known: bool
    week: Week
    lines: list[ProgressionLine]
    never: list[str]
    about: list[Correspondence]
    choices: list[str]
    version: int = Field(description="0 while nothing is chosen")


class ProgressionIn(Message):
    """Follow a ready progression, or these lines. `version`: of the progression that was on the screen."""

    ready: str | None = Field(default=None, max_length=60)
    lines: list[ProgressionLine] | None = Field(default=None, min_length=1, max_length=500)
    version: int | None = None


class ProgressionFile(Message):
    """A file of a spreadsheet, in base64."""

    content: Base64Bytes = Field(max_length=400_000)


class FaultyLine(Message):
    """A line that was not understood, and what to do (French)."""

    line: int
    text: str
    reason: str


class ProgressionPreview(Message):
    """What a file would make of the progression; nothing is changed yet.

    Of its correspondences, those that are new, those taught another week than now, and those that no line names any
    more (`never` holds all that would not be taught).
    """

    lines: list[ProgressionLine]
    faults: list[FaultyLine]
    never: list[str]
    added: list[str]
    moved: list[str]
    removed: list[str]
