"""Pictures of words, from pictures.csv: OpenMoji drawings that a child of six names without doubt.

Two pictures that might be taken for one another ("confusions") are never choices of one exercise. A picture of an
adjective (a colour, a feeling) goes only with others of adjectives: a tomato is red too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exercises.reading.words import Word
from exercises.sources import DATA, Row, read_table

FILE = DATA / "reading" / "pictures.csv"
COLUMNS: Final = ("mot", "article", "hexcode", "alternative", "confusions")
_HEXCODE = re.compile(r"[0-9A-F]{4,5}(-[0-9A-F]{4,5})*")


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing of a word. `alternatives` are other right names; `confusions` words of pictures too like it."""

    word: Word
    hexcode: str
    alternatives: frozenset[str]
    confusions: frozenset[str]

    def may_stand_with(self, other: "Picture") -> bool:
        """Whether a child who sees both can only name each by its own word."""
        return (
            self.word.text != other.word.text
            and (self.word.nature == "adjectif") == (other.word.nature == "adjectif")
            and other.word.text not in self.confusions
            and self.word.text not in other.confusions
            and not self.alternatives & other.alternatives
        )


def load_pictures(words: Iterable[Word], path: Path = FILE) -> Mapping[str, Picture]:
    """Pictures by word; ContentError names the line of what is wrong."""
    known = {word.text: word for word in words}
    rows = list(read_table(path, COLUMNS))
    drawn = {row["mot"] for row in rows}
    pictures: dict[str, Picture] = {}
    hexcodes: set[str] = set()
    for row in rows:
        picture = _picture(row, known, drawn)
        if picture.word.text in pictures or picture.hexcode in hexcodes:
            raise row.place.error(f"{row['mot']!r} or {row['hexcode']} is there twice")
        pictures[picture.word.text] = picture
        hexcodes.add(picture.hexcode)
    return pictures


def _picture(row: Row, known: Mapping[str, Word], drawn: set[str]) -> Picture:
    word = known.get(row.needed("mot"))
    if word is None:
        raise row.place.error(f"{row['mot']!r} is no word of words.csv")
    if row["article"] != word.article:
        raise row.place.error(f"the article of {word.text!r} is {word.article!r} in words.csv, not {row['article']!r}")
    if not _HEXCODE.fullmatch(row["hexcode"]):
        raise row.place.error(f"{row['hexcode']!r} is no hexcode such as 1F436")
    confusions = frozenset(row["confusions"].split())
    for each in sorted(confusions - drawn):
        raise row.place.error(f"{each!r} has no picture, so {word.text!r} cannot be taken for it")
    return Picture(word, row["hexcode"], frozenset(row["alternative"].split()), confusions)
