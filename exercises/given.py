"""What a pupil gave for an answer, with the working that goes with it: what hints and misconceptions look at."""

from dataclasses import dataclass

from exercises.figures import Figure

Row = tuple[int | None, ...]
"""Digits by column, counted from the units; None where nothing stands."""


@dataclass(frozen=True, slots=True)
class Given:
    """One of these, by the kind of the exercise; with `digits` go `carries` and, when he set them, the `rows`."""

    number: int | None = None
    text: str | None = None
    places: tuple[int, ...] | None = None
    digits: Row | None = None
    carries: Row = ()
    rows: tuple[Row, ...] = ()
    figure: Figure | None = None


def number_of(row: Row) -> int | None:
    """The number that this row writes, digit by digit from the left; None when it is empty or has a gap inside.

    Two digits in one column count as written: 3 and 12 write 312.
    """
    digits = list(row)
    while digits and digits[-1] is None:
        digits.pop()
    if not digits or None in digits:
        return None
    return int("".join(str(digit) for digit in reversed(digits)))
