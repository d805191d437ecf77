"""Sentences to read aloud, from sentences.csv."""

import re
from collections.abc import Iterator
from pathlib import Path

from exercises.activities import Activity
from exercises.exercise import Domain, Exercise, ReadAloud, Unit
from exercises.reading.difficulty import prior
from exercises.reading.entry import check_french, check_length, read_entry, read_words
from exercises.reading.syllables import Syllables
from exercises.reading.tokens import split_words
from exercises.skills import SkillGraph
from exercises.sources import Placed, Row, read_table
from exercises.typography import unbalanced_quotes

COLUMNS = ("id", "phrase", "niveau", "classe", "competences")
INSTRUCTION = "Lis cette phrase à voix haute."
WORDS = {1: (4, 8), 2: (5, 10), 3: (8, 13)}
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


def load_sentences(path: Path, graph: SkillGraph, syllables: Syllables) -> Iterator[Placed]:
    """One exercise a row; ContentError names the line of what is wrong."""
    for row in read_table(path, COLUMNS):
        yield Placed(_exercise(row, graph, syllables), row.place)


def _exercise(row: Row, graph: SkillGraph, syllables: Syllables) -> Exercise:
    if not _SLUG.fullmatch(row["id"]):
        raise row.place.error(f"the id must be words of a to z joined by hyphens, not {row['id']!r}")
    entry = read_entry(row.place, row["niveau"], row["classe"], row["competences"].split(), graph)
    text = row.needed("phrase")
    check_french(row.place, text)
    if unbalanced_quotes(text):
        raise row.place.error("« and » must go by pairs")
    if not text.removeprefix("«\u00a0")[0].isupper() or text[-1] not in ".!?…»":
        raise row.place.error("a sentence begins with a capital and ends with a point")
    words = read_words(split_words(text), syllables)
    check_length(row.place, len(words), WORDS[entry.level], entry.level)
    return Exercise(
        id=f"reading.sentence.{row['id']}",
        domain=Domain.READING,
        grade=entry.grade,
        level=entry.level,
        activity=Activity.READ_SENTENCE,
        skills=entry.skills,
        difficulty=prior(Unit.SENTENCE, entry.level, words),
        instruction=INSTRUCTION,
        step=2,
        content=ReadAloud(unit=Unit.SENTENCE, text=text, words=words),
    )
