"""The numbers, dates and hours of a text, and how to write them in words: children of six read few digits aloud.

How a whole number is written is passed in (it belongs to the voice). What has no sure way in words is left as it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

InWords = Callable[[int], str]
"""The French words of a whole number; ValueError when it is too large."""

_SPACE: Final = "[ \u00a0\u202f]"
_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_UNITS: Final = {
    "€": ("euro", "euros"),
    "%": ("pour cent", "pour cent"),
    "°": ("degré", "degrés"),
    "cm": ("centimètre", "centimètres"),
    "mm": ("millimètre", "millimètres"),
    "km": ("kilomètre", "kilomètres"),
    "m": ("mètre", "mètres"),
    "kg": ("kilogramme", "kilogrammes"),
    "g": ("gramme", "grammes"),
    "L": ("litre", "litres"),
    "cL": ("centilitre", "centilitres"),
    "min": ("minute", "minutes"),
}
_FEMININE: Final = frozenset({"minute"})
_DATE: Final = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
_HOUR: Final = rf"(?P<hour>\d{{1,2}}){_SPACE}?(?:h{_SPACE}?(?P<minutes>\d{{2}})?(?![^\W\d_])|:(?P<after>\d{{2}})(?!\d))"
_ORDINAL: Final = r"(?P<rank>\d{1,4})(?P<mark>ers?|ères?|res?|èmes?|emes?|nde?s?|es?)(?![^\W\d_])"
_CARDINAL: Final = (
    rf"(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)(?:,(?P<decimals>\d{{1,2}}))?"
    rf"(?P<unit>{_SPACE}?(?:[€%°]|(?:cm|mm|km|kg|cL|min|m|g|L)(?![^\W\d_])))?"
)
_ANY: Final = re.compile(rf"(?<![\w/.,:])(?:{_DATE}|{_HOUR}|{_ORDINAL}|{_CARDINAL})(?![/\d]|:\d)")


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number as written, and in words (None: it stays). `check`: « un » might have to be « une »."""

    written: str
    words: str | None
    check: bool


def numbers_in(text: str, in_words: InWords) -> tuple[NumberFound, ...]:
    """The numbers of a text, once each, in order."""
    return tuple(dict.fromkeys(_read(found, in_words) for found in _ANY.finditer(text)))


def with_words(text: str, in_words: InWords) -> str:
    """The text with its numbers in words, those left as they are that have no sure way."""

    def replaced(found: re.Match[str]) -> str:
        words = _read(found, in_words).words
        if words is None:
            return found[0]
        starts = not re.search(r"[^\s«—]", re.split(r"[.!?…]\s|\n", text[: found.start()])[-1])
        return words[0].upper() + words[1:] if starts else words

    return _ANY.sub(replaced, text)


def _read(found: re.Match[str], in_words: InWords) -> NumberFound:
    try:
        words = _words(found, in_words)
    except ValueError:
        words = None
    number = found["number"]
    check = words is not None and number is not None and not found["unit"] and re.search(r"\bune?$", words) is not None
    return NumberFound(found[0], words, check)


def _words(found: re.Match[str], in_words: InWords) -> str | None:
    if found["day"]:
        day, month = int(found["day"]), int(found["month"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        return f"{'premier' if day == 1 else in_words(day)} {_MONTHS[month - 1]} {in_words(int(found['year']))}"
    if found["hour"]:
        return _hour(int(found["hour"]), int(found["minutes"] or found["after"] or 0), in_words)
    if found["rank"]:
        return _ordinal(int(found["rank"]), found["mark"], in_words)
    number = int(re.sub(_SPACE, "", found["number"]))
    decimals, unit = found["decimals"], (found["unit"] or "").strip(" \u00a0\u202f")
    words = in_words(number)
    if decimals:
        zeros = len(decimals) - len(decimals.lstrip("0"))
        rest = [in_words(int(decimals))] if decimals.strip("0") else []
        words = " ".join([words, "virgule", *["zéro"] * zeros, *rest])
    if not unit:
        return words
    one, many = _UNITS[unit]
    if one in _FEMININE and not decimals:
        words = _feminine(words)
    return f"{words} {one if number < 2 else many}"


def _hour(hour: int, minutes: int, in_words: InWords) -> str | None:
    if hour > 24 or minutes > 59:
        return None
    hours = f"{_feminine(in_words(hour))} {'heure' if hour < 2 else 'heures'}"
    return f"{hours} {_feminine(in_words(minutes))}" if minutes else hours


def _feminine(words: str) -> str:
    return re.sub(r"\bun$", "une", words)


def _ordinal(rank: int, mark: str, in_words: InWords) -> str | None:
    plural = "s" if mark.endswith("s") else ""
    if rank == 1:
        return f"{'première' if mark[0] in 'rè' else 'premier'}{plural}"
    if mark.startswith("nd"):
        return f"second{'e' if 'e' in mark else ''}{plural}" if rank == 2 else None
    if rank == 0 or mark in ("er", "ers", "re", "res", "ère", "ères"):
        return None
    stem = in_words(rank)
    stem = stem.removesuffix("s") if stem.endswith(("vingts", "cents")) else stem
    stem = stem.removesuffix("e")
    stem = re.sub(r"cinq$", "cinqu", re.sub(r"neuf$", "neuv", stem))
    return f"{stem}ième{plural}"
