"""Word problems checked from the outside: keys by brute force on what the text says, grammar by rule and dictionary.

    python -m benchmarks.problem_statements [--statements 500]

The key is not asked of the generator: the numbers are read back from the told text, put in the scene's schema (what the
author says it means), and every value of the answer is tried; one alone may fit, and it must be the exercise's answer.
Prints JSON: wrong keys, ambiguous ones, numbers outside the year, and the faults of grammar. Exits 1 if there are any.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import permutations

from exercises.activity_list import load_activities
from exercises.exercise import Ask, Exercise, Handle
from exercises.figures import Bar, BarModel, BarPart, Figure
from exercises.handling import Same, solved
from exercises.maths.answers import read
from exercises.maths.making import LIMITS, Bench
from exercises.maths.problems.bars import SOUGHT
from exercises.maths.problems.french import Hour, Price, load_vocabulary
from exercises.maths.problems.making import exercises
from exercises.maths.problems.problem import find_problem
from exercises.maths.problems.scenarios import CLOCK, PRICE, Scenario
from exercises.reading.lexicon import Lexicon
from exercises.skills import SkillGraph
from exercises.sources import DATA
from exercises.typography import APOSTROPHE, NO_BREAK, faults

SEED = 42
_MOST_WORDS = 26
_MOST_SENTENCES = 4
_WRITTEN = {
    Price: re.compile(r"(?P<euros>\d+) euros?(?: (?P<cents>\d\d))?|(?P<only>\d+) centimes?"),
    Hour: re.compile(r"(?P<hours>\d+) heures?(?: (?P<minutes>\d\d))?"),
}
_MUTE_H = ("habitant", "heure", "hirondelle", "huile", "herbe", "hiver", "homme", "histoire")
_ELIDED = re.compile(r"\b(?:de|que|le|la|je|ne|se|ce|te|me) (?P<next>[\wéèêàâîôûœ]+)", re.IGNORECASE)
_APOSTROPHE = re.compile(rf"\b(?:d|l|qu|s|n|j|c){APOSTROPHE}(?P<next>[\wéèêàâîôûœ]+)", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(?:de le|de les|à le|à les) ", re.IGNORECASE)
_HIATUS = re.compile(r"[aeé]-(?:il|elle|on)s?\b")
_NEEDLESS_T = re.compile(r"[td]-t-")
_TWICE = re.compile(r"\b(\w+) \1\b")
_SUBJECT = re.compile(r"\b(?P<name>[A-ZÉÈ][\wéèêëïîôç]+) (?:\w+-)(?:t-)?(?P<pronoun>il|elle)\b")
_AFTER_NUMBER = re.compile(rf"(?<![\w{APOSTROPHE}])(?P<number>\d+) (?P<words>[^\d.?!,]+)")
_VOWEL = re.compile(r"[aàâeéèêiîïoôœuù]", re.IGNORECASE)
# What may follow a bare number: « elle en gagne 3 à la récréation », « 8 descendent et 5 montent ».
_AFTER_BARE = frozenset(
    {
        "à",
        "au",
        "autres",
        "de",
        "dans",
        "en",
        "et",
        "fois",
        "par",
        "pour",
        "qui",
        "sur",
        "la",
        "le",
        "l",
        "descendent",
        "montent",
        "s",
    }
    | {"se"}
)


def check_key(exercise: Exercise) -> str | None:
    """What is wrong with its answer: None when brute force finds it and no other."""
    assert isinstance(exercise.content, Ask)
    solutions = told_answers(exercise)
    if len(solutions) != 1:
        return f"not one answer: {solutions}"
    key = read(exercise.content.form, exercise.content.answers[0])
    return None if key == solutions[0] else f"wrong key, {solutions[0]} is right"


def told_answers(exercise: Exercise) -> list[int]:
    """Every answer that fits what is told, found by trying them all; none when the numbers told are not the scene's."""
    problem = find_problem(exercise.id)
    told = numbers_told(problem.scenario, exercise) if problem else None
    if problem is None or told is None:
        return []
    scenario = problem.scenario
    plain = scenario.unit not in (PRICE, CLOCK)
    limit = LIMITS[exercise.grade] if plain else 10_000
    if any(value > limit for letter, value in told.items() if scenario.types.get(letter) is None):
        return []
    return solve(scenario, told, limit)


def drawn_states(exercise: Exercise) -> list[Figure]:
    """The state held to be right, if the goal's are all those, and only those, where parts make the whole told."""
    assert isinstance(exercise.content, Handle)
    start, goal = exercise.content.figure, exercise.content.goal
    assert isinstance(start, BarModel)
    assert isinstance(goal, Same)
    problem, answers = find_problem(exercise.id), told_answers(exercise)
    if problem is None or len(answers) != 1:
        return []
    told = numbers_told(problem.scenario, exercise) or {}
    worth = {problem.written(letter): value for letter, value in told.items()} | {SOUGHT: answers[0]}
    tiles = [problem.written(letter) for letter in problem.scenario.used] + [SOUGHT]
    right = {
        _placed(start, order)
        for order in permutations(tiles)
        if _balanced([worth[tile] for tile in order], compared=start.total is None)
        and (start.total is not None or order[-1] == _difference_told(problem.statement))
    }
    return [solved(start, goal)] if right == set(goal.figures) else list(right)


def _placed(start: BarModel, tiles: tuple[str, ...]) -> BarModel:
    """The tiles in the places of the bars, from the top, then the total or the difference."""
    waiting = iter(tiles)
    bars = tuple(
        Bar(name=bar.name, parts=tuple(BarPart(size=part.size, label=next(waiting)) for part in bar.parts))
        for bar in start.bars
    )
    last = {"difference" if start.total is None else "total": next(waiting)}
    return start.model_copy(update={"bars": bars, **last})


def _difference_told(statement: str) -> str:
    """The number that the scene says to be more or fewer, else the sign of what is sought."""
    match = re.search(r"(\d+)(?: \w+)? de (?:plus|moins)\b", statement)
    return match.group(1) if match else SOUGHT


def _balanced(numbers: list[int], compared: bool) -> bool:
    """Whether parts make their total; or, of two bars compared, the shorter and the difference make the longer."""
    whole, parts = (numbers[0], numbers[1:]) if compared else (numbers[-1], numbers[:-1])
    return sum(parts) == whole


def numbers_told(scenario: Scenario, exercise: Exercise) -> Mapping[str, int] | None:
    """The numbers read in the text, by the letters of the scene in order; None when there are more or fewer."""
    prompt = exercise.content.prompt if isinstance(exercise.content, Ask | Handle) else None
    text = (prompt.say or "") if prompt else ""
    found: dict[str, int] = {}
    at = 0
    for letter in scenario.told:
        pattern = _WRITTEN.get(scenario.types.get(letter, int), re.compile(r"\d+"))
        match = pattern.search(text, at)
        if match is None or re.search(r"\d", text[at : match.start()]):
            return None
        at, parts = match.end(), {name: int(part or 0) for name, part in match.groupdict().items()}
        if "euros" in parts:
            found[letter] = 100 * parts["euros"] + parts["cents"] + parts["only"]
        elif "hours" in parts:
            found[letter] = 60 * parts["hours"] + parts["minutes"]
        else:
            found[letter] = int(match.group())
    return None if re.search(r"\d", text[at:]) else found


def solve(scenario: Scenario, told: Mapping[str, int], limit: int) -> list[int]:
    """Every whole value of x from 0 to the limit that satisfies the schema, others being whole too."""
    equalities = [relation.text.replace(" = ", " == ") for relation in scenario.schema if relation.is_equality]
    bounds = [relation.text for relation in scenario.schema if not relation.is_equality]
    states: list[dict[str, int]] = [{letter: told[letter] for letter in scenario.used}]
    for bound in bounds:  # "r < n": few values, all tried
        small, _, large = bound.partition(" < ")
        states = [{**state, small: value} for state in states for value in range(state[large])]
    while equalities:
        missing = {text: set(re.findall(r"[a-z]", text)) - states[0].keys() for text in equalities}
        text = min(equalities, key=lambda text: len(missing[text]))
        equalities.remove(text)
        if not missing[text]:
            states = [state for state in states if eval(text, {}, state)]  # our own data
        else:
            (letter,) = missing[text]
            states = [{**state, letter: value} for state in states for value in _fitting(text, letter, state, limit)]
        if not states:
            return []
    return sorted({state["x"] for state in states})


def _fitting(text: str, letter: str, state: Mapping[str, int], limit: int) -> list[int]:
    fits = eval(f"lambda {letter}: {text}", dict(state))  # our own data, checked at load
    return [value for value in range(limit + 1) if fits(value)]


def faults_of_grammar(text: str, lexicon: Lexicon) -> Iterator[str]:
    """What is wrong in a told problem, by rule and by dictionary."""
    yield from faults(re.sub(r"\d+", "deux", text))
    sentences = re.findall(r"[^.!?]+[.!?]", text)
    if len(sentences) > _MOST_SENTENCES or not text.endswith(f"{NO_BREAK}?"):
        yield "it must be a few sentences and a question at the end"
    for sentence in sentences:
        if not sentence.strip(f" {NO_BREAK}")[0].isupper():
            yield f"a sentence begins with no capital: {sentence!r}"
        if len(sentence.split()) > _MOST_WORDS:
            yield f"a sentence is too long: {sentence!r}"
    for match in _ELIDED.finditer(text):
        if _begins_with_vowel(match["next"]):
            yield f"elision is missing: {match.group()!r}"
    for match in _APOSTROPHE.finditer(text):
        if not _begins_with_vowel(match["next"]) and match["next"] not in ("un", "une", "y"):
            yield f"elision is wrong: {match.group()!r}"
    for pattern in (_CONTRACTED, _HIATUS, _NEEDLESS_T, _TWICE):
        if match := pattern.search(text):
            yield f"{match.group()!r} is not French"
    yield from _disagreements(text)
    names = {name.text.casefold() for name in load_vocabulary().names}
    for written in re.findall(rf"[^\W\d_]+(?:[-{APOSTROPHE}][^\W\d_]+)*", text):
        parts = [written] if written.casefold() in lexicon else re.split(f"[-{APOSTROPHE}]", written)
        for word in map(str.casefold, parts):
            if word not in names | _PARTICLES and word not in lexicon:
                yield f"the word {word!r} is in no dictionary"


_PARTICLES = frozenset({"d", "l", "qu", "s", "n", "j", "c", "t", "m"})


def _disagreements(text: str) -> Iterator[str]:
    vocabulary = load_vocabulary()
    gender = {name.text: name.gender for name in vocabulary.names}
    for match in _SUBJECT.finditer(text):
        name, pronoun = match["name"], match["pronoun"]
        before = text[: match.start()]
        owned = re.search(rf"(?:\bde |\bd{APOSTROPHE})$", before)  # « la famille de Lina roule-t-elle »: not Lina
        if name in gender and not owned and gender[name] != {"il": "m", "elle": "f"}[pronoun]:
            yield f"the pronoun does not agree: {match.group()!r}"
    singular = {noun.singular for noun in vocabulary.nouns.values() if noun.singular != noun.plural}
    plural = {noun.plural for noun in vocabulary.nouns.values()} | {"euros", "centimes", "heures"}
    for match in _AFTER_NUMBER.finditer(text):
        number, words = int(match["number"]), match["words"].rstrip(NO_BREAK)
        wanted = plural if number > 1 else {noun.singular for noun in vocabulary.nouns.values()}
        known = any(words == noun or words.startswith(f"{noun} ") for noun in wanted)
        first = re.split(rf"[ {APOSTROPHE}]", words)[0]
        if not known and (first in singular | plural or first not in _AFTER_BARE):
            yield f"the noun does not agree with its number: {match.group()!r}"


def _begins_with_vowel(word: str) -> bool:
    """Whether what stands before this word elides."""
    if word[0] in "hH":
        return word.casefold().startswith(_MUTE_H)
    return bool(_VOWEL.match(word)) and word.casefold() not in ("onze", "oui", "un", "une")


def main() -> int:
    """Check every key, and the grammar of so many statements."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--statements", type=int, default=500)
    options = arguments.parse_args()
    bench = Bench(load_activities(DATA / "maths" / "activities.yaml"), SkillGraph.load())
    asked = [exercise for exercise in exercises(bench) if isinstance(exercise.content, Ask)]
    keys = {exercise.id: wrong for exercise in asked if (wrong := check_key(exercise))}
    lexicon = Lexicon.load()
    read_aloud = random.Random(SEED).sample(asked, min(options.statements, len(asked)))
    grammar = {
        exercise.id: [exercise.content.prompt.say, *found]
        for exercise in read_aloud
        if isinstance(exercise.content, Ask)
        and (found := list(faults_of_grammar(exercise.content.prompt.say or "", lexicon)))
    }
    print(
        json.dumps(
            {
                "problems": len(asked),
                "scenarios": len({exercise.theme for exercise in asked}),
                "wrong_keys": keys,
                "statements_checked": len(read_aloud),
                "grammar_faults": grammar,
            },
            ensure_ascii=False,
            indent=1,
        )
    )
    return 1 if keys or grammar else 0


if __name__ == "__main__":
    sys.exit(main())
