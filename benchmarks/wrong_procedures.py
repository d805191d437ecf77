"""Children's wrong procedures as programs, written from how they work and not from the detectors they are to try.

Each takes the numbers of a question (see exercises/maths/misconceptions/question.py) and returns an answer, or None
where the child who thinks so would do nothing special.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exercises.maths.misconceptions.question import Answer, Question, Task

Program = Callable[[Question, random.Random], Answer | None]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A program and the tasks in which it is to be seen."""

    tasks: tuple[Task, ...]
    program: Program


PROCEDURES: dict[str, Procedure] = {}


def _in(*tasks: Task) -> Callable[[Program], Program]:
    def keep(program: Program) -> Program:
        PROCEDURES[program.__name__] = Procedure(tasks, program)
        return program

    return keep


def _grid(*numbers: int) -> list[str]:
    """Numbers one under the other, lined up on the right."""
    width = max(len(str(number)) for number in numbers)
    return [str(number).rjust(width, "0") for number in numbers]


@_in(Task.COLUMNS_SUB)
def smaller_from_larger(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = _grid(*asked.numbers)
    return int("".join(str(max(int(x), int(y)) - min(int(x), int(y))) for x, y in zip(top, bottom, strict=True)))


@_in(Task.COLUMNS_SUB)
def borrowed_but_not_taken(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = _grid(*asked.numbers)
    if top[0] < bottom[0] or "0" in top:
        return None
    written = ""
    for x, y in zip(top, bottom, strict=True):
        written += str(int(x) - int(y) if x >= y else int("1" + x) - int(y))
    return int(written)


@_in(Task.COLUMNS_SUB)
def exchange_across_zero(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = ([int(x) for x in line] for line in _grid(*asked.numbers))
    if len(top) != 3 or top[1] != 0 or top[2] >= bottom[2] or top[0] <= bottom[0] + 1 or bottom[1] < 2:
        return None
    top[2] += 10
    way = rng.choice(("ten", "eleven", "nine"))
    if way == "nine":
        top[1] = 9
    else:
        top[0] -= 1
        top[1] = 10 if way == "ten" else 11
    return int("".join(str(x - y) for x, y in zip(top, bottom, strict=True)))


@_in(Task.COLUMNS_SUB)
def zero_minus_n(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = ([int(x) for x in line] for line in _grid(*asked.numbers))
    if not any(x == 0 and y > 0 for x, y in zip(top, bottom, strict=True)):
        return None
    if any(0 < x < y for x, y in zip(top, bottom, strict=True)):
        return None
    return int("".join("0" if x == 0 else str(x - y) for x, y in zip(top, bottom, strict=True)))


@_in(Task.COLUMNS_ADD, Task.COLUMNS_SUB)
def left_aligned_columns(asked: Question, rng: random.Random) -> Answer | None:
    left, right = map(str, asked.numbers)
    if len(right) >= len(left):
        return None
    right = right.ljust(len(left), "0")
    if asked.task is Task.COLUMNS_ADD:
        return int(left) + int(right)
    return int("".join(str(abs(int(x) - int(y))) for x, y in zip(left, right, strict=True)))


@_in(Task.COLUMNS_ADD, Task.COLUMNS_MUL)
def forgotten_carry(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.COLUMNS_MUL:
        long, times = asked.numbers
        if times > 9:
            return None
        first, *others = (int(x) * times for x in str(long))
    else:
        first, *others = (int(x) + int(y) for x, y in zip(*_grid(*asked.numbers), strict=True))
    return int(f"{first}" + "".join(str(each % 10) for each in others))


@_in(Task.COLUMNS_ADD, Task.COLUMNS_MUL)
def carry_written_whole(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.COLUMNS_MUL:
        long, times = asked.numbers
        return int("".join(str(int(x) * times) for x in str(long))) if times < 10 else None
    return int("".join(str(int(x) + int(y)) for x, y in zip(*_grid(*asked.numbers), strict=True)))


@_in(Task.COLUMNS_ADD)
def carry_swapped(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = _grid(*asked.numbers)
    carry, written = 0, ""
    for place in range(len(top) - 1, 0, -1):
        found = str(int(top[place]) + int(bottom[place]) + carry)
        carry = int(found[1]) if len(found) == 2 else 0
        written = found[0] + written
    return int(str(int(top[0]) + int(bottom[0]) + carry) + written)


@_in(Task.COLUMNS_MUL)
def multiplied_one_digit(asked: Question, rng: random.Random) -> Answer | None:
    long, times = asked.numbers
    if long > 99 or times > 9 or long % 10 == 0:
        return None
    tens, units = long // 10, long % 10
    return rng.choice((10 * tens + units * times, 10 * tens * times + units))


@_in(Task.COLUMNS_MUL)
def partial_product_not_shifted(asked: Question, rng: random.Random) -> Answer | None:
    long, times = asked.numbers
    return long * (times % 10) + long * (times // 10) if times > 10 else None


@_in(Task.ADD, Task.SUB, Task.DAYS)
def counted_the_start(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if asked.task is Task.DAYS:
        return len(range(left, right + 1))
    if right > 10 or right < 2:
        return None
    said = range(left, left + right) if asked.task is Task.ADD else range(left, left - right, -1)
    return said[-1]


@_in(Task.ADD)
def doubles_for_near_doubles(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    near = abs(left - right) in (1, 2) and min(left, right) > 2 and max(left, right) <= 10
    return 2 * rng.choice((left, right)) if near else None


@_in(Task.ADD, Task.SUB)
def n_plus_zero(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if 0 not in (left, right):
        return None
    return rng.choice((0, left + right + 1 if asked.task is Task.ADD else left - 1))


@_in(Task.ADD, Task.SUB, Task.COLUMNS_ADD, Task.COLUMNS_SUB, Task.PROBLEM_ADD, Task.PROBLEM_SUB, Task.HALF)
def wrong_operation(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.HALF:
        return asked.numbers[0] + asked.numbers[0]
    left, right = asked.numbers
    if 0 in (left, right):
        return None
    adds = asked.task in (Task.ADD, Task.COLUMNS_ADD, Task.PROBLEM_ADD)
    return max(left, right) - min(left, right) if adds else left + right


@_in(Task.BALANCE, Task.GAP_ADD)
def equals_as_write_the_answer(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.GAP_ADD:
        return asked.numbers[0] + asked.numbers[1]
    left = asked.numbers[0] + asked.numbers[1]
    return rng.choice((left, left + asked.numbers[2]))


@_in(Task.GAP_ADD)
def complement_off_by_ten(asked: Question, rng: random.Random) -> Answer | None:
    known, total = asked.numbers
    if total not in (50, 60, 80, 100) or known < 10 or known % 10 == 0:
        return None
    return 10 * (total // 10 - known // 10) + (10 - known % 10)


@_in(Task.MUL, Task.PROBLEM_MUL)
def addition_instead_of_multiplication(asked: Question, rng: random.Random) -> Answer | None:
    return sum(asked.numbers) if min(asked.numbers) > 1 else None


@_in(Task.MUL)
def table_neighbour(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if not (3 <= left <= 10 and 3 <= right <= 10):
        return None
    return (left + rng.choice((-1, 1))) * right if rng.random() < 0.5 else left * (right + rng.choice((-1, 1)))


@_in(Task.MUL, Task.COLUMNS_MUL)
def zero_times_n(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if asked.task is Task.MUL:
        return left or right if 0 in (left, right) else None
    if right > 9 or "0" not in str(left):
        return None
    carry, written = 0, ""
    for digit in reversed(str(left)):
        found = (int(digit) * right if digit != "0" else right) + carry
        carry, written = found // 10, str(found % 10) + written
    return int(f"{carry or ''}{written}")


@_in(Task.MUL)
def zeros_miscounted(asked: Question, rng: random.Random) -> Answer | None:
    left, right = (int(str(number).rstrip("0") or "0") for number in asked.numbers)
    zeros = sum(len(str(number)) - len(str(number).rstrip("0")) for number in asked.numbers)
    if not zeros or min(asked.numbers) < 2 or min(left, right) < 2:
        return None
    return int(str(left * right) + "0" * (zeros + rng.choice((-1, 1))))


def _spelled(number: int) -> list[list[int]]:
    """Ways in which a child writes what is said, word by word or group by group."""
    thousands, hundreds, rest = number // 1000, number // 100 % 10, number % 100
    head: list[list[int]] = [[]]
    if thousands:
        head = [[1000]] if thousands == 1 else [[thousands, 1000], [1000 * thousands]]
    if hundreds:
        ways = [[100]] if hundreds == 1 else [[hundreds, 100], [100 * hundreds]]
        head = [one + other for one in head for other in ways]
    if not rest:
        return head
    ends = [[rest]]
    if 70 <= rest < 80:
        ends.append([60, rest - 60])
    elif rest >= 81:
        ends += [[80, rest - 80], [4, 20, rest - 80]]
    elif rest > 20 and rest % 10 and rest < 70:
        ends.append([rest - rest % 10, rest % 10])
    return [one + other for one in head for other in ends]


@_in(Task.WRITE)
def read_as_parts(asked: Question, rng: random.Random) -> Answer | None:
    ways = [way for way in _spelled(asked.numbers[0]) if len(way) > 1]
    return int("".join(map(str, rng.choice(ways)))) if ways else None


@_in(Task.WRITE)
def sixty_for_seventy(asked: Question, rng: random.Random) -> Answer | None:
    tens = {7: "6", 9: "8"}.get(asked.numbers[0] // 10 % 10)
    written = str(asked.numbers[0])
    return int(written[:-2] + tens + written[-1]) if tens else None


@_in(Task.WRITE)
def zero_place_value(asked: Question, rng: random.Random) -> Answer | None:
    written = str(asked.numbers[0])
    if len(written) < 3 or "0" not in written[1:-1]:
        return None
    shorter = written.replace("0", "")
    return int(shorter if rng.random() < 0.7 else shorter + "0" * written.count("0"))


@_in(Task.WRITE, Task.ADD)
def digits_reversed(asked: Question, rng: random.Random) -> Answer | None:
    written = str(asked.expected)
    return int(written[1] + written[0]) if len(written) == 2 and written[1] != "0" else None


@_in(Task.UNITS)
def tens_units_swapped(asked: Question, rng: random.Random) -> Answer | None:
    counts = asked.numbers[::2]
    return int("".join(map(str, counts))) if max(counts) < 10 else None


@_in(Task.UNITS)
def groups_glued(asked: Question, rng: random.Random) -> Answer | None:
    said = dict(zip(asked.numbers[1::2], asked.numbers[::2], strict=True))
    return int("".join(str(said[unit]) for unit in sorted(said, reverse=True))) if max(said.values()) >= 10 else None


@_in(Task.GROUPS)
def groups_as_digits(asked: Question, rng: random.Random) -> Answer | None:
    count, unit = asked.numbers
    if count < 10:
        return None
    return int(f"{count}0") if unit == 100 and rng.random() < 0.6 else count


@_in(Task.HOW_MANY, Task.DIGIT)
def digit_for_count(asked: Question, rng: random.Random) -> Answer | None:
    number, unit = asked.numbers
    digit = int(str(number)[-2 if unit == 10 else -3])
    if asked.task is Task.HOW_MANY:
        return digit
    return int(str(number)[: -1 if unit == 10 else -2]) if rng.random() < 0.5 else digit * unit


@_in(Task.BLOCKS)
def blocks_counted_as_ones(asked: Question, rng: random.Random) -> Answer | None:
    return sum(asked.numbers)


@_in(Task.LARGEST, Task.ORDER)
def compare_by_first_digit(asked: Question, rng: random.Random) -> Answer | None:
    ordered = [int(written) for written in sorted(map(str, asked.numbers))]
    return tuple(ordered) if asked.task is Task.ORDER else ordered[-1]


@_in(Task.AFTER, Task.BEFORE)
def before_after_swapped(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[0] - 1 if asked.task is Task.AFTER else asked.numbers[0] + 1


@_in(Task.SEQUENCE)
def sequence_step_wrong(asked: Question, rng: random.Random) -> Answer | None:
    first, second, last = asked.numbers
    return last + rng.choice([step for step in (1, 10, 100) if step <= last]) * (1 if second > first else -1)


@_in(Task.LINE)
def number_line_counts_marks(asked: Question, rng: random.Random) -> Answer | None:
    start, step, away = asked.numbers
    marks = [start + step * place for place in range(away + 1)]
    return start + step * len(marks)


@_in(Task.LINE)
def number_line_step_one(asked: Question, rng: random.Random) -> Answer | None:
    start, step, away = asked.numbers
    return range(start, start + away + 1)[-1] if step > 1 else None


@_in(Task.PARITY)
def parity_by_first_digit(asked: Question, rng: random.Random) -> Answer | None:
    return 0 if str(asked.numbers[0])[0] in "2468" else 1


@_in(Task.LARGEST_FRACTION, Task.ORDER_FRACTIONS)
def bigger_denominator_bigger(asked: Question, rng: random.Random) -> Answer | None:
    tops, parts = asked.numbers[::2], asked.numbers[1::2]
    order = sorted(range(len(parts)), key=lambda place: parts[place])
    if asked.task is Task.LARGEST_FRACTION:
        return tops[order[-1]], parts[order[-1]]
    return tuple(number for place in order for number in (tops[place], parts[place]))


@_in(Task.FRACTION)
def numerator_denominator_swapped(asked: Question, rng: random.Random) -> Answer | None:
    coloured, parts = asked.numbers
    return parts, coloured


@_in(Task.FRACTION)
def part_to_part(asked: Question, rng: random.Random) -> Answer | None:
    coloured, parts = asked.numbers
    return coloured, len(range(coloured, parts))


@_in(Task.ADD_FRACTIONS)
def fractions_added_across(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[0] + asked.numbers[2], 2 * asked.numbers[1]


@_in(Task.ADD_MONEY, Task.AMOUNT, Task.CHANGE)
def money_cents_ignored(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.AMOUNT:
        return asked.numbers[0] * 100
    euros, more = (number - number % 100 for number in asked.numbers)
    return euros + more if asked.task is Task.ADD_MONEY else euros - more


@_in(Task.AMOUNT, Task.COINS)
def euros_cents_glued(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.AMOUNT:
        euros, cents = asked.numbers
        return 100 * euros + 10 * cents if cents < 10 else None
    shown = [coin // 100 if coin >= 100 else coin for coin in asked.numbers]
    mixed = min(asked.numbers) < 100 <= max(asked.numbers)
    return sum(shown) * rng.choice((1, 100)) if mixed else None


@_in(Task.COINS)
def coins_counted(asked: Question, rng: random.Random) -> Answer | None:
    return len(asked.numbers) * (100 if max(asked.numbers) >= 100 else 1)


@_in(Task.CLOCK)
def hour_minute_hands_swapped(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes = asked.numbers
    short = {0: 12}.get(minutes // 5, minutes // 5)
    return (short, 0 if hour == 12 else hour * 5) if minutes % 5 == 0 else None


@_in(Task.CLOCK)
def half_hour_misread(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes = asked.numbers
    return ((1 if hour == 12 else hour + 1), minutes) if minutes >= 15 else None


@_in(Task.CLOCK)
def minute_hand_number(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes = asked.numbers
    return (hour, minutes // 5) if minutes % 5 == 0 and minutes else None


@_in(Task.DURATION)
def hour_of_hundred_minutes(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes, last_hour, last_minutes = asked.numbers
    found = int(f"{last_hour}{last_minutes:02}") - int(f"{hour}{minutes:02}")
    return found // 100 * 60 + found % 100 if last_minutes < minutes else None


@_in(Task.RULER)
def ruler_end_only(asked: Question, rng: random.Random) -> Answer | None:
    return max(asked.numbers)


@_in(Task.RULER)
def ruler_from_one(asked: Question, rng: random.Random) -> Answer | None:
    return len(range(asked.numbers[0], asked.numbers[1] + 1))


@_in(Task.MIXED_UNITS)
def mixed_units_glued(asked: Question, rng: random.Random) -> Answer | None:
    large, _, small = asked.numbers
    return int(f"{large}{small}") if rng.random() < 0.7 else large + small


@_in(Task.PERIMETER)
def perimeter_counts_squares(asked: Question, rng: random.Random) -> Answer | None:
    rows, columns = asked.numbers
    inside = [(row, column) for row in range(rows) for column in range(columns)]
    if rng.random() < 0.6:
        return len(inside)
    return sum(row in (0, rows - 1) or column in (0, columns - 1) for row, column in inside)


@_in(Task.PERIMETER)
def perimeter_two_sides(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[0] + asked.numbers[1]


@_in(Task.SYMMETRY)
def symmetry_as_translation(asked: Question, rng: random.Random) -> Answer | None:
    axis, *rest = asked.numbers
    xs, ys = rest[::2], rest[1::2]
    image_left = min(axis - x for x in xs)
    slid = sorted((x - min(xs) + image_left, y) for x, y in zip(xs, ys, strict=True))
    return tuple(number for point in slid for number in point)


@_in(Task.MOVES)
def left_right_swapped(asked: Question, rng: random.Random) -> Answer | None:
    x, y, heading, *moves = asked.numbers
    place, looking = complex(x, y), 1j * (-1j) ** heading
    for move in moves:
        if move == 0:
            place += looking
        else:
            looking *= 1j if move == 1 else -1j
    return round(place.real), round(place.imag)


@_in(Task.SOLID)
def faces_edges_confused(asked: Question, rng: random.Random) -> Answer | None:
    wanted, *counts = asked.numbers
    return counts[rng.choice([other for other in range(3) if other != wanted])]


@_in(Task.BAR)
def chart_reads_one_up(asked: Question, rng: random.Random) -> Answer | None:
    value, step = asked.numbers
    return next(mark for mark in range(0, value + 2 * step, step) if mark > value)


@_in(Task.BAR)
def chart_scale_as_one(asked: Question, rng: random.Random) -> Answer | None:
    value, step = asked.numbers
    return len(range(0, value, step)) if step > 1 else None


@_in(Task.CELL)
def row_column_swapped(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[1]


@_in(Task.SAYS_MORE, Task.SAYS_LESS, Task.SAYS_TIMES)
def comparison_word_as_operation(asked: Question, rng: random.Random) -> Answer | None:
    known, other = asked.numbers
    if asked.task is Task.SAYS_MORE:
        return known + other
    return known - other if asked.task is Task.SAYS_LESS else known * other


@_in(Task.TRIPS)
def remainder_ignored(asked: Question, rng: random.Random) -> Answer | None:
    left, trips = asked.numbers[0], 0
    while left >= asked.numbers[1]:
        left, trips = left - asked.numbers[1], trips + 1
    return trips


@_in(Task.TRIPS, Task.DIV)
def remainder_as_answer(asked: Question, rng: random.Random) -> Answer | None:
    left = asked.numbers[0]
    while left >= asked.numbers[1]:
        left -= asked.numbers[1]
    return left or None


@_in(Task.TWO_STEPS)
def first_step_only(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[2] - asked.numbers[3]


@_in(Task.PROBLEM_ADD, Task.PROBLEM_SUB, Task.TWO_STEPS)
def text_number_copied(asked: Question, rng: random.Random) -> Answer | None:
    return rng.choice(asked.numbers[2:] if asked.task is Task.TWO_STEPS else asked.numbers)


def careless(asked: Question, rng: random.Random) -> Answer:
    """Right seven times in ten; else another number, a digit mistyped, or the same things in another order."""
    right = asked.expected
    if rng.random() < 0.7:
        return right
    if asked.task is Task.PARITY:
        return rng.randint(0, 1)
    if asked.task is Task.LARGEST:
        return rng.choice(asked.numbers)
    if asked.task is Task.LARGEST_FRACTION:
        place = 2 * rng.randrange(len(asked.numbers) // 2)
        return asked.numbers[place], asked.numbers[place + 1]
    if isinstance(right, int):
        return _mistyped(right, rng) if rng.random() < 0.5 else rng.randint(0, max(20, 2 * right))
    return _misplaced(asked, right, rng)


def _mistyped(right: int, rng: random.Random) -> int:
    digits = list(str(right))
    digits[rng.randrange(len(digits))] = str(rng.randint(0, 9))
    return int("".join(digits))


def _misplaced(asked: Question, right: tuple[int, ...], rng: random.Random) -> tuple[int, ...]:
    if asked.task is Task.ORDER:
        return tuple(rng.sample(right, len(right)))
    if asked.task is Task.CLOCK:
        return rng.randint(1, 12), 5 * rng.randint(0, 11)
    if asked.task is Task.ORDER_FRACTIONS:
        pairs = list(zip(right[::2], right[1::2], strict=True))
        return tuple(number for pair in rng.sample(pairs, len(pairs)) for number in pair)
    moved = [max(1, number + rng.randint(-2, 2)) for number in right]
    return tuple(moved)


def programs() -> Mapping[str, Procedure]:
    """Every wrong procedure by the name of its misconception."""
    return PROCEDURES
