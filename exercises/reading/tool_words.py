"""Tool words ("un", "dans", "mais"): read at a glance, and too short to be heard surely."""

from functools import lru_cache
from pathlib import Path

from exercises.reading.tokens import core
from exercises.sources import DATA, Place, read_text
from exercises.typography import LETTERS, WORD_MARKS

FILE = DATA / "reading" / "tool_words.txt"


@lru_cache(maxsize=8)
def load_tool_words(path: Path = FILE) -> frozenset[str]:
    """The tool words, in small letters."""
    found: set[str] = set()
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if word != word.lower() or not set(word) <= LETTERS | WORD_MARKS:
            raise Place(path, number).error(f"{word!r} must be one word in small letters, apostrophes written ’")
        if word in found:
            raise Place(path, number).error(f"{word!r} is there twice")
        found.add(word)
    return frozenset(found)


def is_tool_word(written: str, tool_words: frozenset[str]) -> bool:
    """Whether a word as written, with its punctuation, is one of them; so is "l’" but never "l’école"."""
    return core(written).lower() in tool_words
