"""The shape of an exercise. What a kind of exercise holds is its content; new kinds join the union below."""

from enum import StrEnum
from math import prod
from typing import Annotated, Literal

from pydantic import Field

from exercises.activities import Activity
from exercises.figures import Figure
from exercises.frozen import Frozen
from exercises.handling import Goal


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
    """What the pupil does with the hands or the voice. What it is for is the exercise's `activity`."""

    READ_ALOUD = "read_aloud"
    COMPUTE = "compute"
    CHOOSE = "choose"
    BUILD = "build"
    WRITE = "write"
    COUNT = "count"
    ASK = "ask"
    COLUMNS = "columns"
    HANDLE = "handle"


class Unit(StrEnum):
    """How much is read aloud at once; pupils go from one to the next."""

    LETTER = "letter"
    SYLLABLE = "syllable"
    PSEUDO_WORD = "pseudo_word"
    WORD = "word"
    SENTENCE = "sentence"
    TEXT = "text"


class Script(StrEnum):
    """The four writings of a letter."""

    PRINT = "print"
    CAPITAL = "capital"
    CURSIVE = "cursive"
    CURSIVE_CAPITAL = "cursive_capital"


class Mode(StrEnum):
    """How a text is read aloud: alone, after Rivet, a line each in turn, three times over, or for one minute.

    `measured`: for one minute too, in a campaign of the class, without any help and without showing what was misread.
    """

    ALONE = "alone"
    ECHO = "echo"
    IN_TURNS = "in_turns"
    REPEATED = "repeated"
    ONE_MINUTE = "one_minute"
    MEASURED = "measured"


MINUTES = (Mode.ONE_MINUTE, Mode.MEASURED)
"""The readings that a minute may end before the text does."""


class ReadWord(Frozen):
    """A word as written (with its punctuation) and its syllables, which together spell it.

    `silent`: from where to where in `text` its letters are not heard (start, end after the last), shown greyed.
    """

    text: str
    syllables: tuple[str, ...]
    silent: tuple[tuple[int, int], ...] = ()


class ReadAloud(Frozen):
    """Read this text aloud. `words` are the text's words at spaces; a line break in a text ends a line."""

    kind: Literal[Kind.READ_ALOUD] = Kind.READ_ALOUD
    unit: Unit
    mode: Mode = Mode.ALONE
    title: str | None = None
    text: str
    words: tuple[ReadWord, ...]


class Compute(Frozen):
    """Say or touch the result of one operation on whole numbers."""

    kind: Literal[Kind.COMPUTE] = Kind.COMPUTE
    left: int
    operator: Literal["+", "-", "×"]
    right: int
    answer: int
    largest: int = Field(description="largest number that may be answered, for the keypad and the ear")


class Prompt(Frozen):
    """What is given before an answer; any of these, together.

    `say` is spoken when the exercise appears and by the big ear, after the instruction; `text` is shown large, in
    `script` (a gap is written ___); `picture` is the hexcode of an OpenMoji picture; `figure` is a manipulative to look
    at; `passage` is read silently before answering, under `title`.
    """

    say: str | None = None
    text: str | None = None
    script: Script = Script.PRINT
    picture: str | None = None
    figure: Figure | None = None
    title: str | None = None
    passage: str | None = None


class Option(Frozen):
    """One thing to choose: a text, picture or figure, and what its small ear says (nothing: it may not be heard)."""

    text: str | None = None
    script: Script = Script.PRINT
    picture: str | None = None
    figure: Figure | None = None
    say: str | None = None


class Choose(Frozen):
    """Touch the right option, or all the right ones. `answers` are places in `options`, the order shown."""

    kind: Literal[Kind.CHOOSE] = Kind.CHOOSE
    prompt: Prompt
    options: tuple[Option, ...] = Field(min_length=2, max_length=12)
    answers: tuple[int, ...] = Field(min_length=1)


class Build(Frozen):
    """Put tiles in order; some may be left over. `answers` are all the accepted orders, as the texts of the tiles.

    `joined` is what stands between two tiles: nothing for letters and syllables, a space for words, a line for events.
    """

    kind: Literal[Kind.BUILD] = Kind.BUILD
    prompt: Prompt
    tiles: tuple[str, ...] = Field(min_length=1, max_length=20)
    answers: tuple[tuple[str, ...], ...] = Field(min_length=1)
    joined: Literal["", " ", "\n"] = ""


class Write(Frozen):
    """Write on a keyboard what is heard or what is missing. `letters`: the keys shown, all when empty."""

    kind: Literal[Kind.WRITE] = Kind.WRITE
    prompt: Prompt
    answers: tuple[str, ...] = Field(min_length=1)
    letters: str = ""


class Count(Frozen):
    """Tap once for each thing heard (syllables, sounds), at most `most` times."""

    kind: Literal[Kind.COUNT] = Kind.COUNT
    prompt: Prompt
    answer: int = Field(ge=1)
    most: int = Field(ge=2, le=12)


class Form(StrEnum):
    """What an answer typed or said is read as (`exercises/maths/answers.py`)."""

    NUMBER = "number"
    FRACTION = "fraction"
    TIME = "time"
    MONEY = "money"
    EXPRESSION = "expression"
    WORDS = "words"


class Ask(Frozen):
    """Answer by a number or a short text, typed, or said when `form` is a number.

    `answers`: all that is right, the one to show first; what is worth the same is right too (2/4 for 1/2, 3+4 for 4+3)
    unless `exact` (for a number: in digits, and not said). `unit` is written after the answer; `largest`: for the
    keypad and the ear, when it is a number.
    """

    kind: Literal[Kind.ASK] = Kind.ASK
    prompt: Prompt
    form: Form = Form.NUMBER
    answers: tuple[str, ...] = Field(min_length=1)
    exact: bool = False
    unit: str = ""
    largest: int = Field(default=0, ge=0, le=10_000)

    @property
    def may_be_said(self) -> bool:
        """Whether the ear may hear the answer: a number whose digits are not what is asked for."""
        return self.form is Form.NUMBER and self.largest > 0 and not self.exact


class Columns(Frozen):
    """A written operation: each digit of the result, and each carry, is entered. `placed`: its numbers are set already.

    Columns are counted from the units. Only the result is marked; carries are the working, which misconceptions read.
    """

    kind: Literal[Kind.COLUMNS] = Kind.COLUMNS
    prompt: Prompt = Prompt()
    operands: tuple[int, ...] = Field(min_length=2, max_length=3)
    operator: Literal["+", "-", "×"]
    placed: bool = True

    @property
    def result(self) -> int:
        """What it comes to."""
        first, *others = self.operands
        match self.operator:
            case "+":
                return sum(self.operands)
            case "-":
                return first - sum(others)
            case "×":
                return prod(self.operands)


class Handle(Frozen):
    """Bring a figure to a state: build, place, pay, shade, set the hands. `figure` is how it stands at first."""

    kind: Literal[Kind.HANDLE] = Kind.HANDLE
    prompt: Prompt
    figure: Figure
    goal: Goal


Content = Annotated[
    ReadAloud | Compute | Choose | Build | Write | Count | Ask | Columns | Handle, Field(discriminator="kind")
]


class Exercise(Frozen):
    """One thing to do.

    `difficulty` is a prior from the content, in logits (0: a pupil of this grade succeeds one time in two
    before learning; smaller is easier). `level` 1 to 3 is the step within its unit or family. `activity` names what
    it is for; `needs` are the GPC that must have been taught to decode what has to be read; `step` is 1 for letters,
    sounds, words and facts, 2 for sentences, 3 for texts; exercises that share `theme` (the same word, the same text,
    the same numbers) should not follow one another. `features` are what makes a maths exercise easy or hard (operands'
    size, carries, distance to ten...), by name. `asks` is the question of a maths exercise in a line (`groups 52 100`),
    where its content does not tell it by itself: misconceptions are looked for in it.
    """

    id: str
    domain: Domain
    grade: Grade
    level: int = Field(ge=1, le=3)
    activity: Activity
    skills: tuple[str, ...] = Field(min_length=1)
    needs: tuple[str, ...] = ()
    step: int = Field(default=1, ge=1, le=3)
    theme: str = ""
    features: tuple[tuple[str, float], ...] = ()
    asks: str = ""
    difficulty: float
    instruction: str = Field(description="said aloud to the pupil, never only written")
    content: Content

    @property
    def kind(self) -> Kind:
        """The kind of its content."""
        return self.content.kind
