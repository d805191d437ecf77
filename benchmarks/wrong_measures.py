"""Wrong procedures in measures, shapes, data and problems, written from how they work and not from the detectors."""

import random

from benchmarks.wrong_procedure import shows_in
from exercises.maths.misconceptions.question import Answer, Question, Task


@shows_in(Task.ADD_MONEY, Task.AMOUNT, Task.CHANGE)
def money_cents_ignored(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.AMOUNT:
        return asked.numbers[0] * 100
    euros, more = (number - number % 100 for number in asked.numbers)
    return euros + more if asked.task is Task.ADD_MONEY else euros - more


@shows_in(Task.AMOUNT, Task.COINS)
def euros_cents_glued(asked: Question, rng: random.Random) -> Answer | None:
    if asked.task is Task.AMOUNT:
        euros, cents = asked.numbers
        return 100 * euros + 10 * cents if cents < 10 else None
    shown = [coin // 100 if coin >= 100 else coin for coin in asked.numbers]
    mixed = min(asked.numbers) < 100 <= max(asked.numbers)
    return sum(shown) * rng.choice((1, 100)) if mixed else None


@shows_in(Task.COINS)
def coins_counted(asked: Question, rng: random.Random) -> Answer | None:
    return len(asked.numbers) * (100 if max(asked.numbers) >= 100 else 1)


@shows_in(Task.CLOCK)
def hour_minute_hands_swapped(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes = asked.numbers
    short = {0: 12}.get(minutes // 5, minutes // 5)
    return (short, 0 if hour == 12 else hour * 5) if minutes % 5 == 0 else None


@shows_in(Task.CLOCK)
def half_hour_misread(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes = asked.numbers
    return ((1 if hour == 12 else hour + 1), minutes) if minutes >= 15 else None


@shows_in(Task.CLOCK)
def minute_hand_number(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes = asked.numbers
    return (hour, minutes // 5) if minutes % 5 == 0 and minutes else None


@shows_in(Task.DURATION)
def hour_of_hundred_minutes(asked: Question, rng: random.Random) -> Answer | None:
    hour, minutes, last_hour, last_minutes = asked.numbers
    found = int(f"{last_hour}{last_minutes:02}") - int(f"{hour}{minutes:02}")
    return found // 100 * 60 + found % 100 if last_minutes < minutes else None


@shows_in(Task.RULER)
def ruler_end_only(asked: Question, rng: random.Random) -> Answer | None:
    return max(asked.numbers)


@shows_in(Task.RULER)
def ruler_from_one(asked: Question, rng: random.Random) -> Answer | None:
    return len(range(asked.numbers[0], asked.numbers[1] + 1))


@shows_in(Task.MIXED_UNITS)
def mixed_units_glued(asked: Question, rng: random.Random) -> Answer | None:
    large, _, small = asked.numbers
    return int(f"{large}{small}") if rng.random() < 0.7 else large + small


@shows_in(Task.PERIMETER)
def perimeter_counts_squares(asked: Question, rng: random.Random) -> Answer | None:
    rows, columns = asked.numbers
    inside = [(row, column) for row in range(rows) for column in range(columns)]
    if rng.random() < 0.6:
        return len(inside)
    return sum(row in (0, rows - 1) or column in (0, columns - 1) for row, column in inside)


@shows_in(Task.PERIMETER)
def perimeter_two_sides(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[0] + asked.numbers[1]


@shows_in(Task.SYMMETRY)
def symmetry_as_translation(asked: Question, rng: random.Random) -> Answer | None:
    axis, *rest = asked.numbers
    xs, ys = rest[::2], rest[1::2]
    image_left = min(axis - x for x in xs)
    slid = sorted((x - min(xs) + image_left, y) for x, y in zip(xs, ys, strict=True))
    return tuple(number for point in slid for number in point)


@shows_in(Task.MOVES)
def left_right_swapped(asked: Question, rng: random.Random) -> Answer | None:
    x, y, heading, *moves = asked.numbers
    place, looking = complex(x, y), 1j * (-1j) ** heading
    for move in moves:
        if move == 0:
            place += looking
        else:
            looking *= 1j if move == 1 else -1j
    return round(place.real), round(place.imag)


@shows_in(Task.SOLID)
def faces_edges_confused(asked: Question, rng: random.Random) -> Answer | None:
    wanted, *counts = asked.numbers
    return counts[rng.choice([other for other in range(3) if other != wanted])]


@shows_in(Task.BAR)
def chart_reads_one_up(asked: Question, rng: random.Random) -> Answer | None:
    value, step = asked.numbers
    return next(mark for mark in range(0, value + 2 * step, step) if mark > value)


@shows_in(Task.BAR)
def chart_scale_as_one(asked: Question, rng: random.Random) -> Answer | None:
    value, step = asked.numbers
    return len(range(0, value, step)) if step > 1 else None


@shows_in(Task.CELL)
def row_column_swapped(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[1]


@shows_in(Task.SAYS_MORE, Task.SAYS_LESS, Task.SAYS_TIMES)
def comparison_word_as_operation(asked: Question, rng: random.Random) -> Answer | None:
    known, other = asked.numbers
    if asked.task is Task.SAYS_MORE:
        return known + other
    return known - other if asked.task is Task.SAYS_LESS else known * other


@shows_in(Task.TRIPS)
def remainder_ignored(asked: Question, rng: random.Random) -> Answer | None:
    left, trips = asked.numbers[0], 0
    while left >= asked.numbers[1]:
        left, trips = left - asked.numbers[1], trips + 1
    return trips


@shows_in(Task.TRIPS, Task.DIV)
def remainder_as_answer(asked: Question, rng: random.Random) -> Answer | None:
    left = asked.numbers[0]
    while left >= asked.numbers[1]:
        left -= asked.numbers[1]
    return left or None


@shows_in(Task.TWO_STEPS)
def first_step_only(asked: Question, rng: random.Random) -> Answer | None:
    return asked.numbers[2] - asked.numbers[3]


@shows_in(Task.PROBLEM_ADD, Task.PROBLEM_SUB, Task.TWO_STEPS)
def text_number_copied(asked: Question, rng: random.Random) -> Answer | None:
    return rng.choice(asked.numbers[2:] if asked.task is Task.TWO_STEPS else asked.numbers)
