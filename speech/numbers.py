"""French words of the whole numbers 0 to 10,000: the programme's spelling (1990, hyphens), and all that may be said.

Septante, huitante, octante and nonante are heard as 70, 80 and 90; the words given back are those of France.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from speech.phonetics import phones

LARGEST = 10_000

_UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_ELSEWHERE = {7: ("septante",), 8: ("huitante", "octante"), 9: ("nonante",)}

# Consonants that are said or not, and how, depending on what follows (FACTS: six /sis/ /siz/ /si/).
_ENDINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "cinq": (("s", "ɛ̃", "k"), ("s", "ɛ̃")),
    "six": (("s", "i", "s"), ("s", "i"), ("s", "i", "z")),
    "huit": (("y", "i", "t"), ("y", "i")),
    "dix": (("d", "i", "s"), ("d", "i"), ("d", "i", "z")),
    "vingt": (("v", "ɛ̃"), ("v", "ɛ̃", "t")),
    "vingts": (("v", "ɛ̃"),),
    "cent": (("s", "ɑ̃"), ("s", "ɑ̃", "t")),
    "cents": (("s", "ɑ̃"),),
    "quatre": (("k", "a", "t", "ʁ"), ("k", "a", "t")),
}


def in_words(number: int) -> str:
    """The number in words, spelling of 1990: 21 vingt-et-un, 80 quatre-vingts, 2201 deux-mille-deux-cent-un.

    Raises ValueError outside 0 to LARGEST.
    """
    return spellings(number)[0]


@cache
def spellings(number: int) -> tuple[str, ...]:
    """All the words that say this number, those of France first. Raises ValueError outside 0 to LARGEST."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return rest_words(rest)
    if not rest:
        # Cent takes its s when it ends the number, multiplied: deux-cents, mille-deux-cents, but mille-cent.
        return tuple(f"{head}s" if re.search(r"(?<!mille)-cent$", head) else head for head in _heads(hundreds))
    return tuple(f"{head}-{words}" for head, words in product(_heads(hundreds), rest_words(rest)))


def head_words(hundreds: int) -> tuple[str, ...]:
    """All the words that say so many hundreds before tens and units: 12 mille-deux-cent, douze-cent; 0 nothing."""
    return _heads(hundreds) if hundreds else ("",)


def rest_words(rest: int) -> tuple[str, ...]:
    """All the words that say 0 to 99, those of France first."""
    tens, unit = divmod(rest, 10)
    others = [
        f"{name}-et-un" if unit == 1 else f"{name}-{_UNITS[unit]}" if unit else name
        for name in _ELSEWHERE.get(tens, ())
    ]
    return (_below_hundred(rest), *others)


@cache
def pronunciations(number: int) -> tuple[tuple[str, ...], ...]:
    """Folded phones of all the ways to say this number."""
    found: dict[tuple[str, ...], None] = {}
    for spelling in spellings(number):
        parts = [_ENDINGS.get(part, (phones(part),)) for part in spelling.split("-")]
        for choice in product(*parts):
            found[tuple(phone for part in choice for phone in part)] = None
    return tuple(found)


def parse(text: str) -> int | None:
    """The number that this text writes in digits or words (hyphens or spaces), None when it is not one.

    >>> parse("Soixante et onze."), parse("17"), parse("un lapin")
    (71, 17, None)
    """
    bare = re.sub(r"[^\w]+", "-", text.lower()).strip("-")
    if bare.isascii() and bare.isdigit():
        return int(bare) if len(bare) <= 5 and int(bare) <= LARGEST else None
    return _by_words().get(bare)


@cache
def _by_words() -> dict[str, int]:
    return {key: number for number in range(LARGEST + 1) for key in _written(number)}


def _written(number: int) -> Iterator[str]:
    for spelling in spellings(number):
        yield spelling
        if spelling.endswith(("vingts", "cents")):
            yield spelling[:-1]
        yield spelling.replace("-et-", "-")
        if spelling.endswith("-un"):
            yield spelling + "e"


@cache
def _heads(hundreds: int) -> tuple[str, ...]:
    thousands, cents = divmod(hundreds, 10)
    parts = []
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_UNITS[thousands]}-mille")
    if cents:
        parts.append("cent" if cents == 1 else f"{_UNITS[cents]}-cent")
    teens = [f"{_UNITS[hundreds]}-cent"] if thousands == 1 and cents else []
    return ("-".join(parts), *teens)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if tens == 8:
        return "quatre-vingts" if not unit else f"quatre-vingt-{_UNITS[unit]}"
    name = _TENS[tens]
    if not unit:
        return name
    return f"{name}-et-{_UNITS[unit]}" if unit in (1, 11) else f"{name}-{_UNITS[unit]}"
