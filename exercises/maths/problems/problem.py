"""One problem: a scene with its numbers, and the names and words that tell it. All follow from the id."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import prod

from exercises.maths.making import LIMITS
from exercises.maths.problems.arithmetic import UnreadableError, evaluate, holds
from exercises.maths.problems.french import Filling, Hour, Noun, Number, Price, fill
from exercises.maths.problems.scenarios import CLOCK, PRICE, Scenario, load_scenarios
from exercises.maths.problems.schema import ANSWER, agrees, completed

PREFIX = "maths.problems."
FEWEST = 12
"""Told of each scene, at least."""
FEWEST_NUMBERS = 5
_LARGEST_PRICE = 10_000  # cents
_LARGEST_HOUR = 24 * 60
_ID = re.compile(re.escape(PREFIX) + r"(?P<scene>[a-z-]+)\.(?P<values>\d+(?:-\d+)*)(?:\.(?P<wording>\d+))?(?:\.bars)?")
_TRIES = 4_000
_NAMES_AT_HAND = 20  # among which there are surely three of any gender


@dataclass(frozen=True)
class Problem:
    """`values` in the order of the scene's numbers; `wording` tells apart those that share their values."""

    scenario: Scenario
    values: tuple[int, ...]
    wording: int = 0

    @property
    def id(self) -> str:
        """Scene, numbers, and wording when it is not the first."""
        ending = f".{self.wording}" if self.wording else ""
        return f"{PREFIX}{self.scenario.name}.{'-'.join(map(str, self.values))}{ending}"

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Every number of the scene by its letter, told or not, the answer excepted."""
        found = dict(zip(self.scenario.numbers, self.values, strict=True))
        for letter, expression in self.scenario.derived.items():
            found[letter] = evaluate(expression, found)
        return found

    @cached_property
    def answer(self) -> int:
        """The number sought: cents for a price, minutes for an hour of the day."""
        return evaluate(self.scenario.answer, self.numbers)

    @cached_property
    def steps(self) -> dict[str, int]:
        """All numbers, with those found on the way and the answer (x)."""
        return completed(self.scenario.schema, {**self.numbers, ANSWER: self.answer})

    @cached_property
    def fillings(self) -> dict[str, Filling]:
        """What stands for each letter of the text: numbers, nouns and different first names."""
        scenario = self.scenario
        chance = random.Random(self.id)
        names = chance.sample(scenario.vocabulary.names, _NAMES_AT_HAND)
        found: dict[str, Filling] = {
            letter: scenario.types.get(letter, Number)(value) for letter, value in self.numbers.items()
        }
        found |= {letter: chance.choice(nouns) for letter, nouns in scenario.nouns.items()}
        for letter in "ABC":
            wanted = scenario.genders.get(letter)
            name = next(name for name in names if wanted in (None, name.gender))
            names.remove(name)
            found[letter] = name
        return found

    @property
    def statement(self) -> str:
        """The scene, told."""
        scenario = self.scenario
        return fill(scenario.place, scenario.statement, self.fillings, scenario.vocabulary.nouns)

    @property
    def question(self) -> str:
        """What is asked about it."""
        scenario = self.scenario
        return fill(scenario.place, scenario.question, self.fillings, scenario.vocabulary.nouns)

    @property
    def unit(self) -> str:
        """What is written after the answer: "billes"; nothing for a price or an hour, which say theirs."""
        unit = self.scenario.unit
        if unit in ("", PRICE, CLOCK):
            return ""
        noun = self.fillings.get(unit) or self.scenario.vocabulary.nouns[unit]
        return noun.for_number(self.answer) if isinstance(noun, Noun) else ""

    def written(self, letter: str) -> str:
        """The number of a letter as a teacher writes it on a bar."""
        number, unit = self.steps[letter], self.scenario.unit
        type_ = self.scenario.types.get(letter)
        if type_ is None and unit == PRICE and letter == ANSWER:
            type_ = Price
        if type_ is None and unit == CLOCK and letter == ANSWER:
            type_ = Hour
        return str((type_ or Number)(number))


def problems(scenario: Scenario, count: int) -> Iterator[Problem]:
    """So many different problems of a scene, always the same; with few possible numbers, other names tell them anew.

    ContentError names the scene that cannot be computed or told.
    """
    try:
        yield from _problems(scenario, count)
    except (UnreadableError, ZeroDivisionError) as error:
        raise scenario.place.error(str(error)) from None


def _problems(scenario: Scenario, count: int) -> Iterator[Problem]:
    sensible = (values for values in _drawn(scenario) if _makes_sense(Problem(scenario, values)))
    found = list(islice(sensible, count))
    if len(found) < FEWEST_NUMBERS:
        raise scenario.place.error(
            f"the numbers can be chosen in {len(found)} ways that make sense, {FEWEST_NUMBERS} are needed "
            "('si' and the largest number of the year hold; the answer is not a number already told)"
        )
    told = list(islice(_told(scenario, found, count), count))
    if len(told) < FEWEST:
        raise scenario.place.error(f"only {len(told)} different problems can be told, {FEWEST} are needed")
    for problem in told:
        if not agrees(scenario.schema, problem.steps):
            raise scenario.place.error(f"'calcul' and 'schema' do not agree: {problem.answer} with {problem.numbers}")
        yield problem


def find_problem(exercise: str) -> Problem | None:
    """The problem with this id; None when it is none of ours."""
    match = _ID.fullmatch(exercise)
    scenario = load_scenarios().get(match["scene"]) if match else None
    if match is None or scenario is None:
        return None
    values = tuple(map(int, match["values"].split("-")))
    return Problem(scenario, values, int(match["wording"] or 0))


def _told(scenario: Scenario, found: Sequence[tuple[int, ...]], wordings: int) -> Iterator[Problem]:
    """The problems with these numbers that differ in their text."""
    texts: set[str] = set()
    for wording in range(wordings):
        for values in found:
            problem = Problem(scenario, values, wording)
            text = problem.statement + problem.question
            if text not in texts:
                texts.add(text)
                yield problem


def _drawn(scenario: Scenario) -> Iterator[tuple[int, ...]]:
    """Numbers to try, each once, in an order of chance that is always the same."""
    chance = random.Random(scenario.name)
    choices = tuple(scenario.numbers.values())
    if prod(map(len, choices)) <= _TRIES:
        few = list(product(*choices))
        chance.shuffle(few)
        yield from few
    else:
        many = (tuple(map(chance.choice, choices)) for _ in range(_TRIES))
        yield from dict.fromkeys(many)


def _makes_sense(problem: Problem) -> bool:
    """Conditions hold, all numbers are of the year, and the answer is none of those told or met on the way."""
    scenario, numbers = problem.scenario, problem.numbers
    if not all(holds(condition, numbers) for condition in scenario.conditions):
        return False
    steps = problem.steps
    met = (*scenario.told, *(steps.keys() - numbers.keys() - {ANSWER}))
    if problem.answer in (steps[letter] for letter in met):
        return False
    return all(0 < value <= _largest(problem, letter) for letter, value in steps.items())


def _largest(problem: Problem, letter: str) -> int:
    scenario = problem.scenario
    if scenario.unit == PRICE or scenario.types.get(letter) is Price:
        return _LARGEST_PRICE
    if scenario.unit == CLOCK or scenario.types.get(letter) is Hour:
        return _LARGEST_HOUR
    return LIMITS[scenario.grade]
