"""The exercises of word problems: each told scene asked for a number, and some of them drawn in bars first.

Features and difficulty come from the kind, the numbers and the schema; the weights are an author's guesses, to be
refitted on pupils' answers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import ceil, log10

from exercises.activities import Activity
from exercises.exercise import Ask, Exercise, Form, Handle, Prompt
from exercises.maths.making import LIMITS, Bench, carries
from exercises.maths.problems.bars import drawing
from exercises.maths.problems.kinds import UNKNOWNS
from exercises.maths.problems.problem import FEWEST, PREFIX, Problem, problems
from exercises.maths.problems.scenarios import CLOCK, PRICE, Scenario, load_scenarios
from exercises.maths.problems.schema import ANSWER, Relation
from exercises.maths.problems.slips import as_question

WANTED = 216
"""Of each skill, shared among its scenes: thousands in all, and few enough for the catalogue."""
DRAWN = 3
"""Variants of a scene that are drawn too."""
_FORMS = {PRICE: Form.MONEY, CLOCK: Form.TIME}


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Every problem of every scene, and the drawing of some; ContentError names the line of what is wrong."""
    scenarios = load_scenarios(bench.folder).values()
    scenes = Counter(map(_skill, scenarios))
    for scenario in scenarios:
        told = list(problems(scenario, max(FEWEST, ceil(WANTED / scenes[_skill(scenario)]))))
        for problem in told:
            yield _exercise(bench, problem, Activity.WORD_PROBLEM, _asked(problem))
        for problem in told[:DRAWN]:
            if model := drawing(problem):
                content = Handle(prompt=_prompt(problem), figure=model[0], goal=model[1])
                yield _exercise(bench, problem, Activity.DRAW_BARS, content, ".bars")


def features(problem: Problem) -> Mapping[str, float]:
    """What makes it easy or hard; kind, unknown and operations are 1 when they hold."""
    scenario, steps = problem.scenario, problem.steps
    equalities = [relation for relation in scenario.schema if relation.is_equality]
    sums = [relation for relation in equalities if not any(term.times for term in relation.parts)]
    return {
        f"kind_{scenario.kind.name}": 1.0,
        f"unknown_{UNKNOWNS[scenario.unknown]}": 1.0,
        **dict.fromkeys(_operations(equalities, problem), 1.0),
        "steps": float(len(equalities)),
        # The exchanges of a subtraction are the carries of the addition that undoes it.
        "carries": float(sum(carries(*(steps[term.letter] for term in relation.parts)) for relation in sums)),
        "size": round(log10(max(steps.values())), 3),
        "irrelevant": float(len(scenario.irrelevant)),
    }


def harder(problem: Problem) -> float:
    """How much harder than problems of its year usually are, in logits."""
    of, scenario = features(problem), problem.scenario
    usual = 0.8 * log10(LIMITS[scenario.grade]) if scenario.unit not in _FORMS else 3.0
    logit = scenario.kind.harder + 0.4 * (of["size"] - usual) + 0.25 * of["carries"]
    return logit + 0.4 * (of["steps"] - 1) + 0.3 * of["irrelevant"]


def _exercise(bench: Bench, problem: Problem, activity: Activity, content: Ask | Handle, ending: str = "") -> Exercise:
    scenario = problem.scenario
    return bench.exercise(
        problem.id.removeprefix("maths.") + ending,
        activity,
        content,
        skills=(_skill(scenario),),
        features=features(problem),
        harder=harder(problem),
        grade=scenario.grade,
        theme=f"{PREFIX}{scenario.name}",
        asks=as_question(problem) or "",
    )


def _skill(scenario: Scenario) -> str:
    return scenario.kind.skill(scenario.grade)


def _asked(problem: Problem) -> Ask:
    unit = problem.scenario.unit
    number = unit not in _FORMS
    return Ask(
        prompt=_prompt(problem),
        form=_FORMS.get(unit, Form.NUMBER),
        answers=(str(problem.answer) if number else problem.written(ANSWER),),
        unit=problem.unit,
        largest=LIMITS[problem.scenario.grade] if number else 0,
    )


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
