"""Tool words ("un", "dans", "mais"): read at a glance, and too short to be heard surely."""

from functools import lru_cache
from pathlib import Path

from exercises.reading.tokens import core
from exercises.sources import DATA, Place, read_table, read_text
from exercises.typography import LETTERS, WORD_MARKS

FILE = DATA / "reading" / "tool_words.txt"
SETS = DATA / "reading" / "tool_word_sets.csv"
SETS_COLUMNS = ("serie", "mots")


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


@lru_cache(maxsize=8)
def load_tool_word_sets(path: Path = SETS, tool_words: Path = FILE) -> tuple[tuple[str, ...], ...]:
    """The tool words in the sets they are learnt by: the first trains reading.tool_words.set_1, and so on."""
    known, sets, seen = load_tool_words(tool_words), list[tuple[str, ...]](), set[str]()
    for row in read_table(path, SETS_COLUMNS):
        words = tuple(row.needed("mots").split())
        if row["serie"] != str(len(sets) + 1):
            raise row.place.error(f"the set {len(sets) + 1} is expected here, not {row['serie']!r}")
        for word in words:
            if word not in known:
                raise row.place.error(f"{word!r} is not in {tool_words.name}")
            if word in seen:
                raise row.place.error(f"{word!r} is in two sets")
            seen.add(word)
        sets.append(words)
    return tuple(sets)


def is_tool_word(written: str, tool_words: frozenset[str]) -> bool:
    """Whether a word as written, with its punctuation, is one of them; so is "l’" but never "l’école"."""
    return core(written).lower() in tool_words
