"""What a wrong reading of a problem gives: the problem as the one-line question that misconceptions look at.

The words are those of `exercises/maths/misconceptions/question.py` ("problem_sub 23 8"), which owns the wrong answers;
`wrong_operations` gives the plain ones by name, for checks that need no more.
"""

from exercises.maths.problems.french import Hour, Price
from exercises.maths.problems.problem import Problem
from exercises.maths.problems.scenarios import CLOCK
from exercises.maths.problems.schema import ANSWER, Relation

_STEPS = "two_steps"


def as_question(problem: Problem) -> str | None:
    """The task and its numbers; None when nobody has described how children go wrong there."""
    scenario, steps = problem.scenario, problem.steps
    if scenario.unit == CLOCK:
        return None
    if Hour in scenario.types.values():
        numbers = [part for letter in scenario.used for part in divmod(steps[letter], 60)]
        return _line("duration", *numbers) if len(numbers) == 4 else None
    equalities = [relation for relation in scenario.schema if relation.is_equality]
    if len(equalities) > 1:
        first = next(iter(equalities[0].letters - problem.numbers.keys() - {ANSWER}))
        return _line(_STEPS, steps[first], problem.answer, *(steps[letter] for letter in scenario.used))
    return _one_step(problem, equalities[0])


def wrong_operations(problem: Problem) -> dict[str, int]:
    """Answers that a wrong choice gives, by what was done; never the right one."""
    scenario, steps = problem.scenario, problem.steps
    if Hour in scenario.types.values():
        return {}
    numbers = [steps[letter] for letter in scenario.used]
    found = {"added": sum(numbers), "copied": numbers[0]}
    if len(numbers) == 2:
        larger, smaller = max(numbers), min(numbers)
        found |= {"subtracted": larger - smaller, "multiplied": larger * smaller, "divided": larger // smaller}
    if scenario.irrelevant:
        found["took_all"] = sum(steps[letter] for letter in scenario.told)
    between = [value for letter, value in steps.items() if letter not in problem.numbers and letter != ANSWER]
    if len(scenario.schema) > 1 and all(relation.is_equality for relation in scenario.schema):
        found["stopped_early"] = between[0]
    return {name: value for name, value in found.items() if value != problem.answer}


def _one_step(problem: Problem, relation: Relation) -> str | None:
    steps, scenario = problem.steps, problem.scenario
    money = Price in scenario.types.values()
    parts, whole = relation.parts, relation.whole
    product = next((term for term in parts if term.times), None)
    if product is None:
        others = [steps[term.letter] for term in parts if term.letter != ANSWER]
        if whole[0].letter == ANSWER:
            if scenario.unknown == "reference":
                return _line("says_less", *others)
            return _line("add_money" if money else "problem_add", *others)
        if len(others) > 1:
            return None
        if scenario.unknown == "reference":
            return _line("says_more", steps[whole[0].letter], *others)
        return _line("change" if money else "problem_sub", steps[whole[0].letter], *others)
    if whole[0].letter == ANSWER:
        factors = (int(product.times) if product.times.isdecimal() else steps[product.times], steps[product.letter])
        return _line("problem_mul", *factors)
    total = steps[whole[0].letter]
    by = steps[product.times if product.times != ANSWER and product.times in problem.numbers else product.letter]
    if scenario.unknown == "reste":
        return None
    if len(whole) > 1:
        return _line("trips", total, by)
    says_more = scenario.genre == "fois" and scenario.unknown == "reference"
    return _line("says_times" if says_more else "problem_div", total, by)


def _line(task: str, *numbers: int) -> str:
    return " ".join((task, *map(str, numbers)))
