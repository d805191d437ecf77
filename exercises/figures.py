"""Manipulatives as data: what stands on the table, shown as a picture, handled as an answer, or set by a hint.

A union discriminated by `tool`. Each is small, frozen and serialisable; `value(figure)` is the number it shows.
"""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from exercises.frozen import Frozen

Point = tuple[int, int]
"""Column and row from the bottom left, both from 0."""
COINS_AND_NOTES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""In cents."""
Cents = Literal[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]


class Blocks(Frozen):
    """Base-ten blocks: cubes of a thousand, plates, bars, unit cubes. Ten of one may be traded for one of the next."""

    tool: Literal["blocks"] = "blocks"
    thousands: int = Field(default=0, ge=0, le=20)
    hundreds: int = Field(default=0, ge=0, le=40)
    tens: int = Field(default=0, ge=0, le=40)
    ones: int = Field(default=0, ge=0, le=100)


class Jump(Frozen):
    """An arc over a number line, with what is written on it."""

    start: int
    end: int
    label: str = ""


class NumberLine(Frozen):
    """A graduated line from `start` to `end`, all places counted in 1/`denominator` (1: whole numbers).

    A graduation every `step`; `labels` are the places whose number is written; `mark` is the arrow that the pupil
    moves or reads, on multiples of `snap`.
    """

    tool: Literal["number_line"] = "number_line"
    start: int = 0
    end: int
    step: int = Field(default=1, ge=1)
    denominator: int = Field(default=1, ge=1, le=12)
    labels: tuple[int, ...] = ()
    mark: int | None = None
    snap: int = Field(default=1, ge=1)
    jumps: tuple[Jump, ...] = ()


class TenFrame(Frozen):
    """Frames of ten cells with counters of one colour, then of another (`second`)."""

    tool: Literal["ten_frame"] = "ten_frame"
    frames: int = Field(default=1, ge=1, le=10)
    filled: int = Field(default=0, ge=0, le=100)
    second: int = Field(default=0, ge=0, le=100)


class Collection(Frozen):
    """Things to count: `groups` holds how many stand together, loose ones as groups of 1; drawn as this picture.

    `arrayed`: the groups are the rows of a rectangle.
    """

    tool: Literal["collection"] = "collection"
    groups: tuple[int, ...] = Field(min_length=1, max_length=100)
    picture: str = Field(default="", description="hexcode of an OpenMoji picture; a counter when empty")
    arrayed: bool = False


class BarPart(Frozen):
    """A piece of a bar: its width relative to the others, and what is written in it (? for what is sought)."""

    size: int = Field(default=1, ge=1)
    label: str = ""


class Bar(Frozen):
    """One bar: who or what it stands for, and its pieces."""

    name: str = ""
    parts: tuple[BarPart, ...] = Field(min_length=1, max_length=12)


class BarModel(Frozen):
    """A model of a problem: bars one under the other; `total` over the first, `difference` beside the shorter.

    `tiles`: what the pupil may write in the places, when he draws it; empty labels are the places to fill.
    """

    tool: Literal["bar_model"] = "bar_model"
    bars: tuple[Bar, ...] = Field(min_length=1, max_length=4)
    total: str | None = None
    difference: str | None = None
    tiles: tuple[str, ...] = ()


class FractionBar(Frozen):
    """Wholes cut into `parts` equal parts, some of them shaded (places from 0, whole after whole)."""

    tool: Literal["fraction_bar"] = "fraction_bar"
    form: Literal["strip", "disc", "square"] = "strip"
    parts: int = Field(ge=1, le=12)
    wholes: int = Field(default=1, ge=1, le=4)
    shaded: tuple[int, ...] = ()


class Money(Frozen):
    """Coins and notes laid down, in cents; `purse`: those that may be laid, None when nothing may be."""

    tool: Literal["money"] = "money"
    laid: tuple[Cents, ...] = ()
    purse: tuple[Cents, ...] | None = None


class Clock(Frozen):
    """A clock with hands, or digital. The minute hand is moved by `step` minutes."""

    tool: Literal["clock"] = "clock"
    hour: int = Field(ge=0, le=23)
    minute: int = Field(default=0, ge=0, le=59)
    step: int = Field(default=5, ge=1, le=60)
    digital: bool = False


class Move(StrEnum):
    """An instruction to the robot of a grid."""

    FORWARD = "forward"
    LEFT = "left"
    RIGHT = "right"


class Robot(Frozen):
    """Where it stands and where it looks."""

    at: Point
    heading: Literal["north", "east", "south", "west"]


class Axis(Frozen):
    """A line of symmetry, placed in half squares from the left or from the bottom."""

    across: Literal["vertical", "horizontal"]
    place: int = Field(ge=0)


class Grid(Frozen):
    """A squared board: cells to colour, points to join (a geoboard), an axis, a robot, its way and its moves."""

    tool: Literal["grid"] = "grid"
    columns: int = Field(ge=1, le=20)
    rows: int = Field(ge=1, le=20)
    pegs: bool = Field(default=False, description="points at the crossings (geoboard), else squares")
    points: tuple[tuple[str, Point], ...] = Field(default=(), description="named points")
    segments: tuple[tuple[Point, Point], ...] = ()
    cells: tuple[Point, ...] = Field(default=(), description="coloured squares")
    given: tuple[Point, ...] = Field(default=(), description="coloured squares that are not to be changed")
    walls: tuple[Point, ...] = ()
    axis: Axis | None = None
    robot: Robot | None = None
    target: Point | None = None
    moves: tuple[Move, ...] = ()


class Weight(Frozen):
    """A thing on a pan: a picture or a mass, in grams when it is known."""

    grams: int | None = None
    picture: str = ""
    label: str = ""


class Balance(Frozen):
    """Two pans. `box`: the masses that may be put on the right pan, in grams."""

    tool: Literal["balance"] = "balance"
    left: tuple[Weight, ...] = ()
    right: tuple[Weight, ...] = ()
    leans: Literal["left", "right", "level"] = "level"
    box: tuple[int, ...] = ()


class Ruler(Frozen):
    """A segment lying from `start` to `end` beside a ruler, in millimetres of the ruler; `mark`: the end to draw."""

    tool: Literal["ruler"] = "ruler"
    length: int = Field(default=200, ge=10, le=300)
    start: int = Field(default=0, ge=0)
    end: int = Field(ge=0)
    snap: int = Field(default=10, ge=1)
    millimetres: bool = Field(default=False, description="small graduations too")


ShapeName = Literal[
    "square", "rectangle", "triangle", "right_triangle", "rhombus", "circle", "pentagon", "hexagon", "quadrilateral"
]
SolidName = Literal["cube", "cuboid", "sphere", "cylinder", "cone", "pyramid", "prism"]


class Shape(Frozen):
    """A plane shape, turned by some degrees; `points`, in hundredths, when it is a particular one."""

    tool: Literal["shape"] = "shape"
    name: ShapeName
    turned: int = Field(default=0, ge=0, lt=360)
    points: tuple[Point, ...] = ()
    squares: bool = Field(default=False, description="right angles are marked")


class Solid(Frozen):
    """A solid, or cubes put together; `unfolded` shows its net (`net`: squares of a grid, when it is a cube's)."""

    tool: Literal["solid"] = "solid"
    name: SolidName
    cubes: tuple[tuple[int, int, int], ...] = ()
    unfolded: bool = False
    net: tuple[Point, ...] = ()


class Chart(Frozen):
    """A table, a two-way table or a bar chart: a value for each row and column, None where it is to be found."""

    tool: Literal["chart"] = "chart"
    form: Literal["table", "two_way", "bars"]
    title: str = ""
    rows: tuple[str, ...] = Field(min_length=1)
    columns: tuple[str, ...] = Field(min_length=1)
    values: tuple[tuple[int | None, ...], ...]
    step: int = Field(default=1, ge=1, description="of the graduations of a bar chart")
    totals: bool = False


Figure = Annotated[
    Blocks
    | NumberLine
    | TenFrame
    | Collection
    | BarModel
    | FractionBar
    | Money
    | Clock
    | Grid
    | Balance
    | Ruler
    | Shape
    | Solid
    | Chart,
    Field(discriminator="tool"),
]


def value(figure: Figure) -> Fraction | None:
    """The number that a figure shows: cents for money, minutes past midnight for a clock, millimetres for a ruler.

    None for what shows no number, or not yet.
    """
    match figure:
        case Blocks():
            return Fraction(1000 * figure.thousands + 100 * figure.hundreds + 10 * figure.tens + figure.ones)
        case NumberLine():
            return None if figure.mark is None else Fraction(figure.mark, figure.denominator)
        case TenFrame():
            return Fraction(figure.filled + figure.second)
        case Collection():
            return Fraction(sum(figure.groups))
        case FractionBar():
            return Fraction(len(figure.shaded), figure.parts)
        case Money():
            return Fraction(sum(figure.laid))
        case Clock():
            return Fraction(60 * figure.hour + figure.minute)
        case Ruler():
            return Fraction(figure.end - figure.start)
    return None


def blocks(number: int) -> Blocks:
    """The fewest blocks that show a number under 21,000."""
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    return Blocks(thousands=thousands, hundreds=hundreds, tens=rest // 10, ones=rest % 10)
