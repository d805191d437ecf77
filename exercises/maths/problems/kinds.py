"""The kinds of word problems (Vergnaud's classification), the skill each trains and how hard it is before numbers.

Additive kinds follow what is found everywhere: the end of a change is easiest, its start and the referent of a
comparison hardest (Riley, Greeno & Heller 1983; Vergnaud 1982). The weights are an author's guesses, to be refitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.exercise import Grade

ANY = "*"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """`skills` by year, the last one holding for later years; `harder`, in logits, than problems usually are."""

    name: str
    harder: float
    skills: tuple[str, ...]

    def skill(self, grade: Grade) -> str:
        """The skill that problems of this kind train in this year, without its `maths.`."""
        return f"problems.{self.skills[min(list(Grade).index(grade), len(self.skills) - 1)]}"


_KINDS: Mapping[tuple[str, str], ProblemKind] = {
    ("composition", "tout"): ProblemKind("composition_whole", -1.0, ("combine",)),
    ("composition", "partie"): ProblemKind("composition_part", -0.1, ("combine",)),
    ("transformation", "fin"): ProblemKind("transformation_end", -0.9, ("change",)),
    ("transformation", "changement"): ProblemKind("transformation_change", 0.0, ("change_unknown",)),
    ("transformation", "debut"): ProblemKind("transformation_start", 0.6, ("change_unknown",)),
    ("comparaison", "ecart"): ProblemKind("comparison_difference", 0.2, ("compare",)),
    ("comparaison", "compare"): ProblemKind("comparison_compared", -0.2, ("compare_amount",)),
    ("comparaison", "reference"): ProblemKind("comparison_referent", 0.9, ("compare_amount",)),
    ("etapes", ANY): ProblemKind("two_steps", 0.1, ("two_steps_30", "two_steps", "several_steps")),
    ("groupes", "tout"): ProblemKind("groups", -0.4, ("groups_30", "multiply")),
    ("partage", "groupes"): ProblemKind("quotition", 0.0, ("groups_30", "share")),
    ("partage", "part"): ProblemKind("partition", 0.0, ("groups_30", "share")),
    ("reste", ANY): ProblemKind("remainder", 0.7, ("share",)),
    ("fois", ANY): ProblemKind("times_more", 0.5, ("times_as_many",)),
    ("combinaisons", "tout"): ProblemKind("combinations", 0.8, ("cartesian",)),
    ("mixte", ANY): ProblemKind("mixed_steps", 0.6, ("two_steps", "two_steps", "several_steps")),
    ("monnaie", ANY): ProblemKind("money", -0.2, ("money",)),
    ("mesures", ANY): ProblemKind("measures", -0.1, ("measures",)),
    ("tri", ANY): ProblemKind("sort_data", 0.4, ("sort_data",)),
}

UNKNOWNS: Mapping[str, str] = {
    "tout": "whole",
    "partie": "part",
    "fin": "end",
    "changement": "change",
    "debut": "start",
    "ecart": "difference",
    "compare": "compared",
    "reference": "referent",
    "groupes": "groups",
    "part": "share",
    "reste": "remainder",
    "rapport": "ratio",
}
"""What may be sought, as files name it and as the features do."""


def kind_of(genre: str, unknown: str) -> ProblemKind | None:
    """The kind with this unknown, if there is one."""
    if unknown not in UNKNOWNS:
        return None
    return _KINDS.get((genre, unknown)) or _KINDS.get((genre, ANY))
