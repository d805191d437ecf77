"""The French spelling dictionary (Hunspell's, through Spylls) and our own list of names and inventions."""

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from spylls.hunspell import Dictionary

from exercises.sources import read_table
from tests.needs import need
from tests.unit.content.french import ROOT

DICTIONARY = ROOT / "tablet_client" / "node_modules" / "dictionary-fr" / "index"
FIRST_NAMES = ROOT / "exercises" / "data" / "maths" / "first_names.csv"
_UNITS = frozenset(["cL", "dL", "mL"])
OUR_OWN = Path(__file__).parents[1] / "exercises" / "data" / "proper_nouns.txt"

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ELISION = re.compile(r"(?i)^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’']")


def words_in(text: str) -> Iterator[str]:
    """Its words, hyphens and apostrophes kept; a letter alone is no word to spell."""
    yield from (word for word in _WORD.findall(text) if len(word) > 1)


class Spelling:
    """Knows a word or not. Looking up is fast; each word is looked up once."""

    def __init__(self) -> None:
        need(DICTIONARY.with_suffix(".dic").is_file(), "the French dictionary (make test installs dictionary-fr)")
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # Spylls leaves its files open
            self._dictionary = Dictionary.from_files(str(DICTIONARY))
        self.ours = frozenset(our_own_words())
        self._first_names = frozenset(row["prenom"] for row in read_table(FIRST_NAMES, ("prenom", "genre")))
        self.met: set[str] = set()
        """Words of ours that were met."""
        self.knows = lru_cache(maxsize=None)(self._knows)

    def _knows(self, word: str) -> bool:
        if word in self._first_names or _ELISION.sub("", word) in self._first_names or word in _UNITS:
            return True
        return self._dictionary.lookup(word) or self._is_ours(word) or self._is_ours(_ELISION.sub("", word))

    def _is_ours(self, word: str) -> bool:
        for written in (word, word.lower()):
            if written in self.ours:
                self.met.add(written)
                return True
        return False


def our_own_words() -> list[str]:
    """The words of the list, without its notes."""
    lines = OUR_OWN.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if (word := line.partition("#")[0].strip())]
