"""Slips on fractions, money, time and lengths."""

from collections.abc import Iterator

from exercises.maths.misconceptions.question import Answer, Question, Task, flat, pairs
from exercises.maths.misconceptions.registry import shows_in


@shows_in(Task.LARGEST_FRACTION, Task.ORDER_FRACTIONS)
def bigger_denominator_bigger(asked: Question) -> Iterator[Answer]:
    """1/8 is more than 1/3, as 8 is more than 3."""
    fractions = sorted(pairs(asked.numbers), key=lambda two: (two[1], two[0]))
    if len({parts for _, parts in fractions}) > 1:
        yield flat(fractions) if asked.task is Task.ORDER_FRACTIONS else fractions[-1]


@shows_in(Task.FRACTION)
def numerator_denominator_swapped(asked: Question) -> Iterator[Answer]:
    """3 parts of 4 written 4/3."""
    yield asked.numbers[::-1]


@shows_in(Task.FRACTION)
def part_to_part(asked: Question) -> Iterator[Answer]:
    """3 parts of 5 written 3/2: those coloured against those that are not."""
    coloured, parts = asked.numbers
    if coloured < parts:
        yield coloured, parts - coloured


@shows_in(Task.ADD_FRACTIONS)
def fractions_added_across(asked: Question) -> Iterator[Answer]:
    """1/5 + 2/5 = 3/10: above with above, below with below."""
    one, parts, other, parts_too = asked.numbers
    yield one + other, parts + parts_too


@shows_in(Task.AMOUNT, Task.ADD_MONEY, Task.CHANGE, Task.COINS)
def money_cents_ignored(asked: Question) -> Iterator[Answer]:
    """2 € 50 and 1 € 20 make 3 €: only the euros count."""
    if asked.task is Task.AMOUNT:
        yield 100 * asked.numbers[0]
        return
    euros = [number // 100 for number in asked.numbers]
    if any(euros) and any(number % 100 for number in asked.numbers):
        yield 100 * (euros[0] - euros[1] if asked.task is Task.CHANGE else sum(euros))


@shows_in(Task.AMOUNT, Task.COINS)
def euros_cents_glued(asked: Question) -> Iterator[Answer]:
    """3 € and 5 c are 3 € 50 or 35 c; a coin of 2 € and one of 50 c are 52 €: the unit of each is not seen."""
    if asked.task is Task.AMOUNT:
        euros, cents = asked.numbers
        if 0 < cents < 10:
            yield from (100 * euros + 10 * cents, 10 * euros + cents)
        if euros and cents:
            yield from (euros + cents, 100 * (euros + cents))
    elif {value >= 100 for value in asked.numbers} == {True, False}:
        shown = sum(value // 100 if value >= 100 else value for value in asked.numbers)
        yield from (shown, 100 * shown)


@shows_in(Task.COINS)
def coins_counted(asked: Question) -> Iterator[Answer]:
    """Three coins are 3 €, whatever they are worth."""
    if len(asked.numbers) > 1:
        yield from (len(asked.numbers), 100 * len(asked.numbers))


@shows_in(Task.CLOCK)
def hour_minute_hands_swapped(asked: Question) -> Iterator[Answer]:
    """3 h read 12 h 15: the short hand tells the minutes."""
    hour, minutes = asked.numbers
    if minutes % 5 == 0:
        yield minutes // 5 or 12, 5 * (hour % 12)


@shows_in(Task.CLOCK)
def half_hour_misread(asked: Question) -> Iterator[Answer]:
    """3 h 30 read 4 h 30: the short hand is between 3 and 4, the larger number is said."""
    hour, minutes = asked.numbers
    if minutes >= 15:
        yield hour % 12 + 1, minutes


@shows_in(Task.CLOCK)
def minute_hand_number(asked: Question) -> Iterator[Answer]:
    """3 h 30 read 3 h 6: the number by the long hand is said as it is written."""
    hour, minutes = asked.numbers
    if minutes % 5 == 0:
        yield hour, minutes // 5 or 12


@shows_in(Task.DURATION)
def hour_of_hundred_minutes(asked: Question) -> Iterator[Answer]:
    """From 9 h 50 to 10 h 10: 60 minutes. The hour is taken for a hundred."""
    hour, minutes, to_hour, to_minutes = asked.numbers
    if to_minutes < minutes:
        yield 60 * (to_hour - hour - 1) + 100 + to_minutes - minutes


@shows_in(Task.RULER)
def ruler_end_only(asked: Question) -> Iterator[Answer]:
    """From 2 to 9: 9. The mark where it ends is the length."""
    if asked.numbers[0]:
        yield asked.numbers[1]


@shows_in(Task.RULER)
def ruler_from_one(asked: Question) -> Iterator[Answer]:
    """From 0 to 7: 8. The measure starts at 1, or the marks are counted."""
    start, end = asked.numbers
    yield end - start + 1


@shows_in(Task.MIXED_UNITS)
def mixed_units_glued(asked: Question) -> Iterator[Answer]:
    """3 m 5 cm are 35 cm, or 8: the numbers are put together without their units."""
    large, worth, small = asked.numbers
    if large and small:
        yield from (int(f"{large}{small}"), large + small)
        if worth > 10:
            yield 10 * large + small


@shows_in(Task.PERIMETER)
def perimeter_counts_squares(asked: Question) -> Iterator[Answer]:
    """Round a rectangle of 3 by 5: 15, or 12. The squares inside, or along the border, are counted."""
    side, other = asked.numbers
    yield from (side * other, 2 * (side + other) - 4)


@shows_in(Task.PERIMETER)
def perimeter_two_sides(asked: Question) -> Iterator[Answer]:
    """Round a rectangle of 3 by 5: 8. Only the sides with a number written are added."""
    yield sum(asked.numbers)
