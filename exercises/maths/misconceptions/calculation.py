"""Slips of mental calculation: counting, facts, the sense of operations and of the equals sign."""

from collections.abc import Iterator

from exercises.maths.misconceptions.question import Answer, Question, Task
from exercises.maths.misconceptions.registry import shows_in

_COUNTED = 10  # beyond, nobody counts one by one


@shows_in(Task.ADD, Task.SUB, Task.DAYS)
def counted_the_start(asked: Question) -> Iterator[Answer]:
    """8 + 3 = 10 (eight, nine, ten), 8 - 3 = 6: the starting number is counted."""
    left, right = asked.numbers[:2]
    if asked.task is Task.DAYS:
        yield right - left + 1
    elif asked.task is Task.SUB:
        if 1 < right <= _COUNTED:
            yield left - right + 1
    elif len(asked.numbers) == 2 and 0 not in asked.numbers and any(1 < each <= _COUNTED for each in asked.numbers):
        yield left + right - 1


@shows_in(Task.ADD)
def doubles_for_near_doubles(asked: Question) -> Iterator[Answer]:
    """6 + 7 = 12 or 14: the double is given, without the one more or less."""
    if len(asked.numbers) == 2 and 1 <= max(asked.numbers) - min(asked.numbers) <= 2 and min(asked.numbers) > 2:
        yield from (2 * number for number in asked.numbers)


@shows_in(Task.ADD, Task.SUB)
def n_plus_zero(asked: Question) -> Iterator[Answer]:
    """7 + 0 = 0, 7 + 0 = 8, 7 - 0 = 6: zero has to do something."""
    if 0 in asked.numbers[-2:] and max(asked.numbers) > 1 and len(asked.numbers) == 2:
        number = max(asked.numbers)
        yield 0
        yield number + 1 if asked.task is Task.ADD else number - 1


@shows_in(
    Task.ADD,
    Task.COLUMNS_ADD,
    Task.SUB,
    Task.COLUMNS_SUB,
    Task.DIV,
    Task.DOUBLE,
    Task.HALF,
    Task.CHANGE,
    Task.PROBLEM_ADD,
    Task.PROBLEM_SUB,
    Task.PROBLEM_DIV,
)
def wrong_operation(asked: Question) -> Iterator[Answer]:
    """16 - 7 = 23: another operation is done than the one asked."""
    first, *others = asked.numbers
    if asked.task in (Task.DOUBLE, Task.HALF):
        if asked.task is Task.HALF or first % 2 == 0:
            yield 2 * first if asked.task is Task.HALF else first // 2
    elif len(others) != 1 or 0 in asked.numbers:
        return
    elif asked.task in (Task.ADD, Task.COLUMNS_ADD, Task.PROBLEM_ADD):
        yield abs(first - others[0])
    elif asked.task in (Task.DIV, Task.PROBLEM_DIV):
        yield from (first * others[0], first - others[0], first + others[0])
    else:
        yield first + others[0]


@shows_in(Task.BALANCE, Task.GAP_ADD, Task.GAP_FROM)
def equals_as_write_the_answer(asked: Question) -> Iterator[Answer]:
    """8 + 4 = __ + 5 is 12 (or 17), 3 + __ = 8 is 11: the sign = is an order to calculate what is seen."""
    first, second = asked.numbers[:2]
    if asked.task is Task.BALANCE:
        yield from (first + second, sum(asked.numbers))
    else:
        yield first + second if asked.task is Task.GAP_ADD else abs(first - second)


@shows_in(Task.GAP_ADD)
def complement_off_by_ten(asked: Question) -> Iterator[Answer]:
    """48 + __ = 100 is 62: 8 to 10, then 4 to 10, and the ten that was made is forgotten."""
    known, total = asked.numbers
    missing = total - known
    powers = [power for power in (10, 100) if total % power == 0 and total > power and known % power]
    if known >= 10:
        for power in powers:
            yield missing + power
        if len(powers) > 1:
            yield missing + sum(powers)


@shows_in(Task.MUL, Task.PROBLEM_MUL, Task.COLUMNS_MUL)
def addition_instead_of_multiplication(asked: Question) -> Iterator[Answer]:
    """6 x 3 = 9: the two numbers are added."""
    if min(asked.numbers) > 1:
        yield sum(asked.numbers)


@shows_in(Task.MUL)
def table_neighbour(asked: Question) -> Iterator[Answer]:
    """7 x 8 = 49 or 48: the fact said is the one beside, in the same table."""
    left, right = asked.numbers
    if min(left, right) > 2 and max(left, right) <= 10:
        yield from ((left - 1) * right, (left + 1) * right, left * (right - 1), left * (right + 1))


@shows_in(Task.MUL, Task.COLUMNS_MUL)
def zero_times_n(asked: Question) -> Iterator[Answer]:
    """6 x 0 = 6, 204 x 3 = 642: zero times a number gives the number."""
    long, times = max(asked.numbers), min(asked.numbers)
    if times == 0 and long:
        yield long
    elif long > 10 and 1 < times < 10:
        zeros = [power for power, digit in enumerate(reversed(str(long))) if digit == "0"]
        yield long * times + sum(times * 10**power for power in zeros)


@shows_in(Task.MUL)
def zeros_miscounted(asked: Question) -> Iterator[Answer]:
    """4 x 30 = 12, 20 x 30 = 60: a zero is lost on the way, or one too many is written."""
    zeros = sum(len(str(number)) - len(str(number).rstrip("0")) for number in asked.numbers if number)
    if zeros and min(asked.numbers) > 1:
        product = asked.numbers[0] * asked.numbers[1]
        yield from (product // 10**lost for lost in range(1, zeros + 1))
        yield product * 10
