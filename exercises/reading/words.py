"""The words of reading, from words.csv: how each is said, cut into syllables, how often met, for which year."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exercises.exercise import Grade
from exercises.reading.phones import PHONES, VOWELS, Phones
from exercises.sources import DATA, Place, Row, read_table
from exercises.typography import APOSTROPHE, LETTERS

FILE = DATA / "reading" / "words.csv"
COLUMNS: Final = ("mot", "article", "phones", "syllabes", "nature", "frequence", "classe")
ARTICLES: Final = ("un", "une", "le", "la", "l’", "les", "des")
NATURES: Final = ("nom", "adjectif", "verbe", "adverbe")
_VOWELS = frozenset("aàâeéèêëiîïoôuùûüœæ")
_PHONES = frozenset(PHONES)
_GRADES = {grade.value: grade for grade in Grade}


@dataclass(frozen=True, slots=True)
class Word:
    """A word a child may be given to read.

    `article` is empty but for nouns. `frequency` is in a million words of films. `syllables` are those of writing.
    """

    text: str
    article: str
    phones: Phones
    syllables: tuple[str, ...]
    nature: str
    frequency: float
    grade: Grade

    @property
    def spoken_syllables(self) -> int:
        """How many syllables are heard: one a vowel."""
        return sum(phone in VOWELS for phone in self.phones)

    @property
    def with_article(self) -> str:
        """ "une lune", "l’eau"; a word that has no article stays alone."""
        return f"{self.article}{'' if self.article.endswith(APOSTROPHE) else ' '}{self.text}".strip()


def load_words(path: Path = FILE) -> tuple[Word, ...]:
    """All words, the most frequent first; ContentError names the line of what is wrong."""
    return tuple(word for word, _ in placed_words(path))


def placed_words(path: Path = FILE) -> Iterator[tuple[Word, Place]]:
    """Each word and the line it is written on."""
    seen: set[str] = set()
    for row in read_table(path, COLUMNS):
        word = _word(row)
        if word.text in seen:
            raise row.place.error(f"{word.text!r} is there twice")
        seen.add(word.text)
        yield word, row.place


def _word(row: Row) -> Word:
    text, article, phones = row.needed("mot"), row["article"], tuple(row.needed("phones").split())
    syllables = tuple(row.needed("syllabes").split("-"))
    if not set(text) <= LETTERS or text != text.lower():
        raise row.place.error(f"{text!r} must be one word in small letters")
    if "".join(syllables) != text or not all(syllables):
        raise row.place.error(f"the syllables {row['syllabes']!r} do not spell {text!r}")
    if unknown := set(phones) - _PHONES:
        raise row.place.error(f"{min(unknown)!r} is no phone (known: {' '.join(PHONES)})")
    if row["nature"] not in NATURES:
        raise row.place.error(f"the nature must be one of {', '.join(NATURES)}, not {row['nature']!r}")
    _check_article(row, text, article)
    try:
        frequency = float(row["frequence"])
    except ValueError:
        raise row.place.error(f"the frequency must be a number such as 12.5, not {row['frequence']!r}") from None
    if row["classe"] not in _GRADES:
        raise row.place.error(f"the class must be one of {', '.join(_GRADES)}, not {row['classe']!r}")
    return Word(text, article, phones, syllables, row["nature"], frequency, _GRADES[row["classe"]])


def _check_article(row: Row, text: str, article: str) -> None:
    if (row["nature"] == "nom") != bool(article):
        raise row.place.error(f"{text!r}: a noun has an article, no other word has one")
    if article and article not in ARTICLES:
        raise row.place.error(f"the article must be one of {', '.join(ARTICLES)}, not {article!r}")
    vowel = text[0] in _VOWELS
    if (article in ("le", "la") and vowel) or (article == "l’" and not vowel and text[0] not in "hy"):
        raise row.place.error(f"the article {article!r} does not go before {text!r}")
