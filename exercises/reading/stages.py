"""Whether sentences and texts decode at the stage their authors state: the words above it, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises.reading.decodability import DecodedWord, Decoder
from exercises.reading.gpcs import STAGES
from exercises.sources import DATA, Place, read_front_matter, read_table

SENTENCE_COLUMNS = ("id", "phrase", "classe", "niveau", "etape")


@dataclass(frozen=True, slots=True)
class Above:
    """A word that a pupil of the stated stage cannot decode yet."""

    place: Place
    stated: int
    word: DecodedWord


def sentences_and_texts(*paths: Path) -> Iterator[Path]:
    """The files to check: those named, those in the folders named, or without any the shipped ones."""
    for path in paths or (DATA / "reading",):
        yield from sorted((*path.glob("sentences*.csv"), *path.glob("texts/*.md"))) if path.is_dir() else (path,)


def words_above(path: Path, decoder: Decoder) -> Iterator[Above]:
    """The words above the stated stage of a table of sentences (columns phrase and etape) or of a text in Markdown."""
    for place, text, stated in _sentences(path) if path.suffix == ".csv" else _text(path):
        for word in decoder.text(text).words:
            if word.stage > stated and not decoder.by_heart(word.written):
                yield Above(place, stated, word)


def _sentences(path: Path) -> Iterator[tuple[Place, str, int]]:
    for row in read_table(path, SENTENCE_COLUMNS):
        yield row.place, row["phrase"], _stage(row.place, row["etape"])


def _text(path: Path) -> Iterator[tuple[Place, str, int]]:
    described, body = read_front_matter(path)
    top = Place(path, 1)
    stated = _stage(top, str(described.get("etape", "")))
    yield top, str(described.get("titre", "")), stated
    for place, line in body:
        if line.startswith("## "):  # notes and questions are heard, not only read
            return
        yield place, line, stated


def _stage(place: Place, written: str) -> int:
    if written not in map(str, STAGES):
        raise place.error(f"the stage must be {STAGES[0]} to {STAGES[-1]}, not {written!r}")
    return int(written)
