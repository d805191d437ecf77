"""Words to read aloud, one exercise a word.

A noun of one spoken syllable is read with its article ("une lune"): said alone it is too short to be heard surely; at
level 1 every noun has its article, which is also a first tool word to know.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exercises.activities import Activity
from exercises.exercise import Domain, Exercise, Grade, ReadAloud, ReadWord, Unit
from exercises.reading.difficulty import prior
from exercises.reading.syllables import spoken_count
from exercises.reading.words import Word, placed_words
from exercises.skills import SkillGraph
from exercises.sources import Placed
from exercises.typography import APOSTROPHE

INSTRUCTION = "Lis à voix haute."
_MOST_LETTERS_LEVEL_1 = 9
_NOT_NASAL = r"(?![aeiouyàâéèêëîïôûhmn])"
# What a spelling shows of the skills it needs, the one that is learnt last first.
_SIGNS: Final = tuple(
    (skill, re.compile(pattern))
    for skill, pattern in (
        ("reading.gpc.rare", r"ph|th|(?<![aeou])y|x|w|k"),
        ("reading.gpc.ill", r"ill|[aeu]il$|[ae]y[aeéo]"),
        ("reading.gpc.gn", r"gn"),
        ("reading.gpc.c_g", r"[cg][eiyéèê]|ç|gu[eiéè]|qu"),
        ("reading.gpc.s_z", r"ss|(?<=[aeiouyéèêû])s(?=[aeiouyéè])"),
        ("reading.gpc.eu", r"eu|œu"),
        ("reading.gpc.au", r"au"),
        ("reading.gpc.oi", r"oi(?!n)"),
        ("reading.gpc.in", rf"(?:[iy]|ai|ei)[nm]{_NOT_NASAL}"),
        ("reading.gpc.an", rf"[ae][nm]{_NOT_NASAL}"),
        ("reading.gpc.on", rf"o[nm]{_NOT_NASAL}"),
        ("reading.gpc.ou", r"ou"),
        ("reading.gpc.ch", r"ch"),
        ("reading.gpc.e", r"[éèê]|e[rtz]$|ai(?![nl])|ei(?![nl])"),
        ("reading.syllables.clusters", r"[bcdfgkptv][lr]"),
        ("reading.silent_letters", r"[dtpxz]$|s$|h"),
    )
)
_CLOSED = re.compile(r"[aeiouéèêàâîôû][lrcfsgptbdm]$")


def load_word_reading(path: Path, graph: SkillGraph) -> Iterator[Placed]:
    """One exercise a word; ContentError names the line of what is wrong."""
    for word, place in placed_words(path):
        yield Placed(_exercise(word, graph), place)


def _exercise(word: Word, graph: SkillGraph) -> Exercise:
    signs = [skill for skill, sign in _SIGNS if sign.search(word.text)]
    level = _level(word, signs)
    words = _read_words(word, with_article=bool(word.article) and (level == 1 or word.spoken_syllables < 2))
    return Exercise(
        id=f"reading.word.{word.text}",
        domain=Domain.READING,
        grade=word.grade,
        level=level,
        activity=Activity.READ_WORD,
        skills=tuple(_skills(word, signs, len(words) > 1, graph)),
        difficulty=prior(Unit.WORD, level, words),
        instruction=INSTRUCTION,
        content=ReadAloud(unit=Unit.WORD, text=" ".join(each.text for each in words), words=words),
    )


def _level(word: Word, signs: list[str]) -> int:
    if word.grade is not Grade.CP or word.spoken_syllables > 3:
        return 3
    return 1 if _is_simple(signs) and word.article and len(word.text) <= _MOST_LETTERS_LEVEL_1 else 2


def _skills(word: Word, signs: list[str], with_article: bool, graph: SkillGraph) -> Iterator[str]:
    """At least one; none that is taught later than the word's year."""
    yield from _in_time(word, signs, graph)
    if any(_CLOSED.search(syllable) for syllable in word.syllables):
        yield "reading.syllables.closed"
    if word.spoken_syllables > 2 and spoken_count(word.syllables) > 2:
        yield "reading.words.long"
    if _is_simple(signs) or not _in_time(word, signs, graph):
        yield "reading.words.cv"
    if not signs:
        yield "reading.syllables.simple"
    if with_article:
        yield "reading.tool_words"


def _in_time(word: Word, signs: list[str], graph: SkillGraph) -> list[str]:
    """The skills that are taught in the word's year or before."""
    grades = list(Grade)
    return [skill for skill in signs if grades.index(graph.skills[skill].grade) <= grades.index(word.grade)]


def _is_simple(signs: list[str]) -> bool:
    return set(signs) <= {"reading.gpc.e", "reading.gpc.ch"}


def _read_words(word: Word, with_article: bool) -> tuple[ReadWord, ...]:
    """The article, if read, and the word; "l’" makes one word with it."""
    alone = ReadWord(text=word.text, syllables=word.syllables)
    if not with_article:
        return (alone,)
    if word.article.endswith(APOSTROPHE):
        first, *rest = word.syllables
        return (ReadWord(text=word.with_article, syllables=(word.article + first, *rest)),)
    return (ReadWord(text=word.article, syllables=(word.article,)), alone)
