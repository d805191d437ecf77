"""The parts of a subject under which skills are shown to teachers, by the second word of a skill's id."""

from collections.abc import Mapping
from typing import Final

from exercises.exercise import Domain

PARTS: Final[Mapping[Domain, Mapping[str, tuple[str, tuple[str, ...]]]]] = {
    Domain.READING: {
        "sounds": ("Entendre les sons et connaître les lettres", ("sounds", "letters")),
        "gpcs": ("Lire les sons dans les mots (graphèmes)", ("gpc", "silent_letters")),
        "words": ("Lire des syllabes et des mots", ("syllables", "words", "tool_words", "pseudo_words")),
        "aloud": ("Lire des phrases et des textes", ("sentences", "texts", "fluency")),
        "comprehension": ("Comprendre", ("comprehension", "vocabulary")),
        "spelling": ("Écrire et étudier la langue", ("spelling", "morphology")),
    },
    Domain.MATHS: {
        "numbers": ("Les nombres", ("numbers", "fractions")),
        "mental": ("Le calcul mental", ("add", "sub", "mul", "div", "mental")),
        "columns": ("Les opérations posées", ("columns",)),
        "problems": ("Les problèmes et les données", ("problems", "data")),
        "measures": ("Les grandeurs et les mesures", ("time", "money", "lengths", "masses", "capacities")),
        "geometry": ("La géométrie", ("geometry",)),
    },
}
"""By subject: a key, its French name, the families of skills in it. A test checks that no family is forgotten."""

_PART_OF: Final = {
    (domain.value, family): key
    for domain, parts in PARTS.items()
    for key, (_, families) in parts.items()
    for family in families
}


def part_of(skill: str) -> str:
    """The key of a skill's part.

    >>> part_of("maths.add.to_10")
    'mental'
    """
    domain, family, *_ = skill.split(".")
    return _PART_OF[domain, family]
