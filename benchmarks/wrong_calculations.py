"""Wrong procedures in operations, numbers and fractions, written from how they work and not from the detectors."""

import random

from benchmarks.wrong_procedure import shows_in
from exercises.maths.misconceptions.question import Answer, Question, Task


def _grid(*numbers: int) -> list[str]:
    """Numbers one under the other, lined up on the right."""
    width = max(len(str(number)) for number in numbers)
    return [str(number).rjust(width, "0") for number in numbers]


@shows_in(Task.COLUMNS_SUB)
def smaller_from_larger(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = _grid(*asked.numbers)
    return int("".join(str(max(int(x), int(y)) - min(int(x), int(y))) for x, y in zip(top, bottom, strict=True)))


@shows_in(Task.COLUMNS_SUB)
def borrowed_but_not_taken(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = _grid(*asked.numbers)
    if top[0] < bottom[0] or "0" in top:
        return None
    written = ""
    for x, y in zip(top, bottom, strict=True):
        written += str(int(x) - int(y) if x >= y else int("1" + x) - int(y))
    return int(written)


@shows_in(Task.COLUMNS_SUB)
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


@shows_in(Task.COLUMNS_SUB)
def zero_minus_n(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = ([int(x) for x in line] for line in _grid(*asked.numbers))
    if not any(x == 0 and y > 0 for x, y in zip(top, bottom, strict=True)):
        return None
    if any(0 < x < y for x, y in zip(top, bottom, strict=True)):
        return None
    return int("".join("0" if x == 0 else str(x - y) for x, y in zip(top, bottom, strict=True)))


@shows_in(Task.COLUMNS_ADD, Task.COLUMNS_SUB)
def left_aligned_columns(asked: Question, rng: random.Random) -> Answer | None:
    left, right = map(str, asked.numbers)
    if len(right) >= len(left):
        return None
    right = right.ljust(len(left), "0")
    if asked.task is Task.COLUMNS_ADD:
        return int(left) + int(right)
    return int("".join(str(abs(int(x) - int(y))) for x, y in zip(left, right, strict=True)))


@shows_in(Task.COLUMNS_ADD, Task.COLUMNS_MUL)
def forgotten_carry(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.COLUMNS_MUL:
        long, times = asked.numbers
        if times > 9:
            return None
        first, *others = (int(x) * times for x in str(long))
    else:
        first, *others = (int(x) + int(y) for x, y in zip(*_grid(*asked.numbers), strict=True))
    return int(f"{first}" + "".join(str(each % 10) for each in others))


@shows_in(Task.COLUMNS_ADD, Task.COLUMNS_MUL)
def carry_written_whole(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.COLUMNS_MUL:
        long, times = asked.numbers
        return int("".join(str(int(x) * times) for x in str(long))) if times < 10 else None
    return int("".join(str(int(x) + int(y)) for x, y in zip(*_grid(*asked.numbers), strict=True)))


@shows_in(Task.COLUMNS_ADD)
def carry_swapped(asked: Question, rng: random.Random) -> Answer | None:
    top, bottom = _grid(*asked.numbers)
    carry, written = 0, ""
    for place in range(len(top) - 1, 0, -1):
        found = str(int(top[place]) + int(bottom[place]) + carry)
        carry = int(found[1]) if len(found) == 2 else 0
        written = found[0] + written
    return int(str(int(top[0]) + int(bottom[0]) + carry) + written)


@shows_in(Task.COLUMNS_MUL)
def multiplied_one_digit(asked: Question, rng: random.Random) -> Answer | None:
    long, times = asked.numbers
    if long > 99 or times > 9 or long % 10 == 0:
        return None
    tens, units = long // 10, long % 10
    return rng.choice((10 * tens + units * times, 10 * tens * times + units))


@shows_in(Task.COLUMNS_MUL)
def partial_product_not_shifted(asked: Question, rng: random.Random) -> Answer | None:
    long, times = asked.numbers
    return long * (times % 10) + long * (times // 10) if times > 10 else None


@shows_in(Task.ADD, Task.SUB, Task.DAYS)
def counted_the_start(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if asked.task is Task.DAYS:
        return len(range(left, right + 1))
    if right > 10 or right < 2:
        return None
    said = range(left, left + right) if asked.task is Task.ADD else range(left, left - right, -1)
    return said[-1]


@shows_in(Task.ADD)
def doubles_for_near_doubles(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    near = abs(left - right) in (1, 2) and min(left, right) > 2 and max(left, right) <= 10
    return 2 * rng.choice((left, right)) if near else None


@shows_in(Task.ADD, Task.SUB)
def n_plus_zero(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if 0 not in (left, right):
        return None
    return rng.choice((0, left + right + 1 if asked.task is Task.ADD else left - 1))


@shows_in(Task.ADD, Task.SUB, Task.COLUMNS_ADD, Task.COLUMNS_SUB, Task.PROBLEM_ADD, Task.PROBLEM_SUB, Task.HALF)
def wrong_operation(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.HALF:
        return asked.numbers[0] + asked.numbers[0]
    left, right = asked.numbers
    if 0 in (left, right):
        return None
    adds = asked.task in (Task.ADD, Task.COLUMNS_ADD, Task.PROBLEM_ADD)
    return max(left, right) - min(left, right) if adds else left + right


@shows_in(Task.BALANCE, Task.GAP_ADD)
def equals_as_write_the_answer(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.GAP_ADD:
        return asked.numbers[0] + asked.numbers[1]
    left = asked.numbers[0] + asked.numbers[1]
    return rng.choice((left, left + asked.numbers[2]))


@shows_in(Task.GAP_ADD)
def complement_off_by_ten(asked: Question, rng: random.Random) -> Answer | None:
    known, total = asked.numbers
    if total not in (50, 60, 80, 100) or known < 10 or known % 10 == 0:
        return None
    return 10 * (total // 10 - known // 10) + (10 - known % 10)


@shows_in(Task.MUL, Task.PROBLEM_MUL)
def addition_instead_of_multiplication(asked: Question, rng: random.Random) -> Answer | None:
    return sum(asked.numbers) if min(asked.numbers) > 1 else None


@shows_in(Task.MUL)
def table_neighbour(asked: Question, rng: random.Random) -> Answer | None:
    left, right = asked.numbers
    if not (3 <= left <= 10 and 3 <= right <= 10):
        return None
    return (left + rng.choice((-1, 1))) * right if rng.random() < 0.5 else left * (right + rng.choice((-1, 1)))


@shows_in(Task.MUL, Task.COLUMNS_MUL)
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


@shows_in(Task.MUL)
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


@shows_in(Task.WRITE)
def read_as_parts(asked: Question, rng: random.Random) -> Answer | None:
    ways = [way for way in _spelled(asked.numbers[0]) if len(way) > 1]
    return int("".join(map(str, rng.choice(ways)))) if ways else None


@shows_in(Task.WRITE)
def sixty_for_seventy(asked: Question, rng: random.Random) -> Answer | None:
    tens = {7: "6", 9: "8"}.get(asked.numbers[0] // 10 % 10)
    written = str(asked.numbers[0])
    return int(written[:-2] + tens + written[-1]) if tens else None


@shows_in(Task.WRITE)
def zero_place_value(asked: Question, rng: random.Random) -> Answer | None:
    written = str(asked.numbers[0])
    if len(written) < 3 or "0" not in written[1:-1]:
        return None
    shorter = written.replace("0", "")
    return int(shorter if rng.random() < 0.7 else shorter + "0" * written.count("0"))


@shows_in(Task.WRITE, Task.ADD)
def digits_reversed(asked: Question, rng: random.Random) -> Answer | None:
    written = str(asked.expected)
    return int(written[1] + written[0]) if len(written) == 2 and written[1] != "0" else None


@shows_in(Task.UNITS)
def tens_units_swapped(asked: Question, rng: random.Random) -> Answer | None:
    counts = asked.numbers[::2]
    return int("".join(map(str, counts))) if max(counts) < 10 else None


@shows_in(Task.UNITS)
def groups_glued(asked: Question, rng: random.Random) -> Answer | None:
    said = dict(zip(asked.numbers[1::2], asked.numbers[::2], strict=True))
    return int("".join(str(said[unit]) for unit in sorted(said, reverse=True))) if max(said.values()) >= 10 else None


@shows_in(Task.GROUPS)
def groups_as_digits(asked: Question, rng: random.Random) -> Answer | None:
    count, unit = asked.numbers
    if count < 10:
        return None
    return int(f"{count}0") if unit == 100 and rng.random() < 0.6 else count


@shows_in(Task.HOW_MANY, Task.DIGIT)
def digit_for_count(asked: Question, rng: random.Random) -> Answer | None:
    number, unit = asked.numbers
    digit = int(str(number)[-2 if unit == 10 else -3])
    if asked.task is Task.HOW_MANY:
        return digit
    return int(str(number)[: -1 if unit == 10 else -2]) if rng.random() < 0.5 else digit * unit


@shows_in(Task.BLOCKS)
def blocks_counted_as_ones(asked: Question, rng: random.Random) -> Answer | None:
    return sum(asked.numbers)


@shows_in(Task.LARGEST, Task.ORDER)
def compare_by_first_digit(asked: Question, rng: random.Random) -> Answer | None:
    ordered = [int(written) for written in sorted(map(str, asked.numbers))]
    return tuple(ordered) if asked.task is Task.ORDER else ordered[-1]


@shows_in(Task.AFTER, Task.BEFORE)
def before_after_swapped(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[0] - 1 if asked.task is Task.AFTER else asked.numbers[0] + 1


@shows_in(Task.SEQUENCE)
def sequence_step_wrong(asked: Question, rng: random.Random) -> Answer | None:
    first, second, last = asked.numbers
    return last + rng.choice([step for step in (1, 10, 100) if step <= last]) * (1 if second > first else -1)


@shows_in(Task.LINE)
def number_line_counts_marks(asked: Question, rng: random.Random) -> Answer | None:
    start, step, away = asked.numbers
    marks = [start + step * place for place in range(away + 1)]
    return start + step * len(marks)


@shows_in(Task.LINE)
def number_line_step_one(asked: Question, rng: random.Random) -> Answer | None:
    start, step, away = asked.numbers
    return range(start, start + away + 1)[-1] if step > 1 else None


@shows_in(Task.PARITY)
def parity_by_first_digit(asked: Question, rng: random.Random) -> Answer | None:
    return 0 if str(asked.numbers[0])[0] in "2468" else 1


@shows_in(Task.LARGEST_FRACTION, Task.ORDER_FRACTIONS)
def bigger_denominator_bigger(asked: Question, rng: random.Random) -> Answer | None:
    tops, parts = asked.numbers[::2], asked.numbers[1::2]
    order = sorted(range(len(parts)), key=lambda place: parts[place])
    if asked.task is Task.LARGEST_FRACTION:
        return tops[order[-1]], parts[order[-1]]
    return tuple(number for place in order for number in (tops[place], parts[place]))


@shows_in(Task.FRACTION)
def numerator_denominator_swapped(asked: Question, rng: random.Random) -> Answer | None:
    coloured, parts = asked.numbers
    return parts, coloured


@shows_in(Task.FRACTION)
def part_to_part(asked: Question, rng: random.Random) -> Answer | None:
    coloured, parts = asked.numbers
    return coloured, len(range(coloured, parts))


@shows_in(Task.ADD_FRACTIONS)
def fractions_added_across(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[0] + asked.numbers[2], 2 * asked.numbers[1]
