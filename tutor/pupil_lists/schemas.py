"""A list of pupils as it is sent, what it would change, and what is then done."""

from typing import Annotated
from uuid import UUID

from pydantic import Base64Bytes, Field

from exercises.exercise import Grade
from tutor.classroom.schemas import ClassIn
from tutor.journal.schemas import ChangeOut
from tutor.pupil_lists.tables_read import LARGEST_FILE
from tutor.schemas import Message

FirstName = Annotated[str, Field(min_length=1, max_length=60)]


class ListIn(Message):
    """A list to look at: what was pasted, or a file in base64. `class_label`: the only class of the file to take."""

    text: str | None = Field(default=None, max_length=60_000)
    content: Base64Bytes | None = Field(default=None, max_length=LARGEST_FILE * 4 // 3 + 4)
    class_label: str | None = Field(default=None, max_length=200)


class ListedPupil(Message):
    """A pupil of the list, under the first name he has or would have."""

    line: int
    first_name: str


class FaultyPupil(Message):
    """A line that is not taken, and why (French)."""

    line: int
    text: str
    reason: str


class ListedClass(Message):
    """A class that the file names, with how many lines; `grade`: of most of them, None when not of cycle 2."""

    label: str
    grade: Grade | None
    pupils: int


class ListPreview(Message):
    """What a list would change; nothing is kept of it. `left`: columns of the file that are not kept.

    `classes`: those the file names, among which `class_label` is to be chosen when there are several (nothing is
    compared before).
    """

    classes: list[ListedClass]
    class_label: str | None
    added: list[ListedPupil]
    known: list[ListedPupil]
    left_out: list[FaultyPupil]
    faults: list[FaultyPupil]
    left: list[str]


class NamesIn(Message):
    """The first names to add, as the preview gave them."""

    first_names: list[FirstName] = Field(min_length=1, max_length=60)


class NamesOut(Message):
    """Who was added, and the way back."""

    added: int
    change: ChangeOut


class FileClass(Message):
    """A class that a school's file would make. `exists`: the teacher has one of this name already."""

    label: str
    grade: Grade
    exists: bool
    first_names: list[str]
    left_out: list[FaultyPupil]
    faults: list[FaultyPupil]


class FilePreview(Message):
    """The classes of cycle 2 of a school's file."""

    classes: list[FileClass]
    left: list[str]


class FileClassIn(ClassIn):
    """A class to make with these pupils."""

    first_names: list[FirstName] = Field(max_length=60)


class FileClassesIn(Message):
    """The classes to make."""

    classes: list[FileClassIn] = Field(min_length=1, max_length=20)


class MadeClasses(Message):
    """The classes made, in the order they were asked for."""

    class_ids: list[UUID]
