"""What a pupil is shown of an exercise: never its answer."""

from typing import Annotated, Literal

from pydantic import Field

from exercises.exercise import (
    Build,
    Choose,
    Compute,
    Content,
    Count,
    Kind,
    Mode,
    Option,
    Prompt,
    ReadAloud,
    ReadWord,
    Unit,
    Write,
)
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
    operator: Literal["+", "-"]
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


ShownContent = Annotated[
    ShownReadAloud | ShownCompute | ShownChoose | ShownBuild | ShownWrite | ShownCount, Field(discriminator="kind")
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


class Solution(Message):
    """An answer shown once help was due: a number, places of options, texts of tiles in order, or a spelling."""

    number: int | None = None
    options: list[int] | None = None
    tiles: list[str] | None = None
    text: str | None = None


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
