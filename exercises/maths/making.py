"""What every exercise of maths is made with: its activity's instruction, its year, its level, how hard it is.

A family is one module with `exercises(bench)`, listed in `exercises/maths/families.py`. Everything that is drawn at
random comes from a key of its own: always the same.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TypeVar

from exercises.activities import Activity
from exercises.activity_list import Described
from exercises.exercise import Ask, Choose, Compute, Content, Domain, Exercise, Form, Grade, Option, Prompt
from exercises.skills import SkillGraph
from exercises.sources import DATA

LIMITS: Mapping[Grade, int] = {Grade.CP: 100, Grade.CE1: 1_000, Grade.CE2: 10_000}
"""The largest number of each year."""
GAP = "___"
MINUS = "−"
_HARD = 0.4
_YEARS = list(Grade)
_SAID = {"+": "plus", "-": "moins", "×": "fois"}

T = TypeVar("T")


class Bench:
    """Makes exercises of one family after another."""

    def __init__(
        self, activities: Mapping[Activity, Described], graph: SkillGraph, folder: Path = DATA / "maths"
    ) -> None:
        self.folder = folder
        self._activities = activities
        self._graph = graph

    def grade(self, skills: Iterable[str]) -> Grade:
        """The year in which all these skills are taught."""
        return max((self._graph.skills[skill].grade for skill in skills), key=_YEARS.index)

    def exercise(
        self,
        identity: str,
        activity: Activity,
        content: Content,
        *,
        skills: Sequence[str],
        features: Mapping[str, float],
        harder: float = 0.0,
        level: int | None = None,
        grade: Grade | None = None,
        instruction: str | None = None,
        theme: str = "",
        asks: str = "",
    ) -> Exercise:
        """One exercise `maths.<identity>`; skills without their `maths.`; `harder`, in logits, from the features.

        `grade`: for numbers of a later year than that of the skills. `asks`: for misconceptions, where the content does
        not tell it.
        """
        described = self._activities[activity]
        trained = tuple(dict.fromkeys(f"maths.{skill}" for skill in skills))
        return Exercise(
            id=f"maths.{identity}",
            domain=Domain.MATHS,
            grade=grade or self.grade(trained),
            level=level or (1 if harder < -_HARD else 3 if harder > _HARD else 2),
            activity=activity,
            skills=trained,
            step=described.step,
            theme=theme,
            features=tuple(features.items()),
            asks=asks,
            difficulty=round(min(3.5, max(-3.5, described.difficulty + harder)), 3),
            instruction=instruction or described.instruction,
            content=content,
        )


def asked(text: str, answer: int, largest: int, *, say: str | None = None, unit: str = "") -> Ask:
    """A number to find in what is written."""
    return Ask(prompt=Prompt(text=text, say=say), answers=(str(answer),), largest=largest, unit=unit)


def fraction_asked(prompt: Prompt, *answers: str, exact: bool = False) -> Ask:
    """A fraction to find."""
    return Ask(prompt=prompt, form=Form.FRACTION, answers=answers, exact=exact)


def computed(left: int, operator: str, right: int, largest: int) -> Compute:
    """An operation to compute."""
    return Compute.model_validate(
        {
            "left": left,
            "operator": operator,
            "right": right,
            "answer": {"+": left + right, "-": left - right, "×": left * right}[operator],
            "largest": largest,
        }
    )


def how_much(left: int, operator: str, right: int) -> str:
    """The instruction of an operation."""
    return f"Combien font {left} {_SAID[operator]} {right}\u00a0?"


def choice(
    key: str, prompt: Prompt, right: Sequence[Option], wrong: Sequence[Option], *, steady: bool = False
) -> Choose:
    """Options in an order drawn from the key, or as given when `steady`."""
    options = [*right, *wrong]
    if not steady:
        random.Random(key).shuffle(options)
    return Choose(
        prompt=prompt,
        options=tuple(options),
        answers=tuple(place for place, option in enumerate(options) if option in right),
    )


def in_order(prompt: Prompt, options: Sequence[Option], right: Iterable[int]) -> Choose:
    """Options always shown in the same order (vrai, faux; A, B, C), with the places of the right ones."""
    return Choose(prompt=prompt, options=tuple(options), answers=tuple(right))


def worded(*texts: str) -> tuple[Option, ...]:
    """Options to read or to hear."""
    return tuple(Option(text=text, say=text) for text in texts)


def distinct(family: Callable[[Bench], Iterator[Exercise]]) -> Callable[[Bench], Iterator[Exercise]]:
    """The family without the exercises that ask the same thing as one before: drawn at random, some come twice."""

    @wraps(family)
    def exercises(bench: Bench) -> Iterator[Exercise]:
        seen: set[tuple[str, Content]] = set()
        for exercise in family(bench):
            if (asks := (exercise.instruction, exercise.content)) not in seen:
                seen.add(asks)
                yield exercise

    return exercises


def carries(*terms: int) -> int:
    """How many columns of a sum carry."""
    found = carry = 0
    while any(terms) or carry:
        carry = (sum(term % 10 for term in terms) + carry) // 10
        found += carry > 0
        terms = tuple(term // 10 for term in terms)
        if not any(terms):
            break
    return found


def exchanges(larger: int, smaller: int) -> int:
    """How many columns of a subtraction need an exchange."""
    found = borrow = 0
    while larger or smaller:
        borrow = int(larger % 10 - borrow < smaller % 10)
        found += borrow
        larger, smaller = larger // 10, smaller // 10
    return found
