"""Words of a transcript, compared without accents, capitals, apostrophes or punctuation."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 400
"""Characters of a transcript that are read: no child's sentence is longer, and no time is lost on one that is."""
_PARTS = re.compile(r"\d+|[^\W\d_]+|[€=+×<>]")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f.](?=\d{3}(?!\d))")
_RANKS = re.compile(r"(?<![^\W_])(\d+)(?:e|er|\u00e8re|\u00e8me|eme)(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it is `written`, in lower case, and `plain`, without accents."""

    written: str
    plain: str


def words(text: str) -> list[Word]:
    """The words, apostrophes and hyphens between them; signs of calculation are words; « 1 200 » is one."""
    text = unicodedata.normalize("NFC", text[:LONGEST]).lower().replace("œ", "oe").replace("æ", "ae")
    text = _RANKS.sub(r"\1", _THOUSANDS.sub("", text))
    return [Word(part, unaccented(part)) for part in _PARTS.findall(text)]


def plain(text: str) -> str:
    """The words without accents, one space between them: what is compared."""
    return " ".join(word.plain for word in words(text))


@lru_cache(maxsize=10_000)
def unaccented(text: str) -> str:
    """Without accents or cedillas."""
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def find(listed: Sequence[str], within: Sequence[str], start: int = 0) -> int:
    """Where the first run of words is found in the second, -1 when it is not."""
    for at in range(start, len(within) - len(listed) + 1):
        if tuple(within[at : at + len(listed)]) == tuple(listed):
            return at
    return -1
