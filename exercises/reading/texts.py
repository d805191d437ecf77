"""Texts to read aloud: one Markdown file each in texts/, its description above, one line of the file a line shown."""

import re
from collections.abc import Iterator
from pathlib import Path

from exercises.activities import Activity
from exercises.errors import ContentError
from exercises.exercise import Domain, Exercise, ReadAloud, Unit
from exercises.reading.difficulty import prior
from exercises.reading.entry import check_french, check_length, read_entry, read_words
from exercises.reading.syllables import Syllables
from exercises.reading.tokens import split_words
from exercises.skills import SkillGraph
from exercises.sources import Place, Placed, exact_keys, read_front_matter
from exercises.typography import unbalanced_quotes

INSTRUCTION = "Lis ce texte à voix haute, à ton rythme."
WORDS = {1: (30, 42), 2: (35, 50), 3: (45, 60)}
LINE_MOST = 54  # characters that fit on a line of a small tablet, large print
_KEYS = frozenset({"titre", "niveau", "classe", "competences"})
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


def load_texts(directory: Path, graph: SkillGraph, syllables: Syllables) -> Iterator[Placed]:
    """One exercise a file, by name; ContentError names the file and the line of what is wrong."""
    paths = sorted(directory.glob("*.md"))
    if not paths:
        raise ContentError(f"{directory}: no text (*.md) is there")
    for path in paths:
        yield Placed(_exercise(path, graph, syllables), Place(path, 1))


def _exercise(path: Path, graph: SkillGraph, syllables: Syllables) -> Exercise:
    top = Place(path, 1)
    if not _SLUG.fullmatch(path.stem):
        raise top.error(f"the file's name must be words of a to z joined by hyphens, not {path.stem!r}")
    described, body = read_front_matter(path)
    exact_keys(top, described, _KEYS)
    title, skills = described["titre"], described["competences"]
    if not isinstance(title, str) or not title:
        raise top.error("'titre' must be the text's title")
    if not isinstance(skills, list):
        raise top.error("'competences' must be a list: [one, another]")
    check_french(top, title)
    entry = read_entry(top, str(described["niveau"]), str(described["classe"]), skills, graph)
    for place, line in body:
        if not line:
            raise place.error("an empty line stands in the text")
        check_french(place, line)
        if len(line) > LINE_MOST:
            raise place.error(f"the line has {len(line)} characters, {LINE_MOST} at most fit")
    text = "\n".join(line for _, line in body)
    if unbalanced_quotes(text):
        raise top.error("« and » must go by pairs")
    words = read_words(split_words(text), syllables)
    check_length(top, len(words), WORDS[entry.level], entry.level)
    return Exercise(
        id=f"reading.text.{path.stem}",
        domain=Domain.READING,
        grade=entry.grade,
        level=entry.level,
        activity=Activity.READ_TEXT,
        skills=entry.skills,
        difficulty=prior(Unit.TEXT, entry.level, words),
        instruction=INSTRUCTION,
        step=3,
        content=ReadAloud(unit=Unit.TEXT, title=title, text=text, words=words),
    )
