"""Doubles and halves, as far as each year knows them."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Choose, Content, Exercise, Option, Prompt
from exercises.maths.making import GAP, LIMITS, Bench, asked, choice

_YEARS = (
    ("mental.doubles_tens", [*range(1, 11), 20, 30, 40, 50]),
    ("mental.doubles_15", [*range(11, 16), *range(60, 110, 10), 25, 35, 45, 55, 75, 150, 200, 250, 300, 350, 400, 500]),
    ("mental.doubles_600", [*range(16, 21), 65, 85, 95, *range(110, 200, 10), *range(125, 650, 25), 600]),
)
_NAMES = ("Zoé", "Sami", "Léna", "Hugo")
_FACTS = 10
"""Doubles to this one are facts of addition; their halves are not."""
_ACTIVITIES = {
    "judged": Activity.TRUE_EQUALITY,
    "judged_half": Activity.TRUE_EQUALITY,
    "sum": Activity.COMPLETE_EQUALITY,
    "parts": Activity.COMPLETE_EQUALITY,
}
_JUDGED = (Option(text="vrai", say="vrai"), Option(text="faux", say="faux"))


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Each double asked, turned round, said in a little story, judged and chosen."""
    known: set[int] = set()
    for skill, numbers in _YEARS:
        for number in numbers:
            if number not in known:
                yield from _number(bench, skill, number)
            known.add(number)


def _number(bench: Bench, skill: str, number: int) -> Iterator[Exercise]:
    double, limit = 2 * number, LIMITS[bench.grade([f"maths.{skill}"])]
    of_double = "add.doubles" if number <= _FACTS else skill
    questions = {
        "double": (f"Quel est le double de {number}\u00a0?", double),
        "whose_half": (f"De quel nombre {number} est-il la moitié\u00a0?", double),
        "sum": (f"{number} + {number} = {GAP}", double),
        "half": (f"Quelle est la moitié de {double}\u00a0?", number),
        "whose_double": (f"De quel nombre {double} est-il le double\u00a0?", number),
        "parts": (f"{double} = {GAP} + {number}", number),
    }
    for key, (text, answer) in questions.items():
        asks_double = answer == double
        content = asked(text, answer, limit, say=None if GAP in text else text)
        yield _one(bench, f"{key}.{number}", of_double if asks_double else skill, number, content, half=not asks_double)
    for place, name in enumerate(_NAMES if number > 1 and skill == "mental.doubles_tens" else _NAMES[:1]):
        if number > 1:
            text = f"{name} a {number} billes. Tu en as le double. Combien en as-tu\u00a0?"
            if not place:
                yield _one(bench, f"more.{number}", of_double, number, asked(text, double, limit, say=text))
            text = f"{name} te donne la moitié de ses {double} billes. Combien en reçois-tu\u00a0?"
            yield _one(bench, f"share.{number}.{place}", skill, number, asked(text, number, limit, say=text), half=True)
    for step in (0, -2, -1, 1, 2) if skill == "mental.doubles_tens" else ():
        if number + step > 0 and double + step <= limit:
            told = Prompt(text=f"{number} + {number} = {double + step}")
            yield _one(bench, f"judged.{number}.{double + step}", of_double, number, _judged(told, step == 0))
            told = Prompt(text=f"{double} = {number + step} + {number + step}")
            yield _one(bench, f"judged_half.{number}.{step}", skill, number, _judged(told, step == 0), half=True)
    for key, given, right, steps, said in (
        ("choose_double", number, double, (-10, -4, -2, 2, 4, 10), "le double"),
        ("choose_half", double, number, (-5, -2, -1, 1, 2, 5), "la moitié"),
    ):
        wrong = [right + step for step in steps if 0 < right + step <= limit]
        options = [Option(text=str(each)) for each in kept(f"{key} {number}", wrong, 3)]
        prompt = Prompt(text=str(given), say=f"Touche {said} de {given}.")
        content_chosen = choice(f"{key} {number}", prompt, [Option(text=str(right))], options)
        half = right == number
        yield _one(bench, f"{key}.{number}", skill if half else of_double, number, content_chosen, half=half)


def _judged(prompt: Prompt, true: bool) -> Choose:
    return Choose(prompt=prompt, options=_JUDGED, answers=(0 if true else 1,))


def _one(bench: Bench, key: str, skill: str, number: int, content: Content, *, half: bool = False) -> Exercise:
    carries = number % 10 >= 5
    return bench.exercise(
        f"doubles.{key}",
        _ACTIVITIES.get(key.split(".")[0], Activity.DOUBLE_HALF),
        content,
        skills=[skill],
        features={"number": number, "carries": float(carries), "half": float(half)},
        harder=0.3 * carries + 0.3 * half + 0.2 * len(str(number)) - 0.5,
        theme=f"double {number}",
    )
