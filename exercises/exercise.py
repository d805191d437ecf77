"""The shape of an exercise. What a kind of exercise holds is its content; new kinds join the union below."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Domain(StrEnum):
    """The two subjects."""

    READING = "reading"
    MATHS = "maths"


class Grade(StrEnum):
    """Years of cycle 2, ages 6 to 8."""

    CP = "cp"
    CE1 = "ce1"
    CE2 = "ce2"


class Kind(StrEnum):
    """What the pupil does."""

    READ_ALOUD = "read_aloud"
    COMPUTE = "compute"


class Unit(StrEnum):
    """How much is read aloud at once; pupils go from one to the next."""

    WORD = "word"
    SENTENCE = "sentence"
    TEXT = "text"


class Frozen(BaseModel):
    """Base of all content: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadWord(Frozen):
    """A word as written (with its punctuation) and its syllables, which together spell it."""

    text: str
    syllables: tuple[str, ...]


class ReadAloud(Frozen):
    """Read this text aloud. `words` are the text's words at spaces; a line break in a text ends a line."""

    kind: Literal[Kind.READ_ALOUD] = Kind.READ_ALOUD
    unit: Unit
    title: str | None = None
    text: str
    words: tuple[ReadWord, ...]


class Compute(Frozen):
    """Say or touch the result of one operation on whole numbers."""

    kind: Literal[Kind.COMPUTE] = Kind.COMPUTE
    left: int
    operator: Literal["+", "-"]
    right: int
    answer: int
    largest: int = Field(description="largest number that may be answered, for the keypad and the ear")


Content = Annotated[ReadAloud | Compute, Field(discriminator="kind")]


class Exercise(Frozen):
    """One thing to do.

    `difficulty` is a prior from the content, in logits (0: a pupil of this grade succeeds one time in two
    before learning; smaller is easier). `level` 1 to 3 is the step within its unit or family.
    """

    id: str
    domain: Domain
    grade: Grade
    level: int = Field(ge=1, le=3)
    skills: tuple[str, ...] = Field(min_length=1)
    difficulty: float
    instruction: str = Field(description="said aloud to the pupil, never only written")
    content: Content

    @property
    def kind(self) -> Kind:
        """The kind of its content."""
        return self.content.kind
