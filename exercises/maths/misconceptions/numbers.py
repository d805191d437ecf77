"""Slips on numbers themselves: written in digits, place value, order, sequences, the line, parity."""

from collections.abc import Iterator

from exercises.maths.misconceptions.question import Answer, Question, Task, pairs
from exercises.maths.misconceptions.registry import shows_in


@shows_in(Task.WRITE, Task.ADD, Task.SUB, Task.MUL, Task.BLOCKS, Task.DOUBLE)
def digits_reversed(asked: Question) -> Iterator[Answer]:
    """15 written 51: the right digits, turned round."""
    written = str(asked.expected)
    if len(written) == 2 and written[1] != "0":
        yield int(written[::-1])
    elif asked.task is Task.WRITE and len(written) == 3 and written[-1] != "0":
        yield int(written[::-1])
        yield int(written[0] + written[:0:-1])


@shows_in(Task.WRITE, Task.UNITS, Task.BLOCKS)
def zero_place_value(asked: Question) -> Iterator[Answer]:
    """405 written 45 or 450: the zero that keeps a place is left out, or put elsewhere."""
    written = str(asked.expected)
    if len(written) < 3 or "0" not in written[:-1]:
        return
    kept = written.replace("0", "")
    for zeros in range(written.count("0") + 1):
        if len(kept) == 1:
            yield int(kept + "0" * zeros)
        else:
            yield from (int(kept[:place] + "0" * zeros + kept[place:]) for place in range(1, len(kept) + 1))


@shows_in(Task.WRITE)
def read_as_parts(asked: Question) -> Iterator[Answer]:
    """72 written 6012, 95 written 42015, 342 written 30042: each part heard is written in full."""
    yield from (int("".join(map(str, parts))) for parts in _said(asked.numbers[0]) if len(parts) > 1)


@shows_in(Task.WRITE)
def sixty_for_seventy(asked: Question) -> Iterator[Answer]:
    """72 written 62, 95 written 85: soixante-dix heard as soixante, quatre-vingt-dix as quatre-vingts."""
    number = asked.numbers[0]
    tens = number // 10 % 10
    if tens >= 6:
        yield number + 10 if tens in (6, 8) else number - 10


@shows_in(Task.UNITS)
def tens_units_swapped(asked: Question) -> Iterator[Answer]:
    """3 units and 4 tens written 34: the digits come in the order they are said."""
    counts = [count for count, _ in pairs(asked.numbers)]
    if all(count < 10 for count in counts) and counts[0]:
        yield int("".join(map(str, counts)))


@shows_in(Task.UNITS)
def groups_glued(asked: Question) -> Iterator[Answer]:
    """3 tens and 14 units written 314: each count is written, one after the other."""
    counts = [count for count, _ in sorted(pairs(asked.numbers), key=lambda two: -two[1])]
    if any(count >= 10 for count in counts) and counts[0]:
        yield int("".join(map(str, counts)))


@shows_in(Task.GROUPS)
def groups_as_digits(asked: Question) -> Iterator[Answer]:
    """52 hundreds written 520 (5 hundreds and 2 tens) or 52: the group is not seen as a unit."""
    count, unit = asked.numbers
    if count >= 10:
        yield count
        yield from (count * power for power in (10, 100) if power < unit)
        yield int(f"{count // 10}0{count % 10}")


@shows_in(Task.HOW_MANY, Task.DIGIT)
def digit_for_count(asked: Question) -> Iterator[Answer]:
    """Tens in 347: 4 for the 34 there are; its digit of tens: 34, or 40, for 4."""
    number, unit = asked.numbers
    digit = number // unit % 10
    if number // unit >= 10:
        yield digit if asked.task is Task.HOW_MANY else number // unit
    if unit > 1 and digit:
        yield digit * unit


@shows_in(Task.BLOCKS)
def blocks_counted_as_ones(asked: Question) -> Iterator[Answer]:
    """3 bars and 4 cubes: 7. Each piece counts for one."""
    if sum(asked.numbers[:-1]):
        yield sum(asked.numbers)


@shows_in(Task.LARGEST, Task.ORDER)
def compare_by_first_digit(asked: Question) -> Iterator[Answer]:
    """98 is more than 102: the first digit decides."""
    ordered = sorted(asked.numbers, key=str)
    if len({len(str(number)) for number in asked.numbers}) > 1:
        yield tuple(ordered) if asked.task is Task.ORDER else ordered[-1]


@shows_in(Task.AFTER, Task.BEFORE)
def before_after_swapped(asked: Question) -> Iterator[Answer]:
    """Just before 40: 41."""
    yield asked.numbers[0] + (1 if asked.task is Task.BEFORE else -1)


@shows_in(Task.SEQUENCE)
def sequence_step_wrong(asked: Question) -> Iterator[Answer]:
    """340, 350, 360: 361 or 460. The count goes on by another step, or turns back."""
    *_, before, last = asked.numbers
    step = last - before
    sign = 1 if step > 0 else -1
    yield from (last + sign * other for other in (1, 10, 100) if other <= last)
    yield last - step


@shows_in(Task.LINE)
def number_line_counts_marks(asked: Question) -> Iterator[Answer]:
    """The marks are counted with the first one, not the jumps between them."""
    start, step, away = asked.numbers
    yield start + step * (away + 1)


@shows_in(Task.LINE)
def number_line_step_one(asked: Question) -> Iterator[Answer]:
    """Each mark is one, whatever the numbers written on the line."""
    start, step, away = asked.numbers
    if step > 1:
        yield start + away


@shows_in(Task.PARITY)
def parity_by_first_digit(asked: Question) -> Iterator[Answer]:
    """34 is odd, for it starts with 3."""
    if asked.numbers[0] >= 10:
        yield int(str(asked.numbers[0])[0]) % 2


def _said(number: int) -> Iterator[list[int]]:
    """The numbers that can be heard in the name of a number under 10,000, in all ways of cutting it."""
    for size in (1000, 100):
        if number >= size:
            head, rest = divmod(number, size)
            starts = [[number - rest], *([[head, size]] if head > 1 else [])]
            for start in starts:
                yield from ([*start, *end] for end in (_said(rest) if rest else iter(([],))))
            return
    yield [number]
    if 17 <= number <= 19:
        yield [10, number - 10]
    for tens, heard in ((60, [60]), (80, [80]), (80, [4, 20])):
        if tens <= number < tens + 20 and (number > tens or heard == [4, 20]):
            yield from ([*heard, *end] for end in (_said(number - tens) if number > tens else iter(([],))))
    if 20 < number < 60 and number % 10:
        yield [number - number % 10, number % 10]
