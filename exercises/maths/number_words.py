"""Whole numbers in French words, spelled as the programme does (1990: hyphens everywhere), and read back from them."""

import re
from functools import cache

LARGEST = 10_000
_UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante")
_ELSEWHERE = (("septante", 70), ("huitante", 80), ("octante", 80), ("nonante", 90))


def in_words(number: int) -> str:
    """The number in words: 21 vingt-et-un, 80 quatre-vingts, 2201 deux-mille-deux-cent-un.

    Raises ValueError outside 0 to LARGEST.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    thousands, rest = divmod(number, 1000)
    hundreds, below = divmod(rest, 100)
    parts: list[str] = []
    if thousands:
        parts += ["mille"] if thousands == 1 else [_UNITS[thousands], "mille"]
    if hundreds:
        parts += ["cent"] if hundreds == 1 else [_UNITS[hundreds], "cent" if below else "cents"]
    if below or not parts:
        parts.append(_below_hundred(below))
    return "-".join(parts)


def from_words(text: str) -> int | None:
    """The number that these words write, hyphens or spaces, old spelling or new; None when it is none."""
    return _by_words().get(_bare(text))


def _bare(text: str) -> str:
    """As a key: without hyphens, the final s of vingts and cents, « et », the e of une."""
    words = re.split(r"[\s\-]+", text.strip().casefold())
    kept = [re.sub(r"^(vingt|cent|mille)s$", r"\1", word) for word in words if word != "et"]
    return " ".join("un" if word == "une" else word for word in kept)


@cache
def _by_words() -> dict[str, int]:
    found = {_bare(in_words(number)): number for number in range(LARGEST + 1)}
    for number in range(100):
        for name, tens in _ELSEWHERE:
            if tens <= number < tens + 10:
                found[f"{name} {_UNITS[number - tens]}" if number > tens else name] = number
    for hundreds in range(11, 20):  # douze-cents
        for below in range(100):
            words = f"{_UNITS[hundreds]} cent {in_words(below)}" if below else f"{_UNITS[hundreds]} cent"
            found[_bare(words)] = 100 * hundreds + below
    return found


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    name = "quatre-vingt" if tens == 8 else _TENS[tens]
    if not unit:
        return "quatre-vingts" if tens == 8 else name
    return f"{name}-et-{_UNITS[unit]}" if unit in (1, 11) and tens != 8 else f"{name}-{_UNITS[unit]}"
