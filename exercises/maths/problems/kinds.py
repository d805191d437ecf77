"""The kinds of word problems (Vergnaud's classification), the skill each trains and how hard it is before numbers.

Additive kinds follow what is found everywhere: the end of a change is easiest, its start and the referent of a
comparison hardest (Riley, Greeno & Heller 1983; Vergnaud 1982). The weights are an author's guesses, to be refitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ANY = "*"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """`name` is the end of its skill's id; `difficulty` in logits for a pupil of the year, with easy numbers."""

    name: str
    difficulty: float

    @property
    def skill(self) -> str:
        """The skill that problems of this kind train."""
        return f"maths.problems.{self.name}"


_KINDS: Mapping[tuple[str, str], ProblemKind] = {
    ("composition", "tout"): ProblemKind("composition_whole", -1.5),
    ("composition", "partie"): ProblemKind("composition_part", -0.6),
    ("transformation", "fin"): ProblemKind("transformation_end", -1.4),
    ("transformation", "changement"): ProblemKind("transformation_change", -0.5),
    ("transformation", "debut"): ProblemKind("transformation_start", 0.1),
    ("comparaison", "ecart"): ProblemKind("comparison_difference", -0.3),
    ("comparaison", "compare"): ProblemKind("comparison_compared", -0.7),
    ("comparaison", "reference"): ProblemKind("comparison_referent", 0.4),
    ("etapes", ANY): ProblemKind("two_steps", -0.4),
    ("groupes", "tout"): ProblemKind("groups", -0.9),
    ("partage", "groupes"): ProblemKind("quotition", -0.5),
    ("partage", "part"): ProblemKind("partition", -0.5),
    ("reste", ANY): ProblemKind("remainder", 0.2),
    ("fois", ANY): ProblemKind("times_more", 0.0),
    ("combinaisons", "tout"): ProblemKind("combinations", 0.3),
    ("mixte", ANY): ProblemKind("mixed_steps", 0.1),
    ("monnaie", ANY): ProblemKind("money", -0.7),
    ("mesures", ANY): ProblemKind("measures", -0.6),
    ("tri", ANY): ProblemKind("sort_data", -0.1),
}

UNKNOWNS = ("tout", "partie", "fin", "changement", "debut", "ecart", "compare", "reference", "groupes", "part", "reste",
            "rapport")  # fmt: skip
"""What may be sought, as files name it; the place in this list is the feature `unknown`."""


def kind_of(genre: str, unknown: str) -> ProblemKind | None:
    """The kind with this unknown, if there is one."""
    if unknown not in UNKNOWNS:
        return None
    return _KINDS.get((genre, unknown)) or _KINDS.get((genre, ANY))


def all_kinds() -> tuple[ProblemKind, ...]:
    """Every kind once."""
    return tuple(_KINDS.values())
