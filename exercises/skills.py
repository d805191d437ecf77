"""Skills: the objectives of the programme that exercises train, and the graph of what must come before what."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field, ValidationError

from exercises.exercise import Domain, Grade
from exercises.frozen import Frozen
from exercises.reading.gpcs import RARE, RARE_MUTE, Gpc, Gpcs
from exercises.sources import DATA, Place, exact_keys, read_entries
from exercises.typography import NO_BREAK

FILE = "skills.yaml"
"""The file of each subject's folder."""
_KEYS = frozenset({"id", "nom", "classe", "prerequis", "programme"})
_OPTIONAL = frozenset({"periode"})


class Skill(Frozen):
    """One objective of the programme or one grapheme-phoneme correspondence.

    `name` is the French name the teacher sees; `grade` is the year in which it is expected; `programme` says where the
    official programme asks for it; `period` is the part of the school year (1 to 5) in which it is usually met.
    """

    id: str = Field(pattern=r"^(reading|maths)(\.[a-z0-9_]+)+$")
    name: str = Field(min_length=3)
    grade: Grade
    prerequisites: tuple[str, ...]
    programme: str = Field(min_length=3)
    period: int | None = Field(default=None, ge=1, le=5)

    @property
    def domain(self) -> Domain:
        """The subject, which is the first word of the id."""
        return Domain(self.id.split(".", 1)[0])


class SkillGraph:
    """All skills, in the order of the file, and their prerequisites: a directed graph without a cycle."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        self.skills: Mapping[str, Skill] = MappingProxyType(dict(skills))
        self.prerequisites: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {skill.id: skill.prerequisites for skill in skills.values()}
        )

    @classmethod
    def load(cls, directory: Path = DATA) -> "SkillGraph":
        """The skills of reading, its correspondences first, then those of maths."""
        gpcs = Gpcs.load(directory / "reading" / "gpcs.csv")
        return cls.read([directory / domain.value / FILE for domain in Domain], map(_gpc_skill, gpcs))

    @classmethod
    def read(cls, paths: Iterable[Path], others: Iterable[Skill] = ()) -> "SkillGraph":
        """Read and check files, whose skills come after the others; ContentError names the line of what is wrong."""
        skills = {skill.id: skill for skill in others}
        places: dict[str, Place] = {}
        for path in paths:
            before = len(skills)
            for place, entry in read_entries(path):
                skill = _skill(place, entry)
                if skill.id in places:
                    raise place.error(f"the skill {skill.id!r} is already on line {places[skill.id].line}")
                if skill.id in skills:
                    raise place.error(f"the skill {skill.id!r} comes from gpcs.csv already")
                skills[skill.id], places[skill.id] = skill, place
            if len(skills) == before:
                raise Place(path, 1).error("there is no skill")
        _check_prerequisites(skills, places)
        return cls(skills)

    def in_order(self) -> Iterable[str]:
        """Every skill, after those it needs."""
        return TopologicalSorter(self.prerequisites).static_order()

    def __contains__(self, skill: object) -> bool:
        return skill in self.skills

    def __len__(self) -> int:
        return len(self.skills)


def _gpc_skill(gpc: Gpc) -> Skill:
    graphemes, key_word = ", ".join(gpc.graphemes), f"«{NO_BREAK}{gpc.key_word}{NO_BREAK}»"
    if gpc.slug in (RARE, RARE_MUTE):
        name = f"Lire des {'lettres muettes' if gpc.mute else 'graphies'} que l’on voit rarement ({key_word})"
    elif gpc.mute:
        name = f"Ne pas dire {graphemes} dans {key_word}"
    else:
        name = f"Lire {graphemes} comme dans {key_word}"
    return Skill(
        id=gpc.skill,
        name=name,
        grade=gpc.grade,
        prerequisites=tuple(f"reading.gpc.{slug}" for slug in gpc.prerequisites),
        programme=f"Français, {gpc.grade.value.upper()}, correspondances graphèmes-phonèmes",
    )


def _skill(place: Place, entry: Mapping[str, Any]) -> Skill:
    exact_keys(place, entry, _KEYS, _OPTIONAL)
    try:
        return Skill(
            id=entry["id"],
            name=entry["nom"],
            grade=entry["classe"],
            prerequisites=entry["prerequis"],
            programme=entry["programme"],
            period=entry.get("periode"),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise place.error(f"{first['loc'][0]}: {first['msg']} (got {first['input']!r})") from None


def _check_prerequisites(skills: Mapping[str, Skill], places: Mapping[str, Place]) -> None:
    years = list(Grade)
    for identity, place in places.items():  # those of gpcs.csv were checked with it
        skill = skills[identity]
        for needed in skill.prerequisites:
            if needed not in skills:
                raise place.error(f"{skill.id!r} needs {needed!r}, which is no skill")
            if years.index(skills[needed].grade) > years.index(skill.grade):
                raise place.error(f"{skill.id!r} needs {needed!r}, which is taught in a later year")
    try:
        TopologicalSorter({skill.id: skill.prerequisites for skill in skills.values()}).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        place = min((places[skill] for skill in cycle), key=lambda place: place.line)
        raise place.error(f"these skills need one another in a circle: {' -> '.join(reversed(cycle))}") from None
