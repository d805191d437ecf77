"""Skills: the objectives of the programme that exercises train, and the graph of what must come before what."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field, ValidationError

from exercises.exercise import Domain, Frozen, Grade
from exercises.sources import DATA, Place, exact_keys, read_entries

FILE = DATA / "skills.yaml"
_KEYS = frozenset({"id", "nom", "classe", "prerequis", "programme"})


class Skill(Frozen):
    """One objective of the programme or one grapheme-phoneme correspondence.

    `name` is the French name the teacher sees; `grade` is the year in which it is expected; `programme` says where the
    official programme asks for it.
    """

    id: str = Field(pattern=r"^(reading|maths)(\.[a-z0-9_]+)+$")
    name: str = Field(min_length=3)
    grade: Grade
    prerequisites: tuple[str, ...]
    programme: str = Field(min_length=3)

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
    def load(cls, path: Path = FILE) -> "SkillGraph":
        """Read and check the file; ContentError names the line of what is wrong."""
        skills: dict[str, Skill] = {}
        places: dict[str, Place] = {}
        for place, entry in read_entries(path):
            skill = _skill(place, entry)
            if skill.id in skills:
                raise place.error(f"the skill {skill.id!r} is already on line {places[skill.id].line}")
            skills[skill.id], places[skill.id] = skill, place
        if not skills:
            raise Place(path, 1).error("there is no skill")
        _check_prerequisites(skills, places)
        return cls(skills)

    def __contains__(self, skill: object) -> bool:
        return skill in self.skills

    def __len__(self) -> int:
        return len(self.skills)


def _skill(place: Place, entry: Mapping[str, Any]) -> Skill:
    exact_keys(place, entry, _KEYS)
    try:
        return Skill(
            id=entry["id"],
            name=entry["nom"],
            grade=entry["classe"],
            prerequisites=entry["prerequis"],
            programme=entry["programme"],
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise place.error(f"{first['loc'][0]}: {first['msg']} (got {first['input']!r})") from None


def _check_prerequisites(skills: Mapping[str, Skill], places: Mapping[str, Place]) -> None:
    years = list(Grade)
    for skill in skills.values():
        for needed in skill.prerequisites:
            if needed not in skills:
                raise places[skill.id].error(f"{skill.id!r} needs {needed!r}, which is no skill")
            if years.index(skills[needed].grade) > years.index(skill.grade):
                raise places[skill.id].error(f"{skill.id!r} needs {needed!r}, which is taught in a later year")
    try:
        TopologicalSorter({skill.id: skill.prerequisites for skill in skills.values()}).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        place = min((places[skill] for skill in cycle), key=lambda place: place.line)
        raise place.error(f"these skills need one another in a circle: {' -> '.join(reversed(cycle))}") from None
