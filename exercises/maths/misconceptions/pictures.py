"""The figure that goes with a hint, by its name in the data: a state of a manipulative made of the question's numbers.

None where the numbers do not fit on the table. No figure shows the answer as it is to be given.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise

from exercises.figures import (
    COINS_AND_NOTES,
    Axis,
    Balance,
    Bar,
    BarModel,
    BarPart,
    Blocks,
    Cents,
    Clock,
    Collection,
    Figure,
    FractionBar,
    Grid,
    Jump,
    Money,
    NumberLine,
    Robot,
    Ruler,
    TenFrame,
    Weight,
    blocks,
)
from exercises.maths.misconceptions.columns import digits
from exercises.maths.misconceptions.question import Question, Task, pairs

_MOST_BLOCKS = 10_000
_MOST_IN_FRAMES = 30
_LONGEST_ROW = 30
_MOST_LOOSE = 60
_SQUARES = 20


def picture(name: str, asked: Question) -> Figure | None:
    """This figure for this question. KeyError for a name that is none."""
    return PICTURES[name](asked)


def _blocks(asked: Question) -> Figure | None:
    whole = asked.expected if asked.task in (Task.UNITS, Task.BLOCKS) else asked.numbers[0]
    return blocks(whole) if isinstance(whole, int) and 0 < whole < _MOST_BLOCKS else None


def _factor(asked: Question) -> Figure | None:
    """The factor that has tens."""
    return blocks(next((each for each in reversed(asked.numbers) if each >= 10), 10))


def _broken_blocks(asked: Question) -> Figure | None:
    """The first piece that has to be broken is."""
    up, down = (digits(number, 4) for number in asked.numbers[:2])
    for place in range(3):
        if up[place] < down[place] and up[place + 1]:
            up[place] += 10
            up[place + 1] -= 1
            break
    return _pieces_of(up)


def _all_blocks(asked: Question) -> Figure | None:
    """All the pieces together, none traded yet."""
    if asked.task in (Task.MUL, Task.COLUMNS_MUL):
        long, times = max(asked.numbers), min(asked.numbers)
        return _pieces_of([digit * times for digit in digits(long, 4)])
    return _pieces_of([sum(column) for column in zip(*(digits(each, 4) for each in asked.numbers), strict=True)])


def _pieces(asked: Question) -> Figure | None:
    counts = {unit: count for count, unit in pairs(asked.numbers)}
    return _pieces_of([counts.get(10**power, 0) for power in range(4)])


def _pieces_of(columns: list[int]) -> Figure | None:
    if len(columns) > 4 or columns[0] > 100 or max(columns[1:3]) > 40 or columns[3] > 20:
        return None
    return Blocks(ones=columns[0], tens=columns[1], hundreds=columns[2], thousands=columns[3])


def _group(asked: Question) -> Figure | None:
    return blocks(asked.numbers[1])


def _ten(asked: Question) -> Figure | None:
    return Blocks(tens=1)


def _frames(asked: Question) -> Figure | None:
    first, *others = asked.numbers
    second = {Task.ADD: sum(others), Task.DOUBLE: first}.get(asked.task, 0)
    filled = sum(asked.numbers) if asked.task is Task.SUB and first == 0 else first
    if filled + second > _MOST_IN_FRAMES:
        return None
    return TenFrame(frames=max(1, -(-(filled + second) // 10)), filled=filled, second=second)


def _line(asked: Question) -> Figure | None:
    """From the first number, marked, as far as the answer may be: where it is, is not told."""
    first, second = asked.numbers[:2]
    step = 1 if max(first, second) <= 40 else 10
    reach = {Task.GAP_ADD: second, Task.ADD: first + second, Task.DAYS: second}.get(asked.task, first)
    low = (first - second if asked.task is Task.SUB else first) // 10 * 10
    if step == 10 and max(reach, first) - low > 200:
        step = 100
        low = low // 100 * 100
    end = (max(reach, first) // step + 1) * step if step > 1 else (max(reach, first) // 10 + 1) * 10
    if (end - low) // step > 40:
        return None
    return NumberLine(start=low, end=end, step=step, labels=tuple(sorted({low, first, end})), mark=first)


def _line_start(asked: Question) -> Figure | None:
    """What one jump is worth."""
    if asked.task is Task.SEQUENCE:
        return _jumps(asked)
    if asked.task in (Task.AFTER, Task.BEFORE):
        return _around(asked)
    if asked.task is not Task.LINE:
        return None
    start, step, away = asked.numbers
    first = Jump(start=start, end=start + step, label=f"+ {step}")
    end = start + step * max(10, away + 1)
    return NumberLine(
        start=start, end=end, step=step, labels=(start, end), mark=start + step * away, snap=step, jumps=(first,)
    )


def _around(asked: Question) -> Figure | None:
    number = asked.numbers[0]
    return NumberLine(start=max(0, number - 4), end=number + 4, labels=(number,), mark=number)


def _jumps(asked: Question) -> Figure | None:
    terms = asked.numbers
    step = abs(terms[-1] - terms[-2])
    start, end = min(terms), max(terms)
    low, high = (start, end + 2 * step) if terms[-1] > terms[-2] else (max(0, start - 2 * step), end)
    if not step or (high - low) % step:
        return None
    jumps = tuple(Jump(start=one, end=other) for one, other in pairwise(terms))
    return NumberLine(start=low, end=high, step=step, labels=tuple(sorted(terms)), snap=step, jumps=jumps)


def _rows(asked: Question) -> Figure | None:
    """A rectangle of counters; loose counters where they are to be shared."""
    if asked.task is Task.DIV:
        return _loose(asked)
    short, long = sorted(asked.numbers)
    if long > _LONGEST_ROW or short > 10 or short == 0:
        return None
    rows, width = asked.numbers if asked.numbers[0] == short else (short, long)
    return Collection(groups=(width,) * rows, arrayed=True)


def _loose(asked: Question) -> Figure | None:
    things = asked.numbers[0]
    return Collection(groups=(1,) * things) if 0 < things <= _MOST_LOOSE else None


def _parts(asked: Question) -> Figure | None:
    """The bar of a story: its parts and the whole, ? for what is sought."""
    numbers = asked.numbers
    match asked.task:
        case Task.ADD | Task.COLUMNS_ADD | Task.PROBLEM_ADD:
            return _bar([*map(str, numbers)], "?")
        case Task.SUB | Task.COLUMNS_SUB | Task.PROBLEM_SUB:
            return _bar([str(numbers[1]), "?"], str(numbers[0]))
        case Task.CHANGE:
            return _bar([_euros(numbers[1]), "?"], _euros(numbers[0]))
        case Task.DOUBLE:
            return _bar([str(numbers[0])] * 2, "?")
        case Task.HALF:
            return _bar(["?", "?"], str(numbers[0]))
        case Task.MUL | Task.PROBLEM_MUL if numbers[0] <= 12:
            return _bar([str(numbers[1])] * numbers[0], "?")
        case Task.DIV | Task.PROBLEM_DIV if numbers[1] <= 12:
            return _bar(["?"] * numbers[1], str(numbers[0]))
        case Task.SAYS_MORE | Task.SAYS_LESS | Task.SAYS_TIMES:
            return _compared(asked)
        case Task.TRIPS:
            return _loose(asked)
    return None


def _bar(labels: list[str], total: str) -> Figure:
    return BarModel(bars=(Bar(parts=tuple(BarPart(label=label) for label in labels)),), total=total)


def _compared(asked: Question) -> Figure | None:
    known, other = asked.numbers
    if asked.task is Task.SAYS_TIMES:
        if other > 12:
            return None
        first = Bar(parts=tuple(BarPart() for _ in range(other)))
        return BarModel(bars=(first, Bar(parts=(BarPart(label="?"),))), total=str(known))
    longer, shorter = (str(known), "?") if asked.task is Task.SAYS_MORE else ("?", str(known))
    bars = (Bar(parts=(BarPart(size=3, label=longer),)), Bar(parts=(BarPart(size=2, label=shorter),)))
    return BarModel(bars=bars, difference=str(other))


def _euros(cents: int) -> str:
    return f"{cents // 100}\u00a0€" + (f"\u00a0{cents % 100:02}" if cents % 100 else "")


def _balance(asked: Question) -> Figure | None:
    first, second = asked.numbers[:2]
    if asked.task is Task.BALANCE:
        return Balance(left=_weights(first, second), right=_weights(asked.numbers[2], None))
    if asked.task is Task.GAP_ADD:
        return Balance(left=_weights(first, None), right=_weights(second))
    return Balance(left=_weights(None), right=_weights(second, first))


def _weights(*numbers: int | None) -> tuple[Weight, ...]:
    return tuple(Weight(label="?" if number is None else str(number)) for number in numbers)


def _strip(asked: Question) -> Figure | None:
    return FractionBar(parts=asked.numbers[1], shaded=(0,))


def _shaded(asked: Question) -> Figure | None:
    """What is coloured; of two fractions to add, each on its own strip."""
    if asked.task is Task.ADD_FRACTIONS:
        one, parts, other, _ = asked.numbers
        return FractionBar(parts=parts, wholes=2, shaded=(*range(one), *range(parts, parts + other)))
    coloured, parts = asked.numbers[:2]
    return FractionBar(parts=parts, shaded=tuple(range(coloured))) if coloured <= parts else None


def _coins(asked: Question) -> Figure | None:
    match asked.task:
        case Task.COINS:
            amounts = list(asked.numbers)
        case Task.AMOUNT:
            amounts = [100 * asked.numbers[0] + asked.numbers[1]]
        case Task.CHANGE:
            amounts = [asked.numbers[1]]
        case _:
            amounts = list(asked.numbers)
    laid: list[Cents] = []
    for amount in amounts:
        for coin in reversed(COINS_AND_NOTES):
            laid += [coin] * (amount // coin)  # type: ignore[list-item]  # all of them are in the Literal
            amount %= coin
    return Money(laid=tuple(laid)) if len(laid) <= 30 else None


def _clock(asked: Question) -> Figure | None:
    if asked.task not in (Task.CLOCK, Task.DURATION):
        return None
    hour, minute = asked.numbers[:2]
    return Clock(hour=hour, minute=minute, step=1 if minute % 5 else 5)


def _ruler(asked: Question) -> Figure | None:
    if asked.task is Task.PERIMETER:
        return _rectangle(asked)
    if asked.task is not Task.RULER:
        return None
    start, end = asked.numbers
    return Ruler(start=10 * start, end=10 * end, length=max(100, min(300, 10 * end + 20))) if end <= 30 else None


def _rectangle(asked: Question) -> Figure | None:
    rows, columns = sorted(asked.numbers)
    if columns + 2 > _SQUARES:
        return None
    corners = ((1, 1), (columns + 1, 1), (columns + 1, rows + 1), (1, rows + 1), (1, 1))
    return Grid(columns=columns + 2, rows=rows + 2, segments=tuple(pairwise(corners)))


def _fold(asked: Question) -> Figure | None:
    """The squares and their axis; the robot where it starts."""
    if asked.task is Task.MOVES:
        x, y, heading, *_ = asked.numbers
        headings = ("north", "east", "south", "west")
        robot = Robot.model_validate({"at": (x, y), "heading": headings[heading]})
        return Grid(columns=max(8, x + 4), rows=max(8, y + 4), robot=robot)
    if asked.task is not Task.SYMMETRY:
        return None
    axis, *rest = asked.numbers
    given = tuple(pairs(tuple(rest)))
    rows = max(y for _, y in given) + 2
    return Grid(columns=axis + 1, rows=rows, given=given, axis=Axis(across="vertical", place=axis + 1))


def _gathered(asked: Question) -> Figure | None:
    if asked.task in (Task.BALANCE, Task.GAP_ADD, Task.GAP_FROM):
        return _balance(asked)
    if asked.task is Task.DOUBLE:
        return _frames(asked)
    return _frames(asked) or _all_blocks(asked)


def _taken_from(asked: Question) -> Figure | None:
    return _frames(asked) or _blocks(asked)


def _none(asked: Question) -> Figure | None:
    return None


PICTURES: Mapping[str, Callable[[Question], Figure | None]] = {
    "none": _none,
    "blocks": _blocks,
    "blocks_b": _factor,
    "broken_blocks": _broken_blocks,
    "all_blocks": _all_blocks,
    "pieces": _pieces,
    "group": _group,
    "ten": _ten,
    "frames": _frames,
    "gathered": _gathered,
    "taken_from": _taken_from,
    "line": _line,
    "line_start": _line_start,
    "around": _around,
    "jumps": _jumps,
    "rows": _rows,
    "shared": _loose,
    "parts": _parts,
    "compared": _compared,
    "balance": _balance,
    "strip": _strip,
    "shaded": _shaded,
    "cents": _coins,
    "coins": _coins,
    "clock": _clock,
    "ruler": _ruler,
    "rectangle": _rectangle,
    "fold": _fold,
}
