"""How French words are said: the table derived from Lexique 3.83 (see data/reading/lexicon.md), and ours of names."""

import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from exercises.errors import ContentError
from exercises.reading.phones import PHONES, Phones, from_codes
from exercises.sources import DATA, read_table

FILE = DATA / "reading" / "lexicon.tsv.gz"
NAMES = DATA / "reading" / "more_words.csv"
COLUMNS = ("mot", "phones")
_AS_IN_THE_TABLE = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


class Lexicon:
    """Pronunciations by spelling."""

    def __init__(self, codes: Mapping[str, str], names: Mapping[str, Phones]) -> None:
        self._codes = MappingProxyType(dict(codes))
        self._names = MappingProxyType(dict(names))

    @classmethod
    def load(cls, path: Path = FILE, names: Path = NAMES) -> "Lexicon":
        """The shipped tables, read once (a tenth of a second)."""
        return _load(path, names)

    def find(self, word: str) -> tuple[Phones, ...]:
        """The pronunciations of a word in small letters, the most frequent first; none when it is not known."""
        if word in self._names:
            return (self._names[word],)
        codes = self._codes.get(word.translate(_AS_IN_THE_TABLE))
        return tuple(map(from_codes, codes.split(","))) if codes else ()

    def __contains__(self, word: str) -> bool:
        return bool(self.find(word))

    def __len__(self) -> int:
        return len(self._codes)


@lru_cache(maxsize=2)
def _load(path: Path, names: Path) -> Lexicon:
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        codes = dict(line.split("\t") for line in lines)
    except (OSError, EOFError, ValueError) as error:
        raise ContentError(f"{path}: the lexicon cannot be read ({error}); make it anew with derive-lexicon") from None
    return Lexicon(codes, dict(_names(names)))


def _names(path: Path) -> Iterator[tuple[str, Phones]]:
    for row in read_table(path, COLUMNS):
        phones = tuple(row.needed("phones").split())
        for phone in phones:
            if phone not in PHONES:
                raise row.place.error(f"{phone!r} is no phone (known: {' '.join(PHONES)})")
        yield row.needed("mot"), phones
