"""How French words are said: the table derived from Lexique 3.83 (see data/reading/lexicon.md)."""

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from exercises.errors import ContentError
from exercises.reading.phones import Phones, from_codes
from exercises.sources import DATA

FILE = DATA / "reading" / "lexicon.tsv.gz"
_AS_IN_THE_TABLE = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


class Lexicon:
    """Pronunciations by spelling."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._codes = MappingProxyType(dict(codes))

    @classmethod
    def load(cls, path: Path = FILE) -> "Lexicon":
        """The shipped table, read once (a tenth of a second, 15 MB)."""
        return _load(path)

    def find(self, word: str) -> tuple[Phones, ...]:
        """The pronunciations of a word in small letters, the most frequent first; none when it is not known."""
        codes = self._codes.get(word.translate(_AS_IN_THE_TABLE))
        return tuple(map(from_codes, codes.split(","))) if codes else ()

    def __contains__(self, word: str) -> bool:
        return word.translate(_AS_IN_THE_TABLE) in self._codes

    def __len__(self) -> int:
        return len(self._codes)


@lru_cache(maxsize=2)
def _load(path: Path) -> Lexicon:
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        return Lexicon(dict(line.split("\t") for line in lines))
    except (OSError, EOFError, ValueError) as error:
        raise ContentError(f"{path}: the lexicon cannot be read ({error}); make it anew with derive-lexicon") from None
