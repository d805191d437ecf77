"""Words to read aloud, from words.csv.

A noun of one spoken syllable is read with its article ("une lune"): said alone it is too short to be heard surely; at
level 1 every word has its article, which is also a first tool word to know.
"""

from collections.abc import Iterator
from pathlib import Path

from exercises.activities import Activity
from exercises.exercise import Domain, Exercise, ReadAloud, ReadWord, Unit
from exercises.reading.difficulty import prior
from exercises.reading.entry import check_french, read_entry
from exercises.reading.syllables import spoken_count
from exercises.skills import SkillGraph
from exercises.sources import Placed, Row, read_table
from exercises.typography import APOSTROPHE, LETTERS

COLUMNS = ("mot", "article", "syllabes", "niveau", "classe", "competences")
ARTICLES = ("un", "une", "le", "la", "l’", "les", "des", "")
INSTRUCTION = "Lis à voix haute."
_LETTERS_MOST = {1: 9, 2: 9, 3: 13}
_VOWELS = "aàâeéèêëiîïoôuùûœæ"


def load_words(path: Path, graph: SkillGraph) -> Iterator[Placed]:
    """One exercise a row; ContentError names the line of what is wrong."""
    for row in read_table(path, COLUMNS):
        yield Placed(_exercise(row, graph), row.place)


def _exercise(row: Row, graph: SkillGraph) -> Exercise:
    entry = read_entry(row.place, row["niveau"], row["classe"], row["competences"].split(), graph)
    words = _words(row)
    text = " ".join(word.text for word in words)
    check_french(row.place, text)
    if entry.level == 1 and not row["article"]:
        raise row.place.error("a word of level 1 is read with its article")
    if len(row["mot"]) > _LETTERS_MOST[entry.level]:
        raise row.place.error(f"{row['mot']!r} has more than {_LETTERS_MOST[entry.level]} letters")
    return Exercise(
        id=f"reading.word.{row['mot']}",
        domain=Domain.READING,
        grade=entry.grade,
        level=entry.level,
        activity=Activity.READ_WORD,
        skills=entry.skills,
        difficulty=prior(Unit.WORD, entry.level, words),
        instruction=INSTRUCTION,
        content=ReadAloud(unit=Unit.WORD, text=text, words=words),
    )


def _words(row: Row) -> tuple[ReadWord, ...]:
    """The article, if any, and the word; "l’" makes one word with it."""
    word, article, syllables = row.needed("mot"), row["article"], tuple(row.needed("syllabes").split("-"))
    if not set(word) <= LETTERS or word != word.lower():
        raise row.place.error(f"{word!r} must be one word in small letters")
    if "".join(syllables) != word or not all(syllables):
        raise row.place.error(f"the syllables {row['syllabes']!r} do not spell {word!r}")
    if article not in ARTICLES:
        raise row.place.error(f"the article must be one of {', '.join(ARTICLES[:-1])} or nothing, not {article!r}")
    if not article and spoken_count(syllables) < 2:
        raise row.place.error(f"{word!r} is one spoken syllable: it is read with its article")
    begins_with_vowel = word[0] in _VOWELS
    if (article in ("le", "la") and begins_with_vowel) or (
        article == "l’" and not begins_with_vowel and word[0] != "h"
    ):
        raise row.place.error(f"the article {article!r} does not go before {word!r}")
    if article.endswith(APOSTROPHE):
        return (ReadWord(text=article + word, syllables=(article + syllables[0], *syllables[1:])),)
    alone = (ReadWord(text=word, syllables=syllables),)
    return (ReadWord(text=article, syllables=(article,)), *alone) if article else alone
