"""What a pupil is shown of an exercise: never its answer."""

from typing import Annotated, Literal

from pydantic import Field

from exercises.exercise import (
    Ask,
    Build,
    Choose,
    Columns,
    Compute,
    Content,
    Count,
    Form,
    Handle,
    Kind,
    Mode,
    Option,
    Prompt,
    ReadAloud,
    ReadWord,
    Unit,
    Write,
)
from exercises.figures import Figure
from exercises.handling import solved
from tutor.schemas import Message


class ShownReadAloud(Message):
    """A text to read aloud, and how: alone, after Rivet, in turns, three times, or for one minute."""

    kind: Literal[Kind.READ_ALOUD] = Kind.READ_ALOUD
    unit: Unit
    mode: Mode
    title: str | None
    text: str
    words: list[ReadWord]


class ShownCompute(Message):
    """An operation to compute."""

    kind: Literal[Kind.COMPUTE] = Kind.COMPUTE
    left: int
    operator: Literal["+", "-", "×"]
    right: int
    largest: int


class ShownChoose(Message):
    """Options to choose among; `right` is how many are right."""

    kind: Literal[Kind.CHOOSE] = Kind.CHOOSE
    prompt: Prompt
    options: list[Option]
    right: int


class ShownBuild(Message):
    """Tiles to put in order, some of which may be left over; `places` is how many tiles the shortest answer has."""

    kind: Literal[Kind.BUILD] = Kind.BUILD
    prompt: Prompt
    tiles: list[str]
    joined: Literal["", " ", "\n"]
    places: int


class ShownWrite(Message):
    """Something to write, with these keys (all of them when `letters` is empty)."""

    kind: Literal[Kind.WRITE] = Kind.WRITE
    prompt: Prompt
    letters: str


class ShownCount(Message):
    """Things heard, to be tapped one by one."""

    kind: Literal[Kind.COUNT] = Kind.COUNT
    prompt: Prompt
    most: int


class ShownAsk(Message):
    """Something to answer by a number or a short text, before its `unit`; `largest`: 0 when it is no number.

    `may_be_said`: by voice too, when there is an ear.
    """

    kind: Literal[Kind.ASK] = Kind.ASK
    prompt: Prompt
    form: Form
    unit: str
    largest: int
    may_be_said: bool


class ShownColumns(Message):
    """A written operation. `placed`: its numbers stand in their columns already; `columns`: how many there are."""

    kind: Literal[Kind.COLUMNS] = Kind.COLUMNS
    prompt: Prompt
    operands: list[int]
    operator: Literal["+", "-", "×"]
    placed: bool
    columns: int


class ShownHandle(Message):
    """A figure to bring to a state with the hands."""

    kind: Literal[Kind.HANDLE] = Kind.HANDLE
    prompt: Prompt
    figure: Figure


ShownContent = Annotated[
    ShownReadAloud
    | ShownCompute
    | ShownChoose
    | ShownBuild
    | ShownWrite
    | ShownCount
    | ShownAsk
    | ShownColumns
    | ShownHandle,
    Field(discriminator="kind"),
]


def shown_content(content: Content) -> ShownContent:
    """The content without its answer."""
    match content:
        case ReadAloud():
            return ShownReadAloud(
                unit=content.unit,
                mode=content.mode,
                title=content.title,
                text=content.text,
                words=list(content.words),
            )
        case Compute():
            return ShownCompute(
                left=content.left, operator=content.operator, right=content.right, largest=content.largest
            )
        case Choose():
            return ShownChoose(prompt=content.prompt, options=list(content.options), right=len(content.answers))
        case Build():
            return ShownBuild(
                prompt=content.prompt,
                tiles=list(content.tiles),
                joined=content.joined,
                places=min(len(answer) for answer in content.answers),
            )
        case Write():
            return ShownWrite(prompt=content.prompt, letters=content.letters)
        case Count():
            return ShownCount(prompt=content.prompt, most=content.most)
        case Ask():
            return ShownAsk(
                prompt=content.prompt,
                form=content.form,
                unit=content.unit,
                largest=content.largest,
                may_be_said=content.may_be_said,
            )
        case Columns():
            return ShownColumns(
                prompt=content.prompt,
                operands=list(content.operands),
                operator=content.operator,
                placed=content.placed,
                columns=_width(content),
            )
        case Handle():
            return ShownHandle(prompt=content.prompt, figure=content.figure)


def _width(content: Columns) -> int:
    """One column more than the longest number, so that how many digits the result has is not told."""
    return len(str(max(content.operands))) + (content.operator != "-")


class Solution(Message):
    """An answer shown once help was due: a number, places of options, texts of tiles in order, a spelling or a short
    text, the digits of a written operation from the units, or the state of a figure.
    """

    number: int | None = None
    options: list[int] | None = None
    tiles: list[str] | None = None
    text: str | None = None
    digits: list[int] | None = None
    figure: Figure | None = None


def solution(content: Content) -> Solution | None:
    """The right answer, for the help that shows it done. None for what is read aloud: the model is listened to."""
    match content:
        case ReadAloud():
            return None
        case Compute() | Count():
            return Solution(number=content.answer)
        case Choose():
            return Solution(options=list(content.answers))
        case Build():
            return Solution(tiles=list(content.answers[0]))
        case Write():
            return Solution(text=content.answers[0])
        case Ask():
            return Solution(text=content.answers[0])
        case Columns():
            return Solution(digits=[int(digit) for digit in reversed(str(content.result))])
        case Handle():
            return Solution(figure=solved(content.figure, content.goal))
