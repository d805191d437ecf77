"""Dates, lengths of time and numbers, in French words and signs."""

from datetime import date
from typing import Final

from exercises.typography import NO_BREAK

_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT: Final = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def long_date(day: date) -> str:
    """« 1er septembre 2026 »."""
    return f"{_day(day)}{NO_BREAK}{_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """« 12 oct. »."""
    return f"{_day(day)}{NO_BREAK}{_SHORT[day.month - 1]}"


def duration(seconds: int) -> str:
    """Hours and minutes, the nearest; « moins d’une minute »."""
    minutes = round(seconds / 60)
    if minutes == 0:
        return "moins d’une minute"
    hours, rest = divmod(minutes, 60)
    told = [counted(hours, "heure", "heures")] if hours else []
    if rest:
        told.append(counted(rest, "minute", "minutes"))
    return " et ".join(told)


def counted(count: int, one: str, many: str) -> str:
    """« 1 exercice », « 2 exercices », « 1 204 exercices »; in French, zero is singular."""
    return f"{whole(count)}{NO_BREAK}{one if count < 2 else many}"


def whole(count: int) -> str:
    """Thousands apart."""
    return f"{count:,}".replace(",", NO_BREAK)


def percent(share: float | None) -> str:
    """« 83 % »; a dash when there is none."""
    return "–" if share is None else f"{round(100 * share)}{NO_BREAK}%"


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
