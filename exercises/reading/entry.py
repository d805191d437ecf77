"""What every item of reading says of itself: its level, its year and its skills; and the checks of its French."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exercises.exercise import Domain, Grade, ReadWord
from exercises.reading.syllables import Syllables
from exercises.reading.tokens import core, split_words
from exercises.skills import SkillGraph
from exercises.sources import Place
from exercises.typography import faults

LEVELS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Entry:
    """Level 1 to 3, the year it is for, and the skills it trains, the main one first."""

    level: int
    grade: Grade
    skills: tuple[str, ...]


def read_entry(place: Place, level: str, grade: str, skills: Sequence[str], graph: SkillGraph) -> Entry:
    """Check these cells of a row or a front matter."""
    if level not in LEVELS:
        raise place.error(f"the level must be 1, 2 or 3, not {level!r}")
    grades = [each.value for each in Grade]
    if grade not in grades:
        raise place.error(f"the class must be one of {', '.join(grades)}, not {grade!r}")
    if not skills:
        raise place.error("at least one skill is needed")
    if len(set(skills)) != len(skills):
        raise place.error("a skill is there twice")
    for skill in skills:
        if skill not in graph:
            raise place.error(f"{skill!r} is no skill")
        if graph.skills[skill].domain is not Domain.READING:
            raise place.error(f"{skill!r} is no skill of reading")
        if grades.index(graph.skills[skill].grade) > grades.index(grade):
            raise place.error(f"{skill!r} is taught in {graph.skills[skill].grade}, later than {grade}")
    return Entry(int(level), Grade(grade), tuple(skills))


def check_french(place: Place, text: str) -> None:
    """Refuse a line that breaks a rule of type, or a word that is two (or none) at the spaces."""
    for fault in faults(text):
        raise place.error(f"{fault}, in {text!r}")
    for word in split_words(text):
        if not core(word) or len(core(word).split()) != 1:
            raise place.error(f"{word!r} is not one word with its punctuation")


def check_length(place: Place, words: int, bounds: tuple[int, int], level: int) -> None:
    """Refuse what is too short or too long for its level."""
    shortest, longest = bounds
    if not shortest <= words <= longest:
        raise place.error(f"level {level} runs from {shortest} to {longest} words, there are {words}")


def read_words(words: Iterable[str], syllables: Syllables) -> tuple[ReadWord, ...]:
    """Words as written, cut into syllables."""
    return tuple(ReadWord(text=word, syllables=syllables.of(word)) for word in words)
