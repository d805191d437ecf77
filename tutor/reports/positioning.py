"""Positions for the report book (livret scolaire unique): a proposal, from what is known, by a rule that can be told.

Skills *expected* in a domain are those of the years before, and those of this year whose part of the year is over
(`terms_over`); correspondences are expected once the class was taught them. Of these, a skill is *observed* after
`SEEN` answers; it counts one when it is mastered, a half when it is to be seen again or half sure, else nothing.
    share = mean over the observed skills        under 0.4 not reached · under 0.8 partly · else reached
    exceeded: share 0.9 at least, and `BEYOND` skills mastered that are not expected yet
The position is *to confirm* when fewer than `SKILLS` skills or `ANSWERS` answers tell it, or when under a quarter of
what this year expects was observed. Nothing observed, or nothing expected yet: no position.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Final

from exercises.exercise import Grade
from exercises.reading.progression import school_week
from exercises.skills import Skill, SkillGraph
from exercises.sources import Branch, read_tree
from exercises.typography import NO_BREAK, set_in_type
from learner_model import SkillMastery, Status

FILE: Final = Path(__file__).parent / "data" / "lsu.yaml"
TERM_ENDS: Final = (7, 14, 20, 26, 34)
"""Weeks of school after which each part of the year is over (at each holiday); the last, when books are written."""
LAST_TERM: Final = len(TERM_ENDS)
ALL_TAUGHT: Final = 3
"""The part of CE1 by whose end every correspondence was taught."""
SEEN: Final = 3
SKILLS: Final = 4
ANSWERS: Final = 30
COVERED: Final = 0.25
REACHED, PARTLY, ALL = 0.8, 0.4, 0.9
BEYOND: Final = 3
TOLD: Final = 3
"""Skills named in the wording, of each sort."""

_KEYS: Final = frozenset({"id", "matiere", "nom", "competences", "reserve", "phrases"})
_OF_THE_SKILL, _AS_TAUGHT = "annoncée", "enseignée"
_YEARS: Final = list(Grade)


class Level(StrEnum):
    """The four positions of the report book, by the key of their sentence."""

    NOT_REACHED = "non_atteints"
    PARTLY = "partiels"
    REACHED = "atteints"
    EXCEEDED = "depasses"


LEVEL_NAMES: Final[Mapping[Level, str]] = {
    Level.NOT_REACHED: "Objectifs non atteints",
    Level.PARTLY: "Objectifs partiellement atteints",
    Level.REACHED: "Objectifs atteints",
    Level.EXCEEDED: "Objectifs dépassés",
}


@dataclass(frozen=True, slots=True)
class LsuDomain:
    """A domain of the report book. `terms`: a pattern of skills, and when they are expected."""

    id: str
    subject: str
    name: str
    terms: Mapping[str, int | str | None]
    caveat: str
    sentences: Mapping[Level, str]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a pupil stands in a domain. `level` is None when nothing can be said."""

    domain: LsuDomain
    level: Level | None
    to_confirm: bool
    expected: int
    observed: int
    mastered: int
    answers: int
    strengths: tuple[str, ...]
    to_work_on: tuple[str, ...]


def terms_over(day: date) -> int:
    """How many of the five parts of the school year are over: none in September, all from mid-June."""
    return sum(end <= school_week(day) for end in TERM_ENDS)


@lru_cache(maxsize=2)
def lsu_domains(path: Path = FILE) -> tuple[LsuDomain, ...]:
    """The domains in the order of the report book; ContentError names the line of what is wrong."""
    return tuple(_domain(branch) for branch in read_tree(path).items())


def domain_of(skill: str) -> LsuDomain | None:
    """The domain that a skill tells something of."""
    found = _place_of(skill)
    return found[0] if found else None


def is_expected(skill: Skill, grade: Grade, over: int, taught: Collection[str] | None) -> bool:
    """Whether a pupil of this year should know a skill by now. `taught`: skills of correspondences, None for all."""
    year, own = _YEARS.index(grade), _YEARS.index(skill.grade)
    if own != year:
        return own < year
    _, term = _place_of(skill.id) or (None, None)
    if term == _OF_THE_SKILL:
        return (skill.period or LAST_TERM) <= over
    if term == _AS_TAUGHT:
        return skill.id in taught if taught is not None else over >= ALL_TAUGHT
    return isinstance(term, int) and term <= over


@dataclass(frozen=True, slots=True)
class Field:
    """The skills that tell something of a domain, and those of them that a pupil of this year should know by now."""

    domain: LsuDomain
    skills: Sequence[Skill]
    expected: Sequence[Skill]


def fields(skills: SkillGraph, grade: Grade, day: date, taught: Collection[str] | None) -> list[Field]:
    """What each domain of the report book holds, in its order: the same for a whole class."""
    over = terms_over(day)
    own: dict[str, list[Skill]] = {}
    for skill in skills.skills.values():
        if (domain := domain_of(skill.id)) is not None:
            own.setdefault(domain.id, []).append(skill)
    return [
        Field(domain, found, [one for one in found if is_expected(one, grade, over, taught)])
        for domain in lsu_domains()
        for found in [own.get(domain.id, [])]
    ]


def positions(known: Mapping[str, SkillMastery], among: Sequence[Field], grade: Grade) -> list[Position]:
    """A pupil's position in each of these domains."""
    return [_position(field, known, grade) for field in among]


def wording(position: Position, skills: SkillGraph) -> str:
    """A few sentences to copy or to change; empty when there is no position."""
    if position.level is None:
        return ""
    said = [position.domain.sentences[position.level]]
    for title, named in (("Points d’appui", position.strengths), ("À poursuivre", position.to_work_on)):
        if named:
            said.append(f"{title}{NO_BREAK}: {f'{NO_BREAK}; '.join(_in_a_list(skills.skills[one]) for one in named)}.")
    return " ".join(said)


def _position(field: Field, known: Mapping[str, SkillMastery], grade: Grade) -> Position:
    own, expected = field.skills, field.expected
    named = {skill.id for skill in expected}
    this_year = [skill for skill in expected if skill.grade is grade]
    observed = [skill for skill in expected if _answers(known.get(skill.id)) >= SEEN]
    worth = {skill.id: _worth(known[skill.id]) for skill in observed}
    answers = sum(_answers(known.get(skill.id)) for skill in observed)
    beyond = [
        skill.id
        for skill in own
        if skill.id not in named and _answers(known.get(skill.id)) >= SEEN and _worth(known[skill.id]) == 1
    ]
    mastered = [skill.id for skill in observed if worth[skill.id] == 1]
    seen_now = sum(skill.grade is grade for skill in observed)
    return Position(
        domain=field.domain,
        level=_level(sum(worth.values()) / len(worth), len(beyond)) if worth else None,
        to_confirm=len(observed) < SKILLS or answers < ANSWERS or seen_now < COVERED * len(this_year) or not this_year,
        expected=len(expected),
        observed=len(observed),
        mastered=len(mastered),
        answers=answers,
        # The latest in the programme first: they tell most.
        strengths=tuple([*beyond[::-1], *mastered[::-1]][:TOLD]),
        to_work_on=tuple(sorted((one for one in worth if worth[one] < 1), key=lambda one: known[one].probability)[:2]),
    )


def _level(share: float, beyond: int) -> Level:
    if share >= ALL and beyond >= BEYOND:
        return Level.EXCEEDED
    if share >= REACHED:
        return Level.REACHED
    return Level.PARTLY if share >= PARTLY else Level.NOT_REACHED


def _worth(one: SkillMastery) -> float:
    if one.status in (Status.ACQUIRED, Status.FRAGILE):
        return 1.0
    return 0.5 if one.status is Status.REVIEW or one.probability >= 0.5 else 0.0


def _answers(one: SkillMastery | None) -> int:
    return one.successes + one.failures if one is not None else 0


@lru_cache(maxsize=1024)
def _place_of(skill: str) -> tuple[LsuDomain, int | str] | None:
    """Its domain and when it is expected there: the first pattern that fits, in each domain; null leaves it out."""
    for domain in lsu_domains():
        term = next((term for pattern, term in domain.terms.items() if fnmatchcase(skill, pattern)), None)
        if term is not None:
            return domain, term
    return None


def _in_a_list(skill: Skill) -> str:
    """« Lire un texte court » inside a sentence; « CP » and the like keep their capital."""
    name = skill.name.split(" (")[0].split(f"{NO_BREAK};")[0]
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def _domain(branch: Branch) -> LsuDomain:
    place = branch.place
    entry = {key: one.plain for key, one in branch.entries(_KEYS).items()}
    for pattern, term in entry["competences"].items():
        if term not in (*range(1, LAST_TERM + 1), _OF_THE_SKILL, _AS_TAUGHT, None):
            raise place.error(f"{pattern}: a period from 1 to 5, {_OF_THE_SKILL}, {_AS_TAUGHT} or null, not {term!r}")
    missing = {level.value for level in Level} - entry["phrases"].keys() if entry["competences"] else set()
    if missing:
        raise place.error(f"a sentence is missing for {', '.join(sorted(missing))}")
    return LsuDomain(
        id=entry["id"],
        subject=entry["matiere"],
        name=entry["nom"],
        terms=entry["competences"],
        caveat=set_in_type(entry["reserve"]),
        sentences={Level(key): set_in_type(text) for key, text in entry["phrases"].items()},
    )
