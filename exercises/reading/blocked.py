"""The words no child is shown, from blocked_words.txt: rude, violent, sad beyond their age, brands, faiths."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from exercises.sources import DATA, Place, read_text
from exercises.typography import LETTERS

FILE = DATA / "reading" / "blocked_words.txt"


@dataclass(frozen=True, slots=True)
class BlockedWords:
    """Whole words, and beginnings of words."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, path: Path = FILE) -> "BlockedWords":
        """Read the list: words parted by spaces, a * after a beginning; lines that start with # are notes."""
        whole: set[str] = set()
        beginnings: set[str] = set()
        for number, line in enumerate(read_text(path).splitlines(), start=1):
            for entry in line.split() if not line.startswith("#") else ():
                word = entry.removesuffix("*")
                if not word or word != word.lower() or not set(word) <= LETTERS:
                    raise Place(path, number).error(
                        f"{entry!r} must be letters in small, with at most one * at its end"
                    )
                (beginnings if entry.endswith("*") else whole).add(word)
        return cls(frozenset(whole), tuple(sorted(beginnings)))

    def forbids(self, word: str) -> bool:
        """Whether a word in any case is one of them."""
        small = word.casefold()
        return small in self.whole or small.startswith(self.beginnings)
