"""All that can be served: every exercise and every skill, read from the data and checked at load."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from exercises.compiled import ready_made
from exercises.errors import ContentError
from exercises.exercise import Ask, Build, Choose, Compute, Domain, Exercise, Grade, ReadAloud, Write
from exercises.frozen import Frozen
from exercises.maths.families import maths_exercises
from exercises.maths.misconceptions.ladder import FAMILIES, MISCONCEPTIONS, ladders, misconceptions
from exercises.reading.making import reading_exercises
from exercises.reading.tokens import core
from exercises.skills import SkillGraph
from exercises.sources import DATA, Place


class DomainSummary(Frozen):
    """Figures of one subject: exercises are distinct ones that can be served."""

    skills: int
    skills_without_exercise: int
    exercises: int
    by_kind: dict[str, int]
    by_grade: dict[str, int]


class MathsSummary(DomainSummary):
    """Maths also counts the misconceptions it can detect."""

    misconceptions: int


class CatalogueSummary(Frozen):
    """What `tutor catalogue --json` prints."""

    domains: dict[str, MathsSummary | DomainSummary]


class Catalogue:
    """Exercises by id, in a steady order, and the graph of their skills."""

    def __init__(self, skills: SkillGraph, exercises: Mapping[str, Exercise]) -> None:
        self.skills = skills
        self.exercises: Mapping[str, Exercise] = MappingProxyType(dict(exercises))
        self._untrained = untrained(skills, self.exercises)

    @property
    def prerequisites(self) -> dict[str, tuple[str, ...]]:
        """What the learner model is to know: the skills that exercises train, and those of them each one needs.

        What nothing trains could never be learnt and would shut off what needs it: what it needs itself stands in.
        """
        found: dict[str, tuple[str, ...]] = {}
        for skill in self.skills.in_order():
            needed = self.skills.prerequisites[skill]
            found[skill] = tuple(
                dict.fromkeys(chain.from_iterable(found[n] if n in self._untrained else (n,) for n in needed))
            )
        return {skill: needed for skill, needed in found.items() if skill not in self._untrained}

    @classmethod
    def load(cls, directory: Path = DATA) -> "Catalogue":
        """Read and check all content; ContentError names the file and the line of what is wrong."""
        return _shipped() if directory == DATA else _read(directory, lambda make: make())

    @cached_property
    def spoken_texts(self) -> tuple[str, ...]:
        """Every text that the client may ask to hear, once each, those most often wanted first.

        Instructions; words, sentences and lines as shown; titles; what is built or written; each word of them with and
        without its punctuation; numbers.
        """
        return tuple(dict.fromkeys(chain(self._whole_texts(), self._single_words(), self._numbers())))

    def summary(self) -> CatalogueSummary:
        """The figures of each subject."""
        return CatalogueSummary(domains={domain.value: self._domain_summary(domain) for domain in Domain})

    def _domain_summary(self, domain: Domain) -> DomainSummary:
        exercises = [exercise for exercise in self.exercises.values() if exercise.domain is domain]
        by_grade = Counter(exercise.grade.value for exercise in exercises)
        summary = DomainSummary(
            skills=sum(skill.domain is domain for skill in self.skills.skills.values()),
            skills_without_exercise=sum(self.skills.skills[skill].domain is domain for skill in self._untrained),
            exercises=len(exercises),
            by_kind=dict(sorted(Counter(exercise.kind.value for exercise in exercises).items())),
            by_grade={grade.value: by_grade[grade.value] for grade in Grade},
        )
        if domain is Domain.MATHS:
            return MathsSummary(**summary.model_dump(), misconceptions=len(misconceptions()))
        return summary

    def _readings(self) -> Iterator[ReadAloud]:
        return (each.content for each in self.exercises.values() if isinstance(each.content, ReadAloud))

    def _whole_texts(self) -> Iterator[str]:
        yield from (exercise.instruction for exercise in self.exercises.values())
        for exercise in self.exercises.values():
            content = exercise.content
            if isinstance(content, ReadAloud):
                if content.title:
                    yield content.title
                yield from content.text.split("\n")
            elif not isinstance(content, Compute):
                yield from filter(None, (content.prompt.say, content.prompt.title))
                if isinstance(content, Choose):
                    yield from (option.say for option in content.options if option.say)
                elif isinstance(content, Build):
                    yield from content.joined.join(content.answers[0]).split("\n")
                elif isinstance(content, Write):
                    yield content.answers[0]
                yield from (content.prompt.passage or "").split("\n") if content.prompt.passage else ()

    def _single_words(self) -> Iterator[str]:
        written = [word.text for reading in self._readings() for word in reading.words]
        yield from map(core, written)
        yield from written

    def _numbers(self) -> Iterator[str]:
        computed = (each.content for each in self.exercises.values() if isinstance(each.content, Compute | Ask))
        yield from map(str, range(max((each.largest for each in computed), default=-1) + 1))


def untrained(graph: SkillGraph, exercises: Mapping[str, Exercise]) -> frozenset[str]:
    """The skills that no exercise trains."""
    return frozenset(graph.skills) - {skill for exercise in exercises.values() for skill in exercise.skills}


Maker = Callable[[], Mapping[str, Exercise]]


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    """The content that comes with the program: read once, for it never changes while the program runs."""
    content = _read(DATA, ready_made)
    gc.freeze()  # it stays: looking for garbage among a quarter of a million objects only makes pupils wait
    return content


def _read(directory: Path, prepared: Callable[[Maker], Mapping[str, Exercise]]) -> Catalogue:
    graph = SkillGraph.load(directory)
    misconceptions(directory / "maths" / MISCONCEPTIONS.name)
    ladders(directory / "maths" / FAMILIES.name)
    return Catalogue(graph, prepared(lambda: _made(directory, graph)))


def _made(directory: Path, graph: SkillGraph) -> Mapping[str, Exercise]:
    exercises = _distinct(
        chain(reading_exercises(directory / "reading", graph), maths_exercises(directory / "maths", graph))
    )
    for exercise in exercises.values():
        for skill in exercise.skills:
            if skill not in graph:
                raise Place(directory / exercise.domain.value / "skills.yaml", 1).error(
                    f"the skill {skill!r} of {exercise.id} is missing"
                )
    return exercises


def _distinct(made: Iterable[Exercise]) -> dict[str, Exercise]:
    """Exercises by id, refusing an id given twice."""
    exercises: dict[str, Exercise] = {}
    for exercise in made:
        if exercise.id in exercises:
            raise ContentError(f"the exercise {exercise.id!r} is made twice")
        exercises[exercise.id] = exercise
    return exercises
