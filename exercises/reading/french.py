"""Checks of a line of French that children will read: type, words at spaces, a whole sentence."""

import re

from exercises.exercise import Grade
from exercises.reading.tokens import core, split_words
from exercises.sources import Place, Row
from exercises.typography import faults, unbalanced_quotes

_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


def check_line(place: Place, text: str) -> None:
    """Refuse a line that breaks a rule of type, or a word that is two (or none) at the spaces."""
    for fault in faults(text):
        raise place.error(f"{fault}, in {text!r}")
    for word in split_words(text):
        if not core(word) or len(core(word).split()) != 1:
            raise place.error(f"{word!r} is not one word with its punctuation")


def check_sentence(place: Place, text: str) -> None:
    """Refuse what does not begin with a capital and end with a point, or opens a « that it does not close."""
    check_line(place, text)
    if unbalanced_quotes(text):
        raise place.error("« and » must go by pairs")
    if not text.removeprefix("«\u00a0").removeprefix("—\u00a0")[0].isupper() or text[-1] not in ".!?…»":
        raise place.error("a sentence begins with a capital and ends with a point")


def check_slug(place: Place, name: str) -> None:
    """Refuse a name that is not of a to z and hyphens."""
    if not _SLUG.fullmatch(name):
        raise place.error(f"the id must be words of a to z joined by hyphens, not {name!r}")


def grade_of(place: Place, written: str) -> Grade:
    """The year a cell or a front matter names."""
    if written not in list(Grade):
        raise place.error(f"the class must be one of {', '.join(Grade)}, not {written!r}")
    return Grade(written)


def number_of(place: Place, written: str, low: int, high: int, name: str) -> int:
    """A whole number from `low` to `high` in the cell `name`."""
    if not written.isdecimal() or not low <= int(written) <= high:
        raise place.error(f"{name} must be a number from {low} to {high}, not {written!r}")
    return int(written)


def parts(row: Row, column: str, fewest: int = 1) -> tuple[str, ...]:
    """The things of a cell, separated by |, at least so many and all different."""
    found = tuple(part.strip() for part in row[column].split("|") if part.strip())
    if len(found) < fewest or len(set(found)) != len(found):
        raise row.place.error(f"the column {column!r} must hold {fewest} different things or more, separated by |")
    return found
