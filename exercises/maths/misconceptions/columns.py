"""Slips of written calculation: carries, exchanges, columns. They are made in the head too, with large numbers."""

from collections.abc import Iterator
from itertools import chain, combinations

from exercises.maths.misconceptions.question import Answer, Question, Task
from exercises.maths.misconceptions.registry import shows_in

_ADDITIONS = (Task.ADD, Task.COLUMNS_ADD)
_SUBTRACTIONS = (Task.SUB, Task.COLUMNS_SUB)
_PRODUCTS = (Task.MUL, Task.COLUMNS_MUL)


def digits(number: int, width: int = 1) -> list[int]:
    """Its digits, units first."""
    found = [int(digit) for digit in reversed(str(number))]
    return found + [0] * (width - len(found))


def number(columns: list[int]) -> int:
    """The number that these columns are worth, units first."""
    return sum(column * 10**power for power, column in enumerate(columns))


@shows_in(*_SUBTRACTIONS, marked=False)
def smaller_from_larger(asked: Question) -> Iterator[Answer]:
    """42 - 17 = 35: in each column the smaller digit is taken from the larger."""
    left, right = _columns(asked)
    if len(left) > 1:
        yield number([abs(up - down) for up, down in zip(left, right, strict=True)])


@shows_in(*_SUBTRACTIONS, marked=True)
def borrowed_but_not_taken(asked: Question) -> Iterator[Answer]:
    """53 - 17 = 46: a ten is broken for the units, and still counted with the tens."""
    left, right = _columns(asked)
    if len(left) > 1 and left[-1] >= right[-1]:
        yield number([up - down + 10 * (up < down) for up, down in zip(left, right, strict=True)])


@shows_in(*_SUBTRACTIONS)
def exchange_across_zero(asked: Question) -> Iterator[Answer]:
    """800 - 153 = 657, 667, 747 or 557: there is no ten to break, and the hundred is broken badly."""
    left, right = _columns(asked)
    for place in range(len(left) - 2):
        if left[place] < right[place] and left[place + 1] == 0:
            right_answer, ten = left_minus_right(asked), 10 ** (place + 1)
            if right[place + 1] > 0:
                yield right_answer + ten  # the zero becomes ten, and stays so
            if right[place + 1] > 1:
                yield right_answer + 2 * ten  # eleven tens out of one hundred
            yield right_answer + 10 * ten  # the zero becomes nine for nothing
            yield right_answer - 9 * ten  # the units take from the hundred, then the tens again
            return


@shows_in(*_SUBTRACTIONS)
def zero_minus_n(asked: Question) -> Iterator[Answer]:
    """40 - 17 = 30: nothing can be taken from nothing, so nothing it is."""
    left, right = _columns(asked)
    if any(up == 0 < down for up, down in zip(left, right, strict=True)):
        alone = [0 if up == 0 else abs(up - down) for up, down in zip(left, right, strict=True)]
        yield number(alone)


@shows_in(*_ADDITIONS, *_SUBTRACTIONS)
def left_aligned_columns(asked: Question) -> Iterator[Answer]:
    """607 - 54 = 147: the numbers are lined up on the left."""
    left, right = asked.numbers[:2]
    shift = len(str(left)) - len(str(right))
    if len(asked.numbers) > 2 or shift == 0 or min(left, right) < 10:
        return
    moved = (left, right * 10**shift) if shift > 0 else (left * 10**-shift, right)
    if asked.task in _ADDITIONS:
        yield sum(moved)
        return
    yield abs(moved[0] - moved[1])
    width = len(str(max(moved)))
    yield number([abs(up - down) for up, down in zip(*(digits(one, width) for one in moved), strict=True)])


@shows_in(*_ADDITIONS, *_PRODUCTS)
def forgotten_carry(asked: Question) -> Iterator[Answer]:
    """27 + 15 = 32: one of the carries, or each, is never added."""
    for kept in _without_some([column >= 10 for column in _sums(asked)]):
        yield _carried(_sums(asked), kept)


@shows_in(*_ADDITIONS, *_PRODUCTS, marked=False)
def carry_written_whole(asked: Question) -> Iterator[Answer]:
    """27 + 15 = 312: each column's result is written whole."""
    sums = _sums(asked)
    if any(column >= 10 for column in sums[:-1]):
        yield int("".join(str(column) for column in reversed(sums)))


@shows_in(*_ADDITIONS, Task.COLUMNS_MUL, marked=True)
def carry_swapped(asked: Question) -> Iterator[Answer]:
    """27 + 15 = 51: of 12, the 1 is written and the 2 carried."""
    sums = _sums(asked)
    carry, written = 0, []
    for column in sums[:-1]:
        total = column + carry
        carry, digit = (total % 10, total // 10) if total >= 10 else (0, total)
        written.append(digit)
    if sums and any(column >= 10 for column in sums[:-1]):
        yield number([*written, sums[-1] + carry])


@shows_in(*_PRODUCTS)
def multiplied_one_digit(asked: Question) -> Iterator[Answer]:
    """23 x 4 = 32 or 83: only the units, or only the tens, are multiplied."""
    long, times = max(asked.numbers), min(asked.numbers)
    if long > 10 and 1 < times < 10 and long % 10:
        units = long % 10
        yield long - units + units * times
        yield (long - units) * times + units


@shows_in(Task.COLUMNS_MUL)
def partial_product_not_shifted(asked: Question) -> Iterator[Answer]:
    """23 x 12 = 69: the line of the tens is written under that of the units."""
    long, times = asked.numbers
    if times > 10:
        yield sum(long * digit for digit in digits(times))


def left_minus_right(asked: Question) -> int:
    """The difference of its two numbers."""
    return asked.numbers[0] - asked.numbers[1]


def _columns(asked: Question) -> tuple[list[int], list[int]]:
    width = len(str(max(asked.numbers)))
    return digits(asked.numbers[0], width), digits(asked.numbers[1], width)


def _sums(asked: Question) -> list[int]:
    """What each column gives before any carry, units first; nothing when there are no two columns."""
    numbers = asked.numbers
    width = len(str(max(numbers)))
    if asked.task in _ADDITIONS:
        if width < 2 or (min(len(str(each)) for each in numbers) < 2 and asked.task is Task.ADD and max(numbers) < 20):
            return []
        return [sum(columns) for columns in zip(*(digits(each, width) for each in numbers), strict=True)]
    long, times = max(numbers), min(numbers)
    return [digit * times for digit in digits(long)] if long > 10 and 1 < times < 10 else []


def _without_some(carries: list[bool]) -> Iterator[frozenset[int]]:
    """The places whose carry is kept, when one or more of those there are is forgotten."""
    there = [place for place, carry in enumerate(carries[:-1]) if carry]
    return (frozenset(kept) for kept in chain.from_iterable(combinations(there, n) for n in range(len(there))))


def _carried(sums: list[int], kept: frozenset[int]) -> int:
    written, carry = [], 0
    for place, column in enumerate(sums[:-1]):
        total = column + carry
        written.append(total % 10)
        carry = total // 10 if place in kept else 0
    return number([*written, sums[-1] + carry])
