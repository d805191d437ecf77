"""What the official programme asks for, objective by objective, and the exercises that answer to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from exercises.exercise import Domain, Exercise, Grade
from exercises.skills import SkillGraph
from exercises.sources import DATA, Place, read_entries

FILE = DATA / "programme.yaml"
CYCLE = "cycle 2"
"""Where an objective that is met elsewhere names no year."""
_NEEDED = frozenset({"matiere", "partie", "classe", "objectif"})
_COVERED, _ELSEWHERE = frozenset({"competences"}), frozenset({"ailleurs"})


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective. Covered: `grade` and `skills`, maybe with a `caveat`; else `elsewhere` says where it is met."""

    subject: str
    part: str
    text: str
    grade: Grade | None
    skills: frozenset[str]
    caveat: str
    elsewhere: str

    @property
    def covered(self) -> bool:
        """Whether the tutor has exercises for it."""
        return not self.elsewhere


class Answers:
    """Which exercises answer to an objective: those of its year that train one of its skills."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._by_skill: dict[tuple[Grade, str], list[Exercise]] = defaultdict(list)
        for exercise in exercises:
            for skill in exercise.skills:
                self._by_skill[exercise.grade, skill].append(exercise)

    def to(self, objective: Objective) -> list[Exercise]:
        """Each once."""
        if objective.grade is None:
            return []
        found = (self._by_skill.get((objective.grade, skill), []) for skill in sorted(objective.skills))
        return list({exercise.id: exercise for each in found for exercise in each}.values())


def load_programme(graph: SkillGraph, path: Path = FILE) -> tuple[Objective, ...]:
    """The objectives of the file in its order, then those of maths; ContentError names the line of what is wrong."""
    return (*_objectives(graph, path), *_of_maths(graph))


def _of_maths(graph: SkillGraph) -> Iterator[Objective]:
    """In maths each skill was written as one objective of the programme, under its heading: nothing is said twice."""
    skills = [skill for skill in graph.skills.values() if skill.domain is Domain.MATHS]
    parts = {skill.id: skill.programme.split(", ", 2)[2] for skill in skills}
    order = list(dict.fromkeys(parts.values()))
    for skill in sorted(skills, key=lambda each: (order.index(parts[each.id]), list(Grade).index(each.grade))):
        yield Objective("Mathématiques", parts[skill.id], skill.name, skill.grade, frozenset({skill.id}), "", "")


def _objectives(graph: SkillGraph, path: Path) -> Iterator[Objective]:
    for place, entry in read_entries(path):
        keys = frozenset(entry) - {"reserve"}
        if keys not in (_NEEDED | _COVERED, _NEEDED | _ELSEWHERE):
            raise place.error(f"an objective has {', '.join(sorted(_NEEDED))}, and either competences or ailleurs")
        elsewhere = str(entry.get("ailleurs", ""))
        yield Objective(
            subject=str(entry["matiere"]),
            part=str(entry["partie"]),
            text=str(entry["objectif"]),
            grade=None if elsewhere and entry["classe"] == CYCLE else _grade(place, entry),
            skills=frozenset(_skills(place, entry, graph)) if not elsewhere else frozenset(),
            caveat=str(entry.get("reserve", "")),
            elsewhere=elsewhere,
        )


def _grade(place: Place, entry: Mapping[str, Any]) -> Grade:
    try:
        return Grade(entry["classe"])
    except ValueError:
        raise place.error(f"classe must be one of {', '.join(Grade)}, not {entry['classe']!r}") from None


def _skills(place: Place, entry: Mapping[str, Any], graph: SkillGraph) -> Iterator[str]:
    patterns = entry["competences"]
    if not isinstance(patterns, list) or not patterns:
        raise place.error("competences must be a list of skills such as [reading.letters.*]")
    for pattern in patterns:
        found = [skill for skill in graph.skills if fnmatchcase(skill, str(pattern))]
        if not found:
            raise place.error(f"no skill is named {pattern!r}")
        yield from found
