"""Doubles and halves, as far as each year knows them."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.exercise import Choose, Content, Exercise, Option, Prompt
from exercises.maths.making import GAP, LIMITS, Bench, asked, choice, sampled

_YEARS = (
    ("add.doubles", range(1, 11)),
    ("mental.doubles_tens", [*range(1, 11), 20, 30, 40, 50]),
    ("mental.doubles_15", [*range(6, 16), *range(20, 110, 10), 25, 35, 45, 150, 200, 250, 300, 400, 500]),
    (
        "mental.doubles_600",
        [*range(11, 21), *range(25, 100, 5), *range(100, 650, 25), 120, 130, 140, 160, 170, 180, 190],
    ),
)
_JUDGED = (Option(text="vrai", say="vrai"), Option(text="faux", say="faux"))
_NAMES = ("Zoé", "Sami", "Léna", "Hugo")


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Each double asked, turned round, said in a little story, and chosen."""
    for skill, numbers in _YEARS:
        for number in dict.fromkeys(numbers):
            yield from _number(bench, skill, number)


def _number(bench: Bench, skill: str, number: int) -> Iterator[Exercise]:
    double, limit = 2 * number, LIMITS[bench.grade([f"maths.{skill}"])]
    name = _NAMES[number % len(_NAMES)]
    questions = {
        "double": (f"Quel est le double de {number}\u00a0?", double),
        "half": (f"Quelle est la moitié de {double}\u00a0?", number),
        "whose_double": (f"De quel nombre {double} est-il le double\u00a0?", number),
        "whose_half": (f"De quel nombre {number} est-il la moitié\u00a0?", double),
        "more": (f"{name} a {number} billes. Tu en as le double. Combien en as-tu\u00a0?", double),
        "share": (f"{name} te donne la moitié de ses {double} billes. Combien en reçois-tu\u00a0?", number),
        "sum": (f"{number} + {number} = {GAP}", double),
        "parts": (f"{double} = {GAP} + {number}", number),
    }
    for key, (text, answer) in questions.items():
        if number == 1 and key in ("more", "share"):
            continue
        say = None if GAP in text else text
        yield _one(bench, f"{key}.{number}", skill, number, asked(text, answer, limit, say=say), key)
    if skill in ("add.doubles", "mental.doubles_tens"):
        for shown in (double, *(double + step for step in (-2, -1, 1, 2) if double + step > 0)):
            prompt = Prompt(text=f"{number} + {number} = {shown}")
            judged = Choose(prompt=prompt, options=_JUDGED, answers=(int(shown != double),))
            yield _one(bench, f"judged.{number}.{shown}", skill, number, judged, "judged")
    near = [double + step for step in (-10, -4, -2, 2, 4, 10) if 0 < double + step <= limit]
    for key, right, wrong, say in (
        ("choose_double", double, near, f"Touche le double de {number}."),
        (
            "choose_half",
            number,
            [number + step for step in (-5, -2, -1, 1, 2, 5) if number + step > 0],
            f"Touche la moitié de {double}.",
        ),
    ):
        identity = f"{skill}.{key}.{number}"
        options = [Option(text=str(each)) for each in sampled(identity, wrong, 3)]
        content = choice(
            identity,
            Prompt(text=str(number if key == "choose_double" else double), say=say),
            [Option(text=str(right))],
            options,
        )
        yield _one(bench, f"{key}.{number}", skill, number, content, key)


def _one(bench: Bench, key: str, skill: str, number: int, content: Content, kind: str) -> Exercise:

    carries = number % 10 >= 5
    half = "half" in kind or kind in ("share", "whose_double", "parts")
    activity = Activity.TRUE_EQUALITY if kind == "judged" else Activity.DOUBLE_HALF
    return bench.exercise(
        f"doubles.{skill.split('.')[1]}.{key}",
        activity,
        content,
        skills=[skill],
        features={"number": number, "carries": float(carries), "half": float(half)},
        harder=0.3 * carries + 0.3 * half + 0.2 * len(str(number)) - 0.5,
        theme=f"double {number}",
    )
