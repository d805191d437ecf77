"""The sentences to read, from sentences_*.csv: for which year, how long, from which stage they decode."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises.exercise import Grade
from exercises.reading.french import check_sentence, check_slug, grade_of, number_of
from exercises.reading.tokens import split_words
from exercises.sources import DATA, Place, read_table

FOLDER = DATA / "reading"
COLUMNS = ("id", "phrase", "classe", "niveau", "etape")
WORDS = {
    Grade.CP: {1: (3, 6), 2: (5, 8), 3: (7, 10)},
    Grade.CE1: {1: (6, 9), 2: (8, 12), 3: (10, 14)},
    Grade.CE2: {1: (8, 12), 2: (10, 15), 3: (12, 18)},
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. `level` 1 to 3 within the year; `stage` 1 to 10: what must have been taught to decode it."""

    name: str
    text: str
    grade: Grade
    level: int
    stage: int
    place: Place


def load_sentences(folder: Path = FOLDER) -> tuple[Sentence, ...]:
    """All sentences, by year; ContentError names the file and the line of what is wrong."""
    seen: set[str] = set()
    found = []
    for grade in Grade:
        for sentence in _read(folder / f"sentences_{grade.value}.csv"):
            for said in (sentence.name, sentence.text):
                if said in seen:
                    raise sentence.place.error(f"{said!r} is there twice")
                seen.add(said)
            found.append(sentence)
    return tuple(found)


def _read(path: Path) -> Iterator[Sentence]:
    for row in read_table(path, COLUMNS):
        check_slug(row.place, row["id"])
        text = row.needed("phrase")
        check_sentence(row.place, text)
        grade = grade_of(row.place, row["classe"])
        level = number_of(row.place, row["niveau"], 1, 3, "niveau")
        shortest, longest = WORDS[grade][level]
        if not shortest <= len(split_words(text)) <= longest:
            raise row.place.error(
                f"level {level} of {grade.value} runs from {shortest} to {longest} words, "
                f"there are {len(split_words(text))}"
            )
        yield Sentence(
            f"{grade.value}-{row['id']}",
            text,
            grade,
            level,
            number_of(row.place, row["etape"], 1, 10, "etape"),
            row.place,
        )
