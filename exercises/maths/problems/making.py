"""The exercises of word problems: each told scene asked for a number, and some of them drawn in bars first.

Features and difficulty come from the kind, the numbers and the schema; the weights are an author's guesses, to be
refitted on pupils' answers.
"""

from collections.abc import Iterator, Mapping
from math import log

from exercises.activities import Activity
from exercises.exercise import Ask, Domain, Exercise, Form, Handle, Prompt
from exercises.maths.problems.bars import drawing
from exercises.maths.problems.kinds import UNKNOWNS
from exercises.maths.problems.problem import LARGEST, Problem, problems
from exercises.maths.problems.scenarios import CLOCK, PRICE, load_scenarios
from exercises.maths.problems.schema import ANSWER, Relation

INSTRUCTION = "Lis le problème, ou écoute-le. Puis écris ta réponse."
DRAW_INSTRUCTION = (
    "Lis le problème, ou écoute-le. Place les nombres dans les barres, et ? à la place de ce qu’on cherche."
)
DRAWN = 3
"""Variants of a scene that are drawn too."""
_EASY, _HARD = -0.7, 0.3  # logits between levels


def word_problems() -> Iterator[Exercise]:
    """Every problem of every scene, and the drawing of some."""
    for scenario in load_scenarios().values():
        told = list(problems(scenario))
        yield from map(_asked, told)
        for problem in told[:DRAWN]:
            if drawn := _drawn(problem):
                yield drawn


def features(problem: Problem) -> Mapping[str, float]:
    """What makes it easy or hard; kind, unknown and operations are 1 when they hold."""
    scenario, steps = problem.scenario, problem.steps
    equalities = [relation for relation in scenario.schema if relation.is_equality]
    return {
        f"kind_{scenario.kind.name}": 1,
        f"unknown_{UNKNOWNS[scenario.unknown]}": 1,
        **dict.fromkeys(_operations(equalities, problem), 1),
        "steps": len(equalities),
        "carries": sum(_carries(relation, problem) for relation in equalities),
        "size": round(log(max(steps.values()), 10), 3),
        "irrelevant": len(scenario.irrelevant),
    }


def difficulty(problem: Problem) -> float:
    """Prior in logits for a pupil of its year."""
    of, scenario = features(problem), problem.scenario
    largest = log(10_000 if scenario.unit in (PRICE, CLOCK) else LARGEST[scenario.grade], 10)
    logit = scenario.kind.difficulty + 1.2 * (of["size"] / largest - 0.8) + 0.25 * of["carries"]
    logit += 0.4 * (of["steps"] - 1) + 0.3 * of["irrelevant"]
    return round(logit, 3)


def _asked(problem: Problem) -> Exercise:
    scenario = problem.scenario
    number = scenario.unit not in (PRICE, CLOCK)
    content = Ask(
        prompt=_prompt(problem),
        form=_FORMS.get(scenario.unit, Form.NUMBER),
        answers=(str(problem.answer) if number else problem.written(ANSWER),),
        unit=problem.unit,
        largest=LARGEST[scenario.grade] if number else 0,
    )
    return _exercise(problem, problem.id, Activity.WORD_PROBLEM, INSTRUCTION, content)


def _drawn(problem: Problem) -> Exercise | None:
    model = drawing(problem)
    if model is None:
        return None
    content = Handle(prompt=_prompt(problem), figure=model[0], goal=model[1])
    return _exercise(problem, f"{problem.id}.bars", Activity.DRAW_BARS, DRAW_INSTRUCTION, content)


def _exercise(problem: Problem, name: str, activity: Activity, instruction: str, content: Ask | Handle) -> Exercise:
    scenario, prior = problem.scenario, difficulty(problem)
    return Exercise(
        id=name,
        domain=Domain.MATHS,
        grade=scenario.grade,
        level=1 if prior < _EASY else 2 if prior < _HARD else 3,
        activity=activity,
        skills=(scenario.kind.skill(scenario.grade),),
        step=2,
        theme=scenario.name,
        features=tuple((key, float(value)) for key, value in features(problem).items()),
        difficulty=prior,
        instruction=instruction,
        content=content,
    )


_FORMS = {PRICE: Form.MONEY, CLOCK: Form.TIME}


def _prompt(problem: Problem) -> Prompt:
    """Told aloud whole, for maths is not to wait for reading."""
    return Prompt(say=f"{problem.statement} {problem.question}", passage=problem.statement, text=problem.question)


def _operations(equalities: list[Relation], problem: Problem) -> Iterator[str]:
    """What must be done: to find a whole one adds or multiplies, to find a part one subtracts or divides."""
    for relation in equalities:
        sought = max(relation.letters - problem.numbers.keys(), key=lambda letter: letter == ANSWER, default=ANSWER)
        is_whole = any(term.letter == sought for term in relation.whole)
        if any(term.times for term in relation.parts):
            yield "multiplication" if is_whole else "division"
        else:
            yield "addition" if is_whole else "subtraction"


def _carries(relation: Relation, problem: Problem) -> int:
    """How many times ten units are traded, in the addition or in the subtraction that undoes it."""
    if any(term.times for term in relation.parts):
        return 0
    numbers, count, carried = [problem.steps[term.letter] for term in relation.parts], 0, 0
    while any(numbers):
        carried = (sum(number % 10 for number in numbers) + carried) // 10
        count += carried > 0
        numbers = [number // 10 for number in numbers]
    return count
